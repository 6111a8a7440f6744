"""The page says where a run computes, how it makes its steps, and why: for every choice, in both languages."""

from dataclasses import replace
from typing import get_args

import pytest

from seqviz.records.computing import DeviceChoice, DeviceReason, StepChoice
from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.ui.experiment.computing import device_reason, step_figures
from tests.ui.experiment.watched import DESCRIPTION

STEPS = [
    StepChoice(way="graph", reason="quicker", eager_seconds=0.0021, graph_seconds=0.00034),
    StepChoice(way="eager", reason="slower", eager_seconds=0.0021, graph_seconds=0.0034),
    StepChoice(way="eager", reason="refused", eager_seconds=0.0021),
    StepChoice(way="eager", reason="memory", eager_seconds=0.0021),
]


def on(reason):
    choice = DeviceChoice(reason=reason, cpu_seconds=0.02, gpu_seconds=0.001)
    return replace(DESCRIPTION, device_choice=choice)


def made(choice):
    return replace(DESCRIPTION, device="NVIDIA H200", step_choice=choice)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_sentence(language):
    t = load_catalog(language)
    said = {figure.help for choice in STEPS for figure in step_figures(made(choice), t)}
    said |= {device_reason(on(reason), t) for reason in get_args(DeviceReason)}
    assert len(said) == len(STEPS) + len(get_args(DeviceReason))
    assert "" not in said


def test_the_measured_milliseconds_are_in_the_sentence():
    t = load_catalog("en")
    (figure,) = step_figures(made(STEPS[0]), t)
    assert figure.value == "CUDA graph"
    assert "0.34 ms" in figure.help
    assert "2.1 ms" in figure.help
    assert device_reason(on("quicker"), t).startswith("CPU\n")
    assert "about 20 ms" in device_reason(on("quicker"), t)


def test_a_processor_has_nothing_to_say_of_its_steps():
    t = load_catalog("en")
    assert step_figures(DESCRIPTION, t) == []
    assert step_figures(None, t) == []
    assert device_reason(None, t) == ""
