"""The benchmark of the GPU: what of it runs without one does, so that it is whole on the day it is needed."""

import importlib
from pathlib import Path

import pytest
import torch

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def script(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module


def test_without_a_device_it_says_so_and_is_content(script, monkeypatch, capsys):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert script("gpu").main((32,)) == 0
    assert "no CUDA device" in capsys.readouterr().out


@pytest.mark.parametrize(("cell", "reset"), [("gru", "before"), ("lstm", "before")])
def test_parity_finds_a_processor_right_and_names_an_error_that_is_too_large(script, monkeypatch, cell, reset):
    parity = script("gpu_parity")
    monkeypatch.setattr(parity, "SIZES", (8,))
    monkeypatch.setattr(parity, "VARIANTS", [{"sampling": "sequential"}])
    assert list(parity.disagreements(cell, reset, "cpu")) == []
    monkeypatch.setattr(parity, "gate_error", lambda _: 1.0)
    assert any("gate" in line for line in parity.disagreements(cell, reset, "cpu"))


def test_every_size_has_a_target(script):
    gpu = script("gpu")
    assert {gpu.target_of(*cell, size) for cell in gpu.CELLS for size in gpu.SIZES} == {6.0, 5.0, 4.5, 2.5, 1.6, 1.0}
