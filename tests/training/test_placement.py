"""``auto`` takes the device that needs less time, by figures of this machine, and says why."""

from dataclasses import replace

import pytest
import torch

from seqviz.config import LanguageModelConfig
from seqviz.config.contest import Contest
from seqviz.records.computing import DeviceChoice
from seqviz.training import contest, placement
from seqviz.training.cost import cost_of
from seqviz.training.language_model import Training
from seqviz.training.paces import Pace, expected_seconds, measured_factor, paces_of
from seqviz.training.placement import places_of

AUTO = LanguageModelConfig(hidden_size=32)
PACES = {"cpu": Pace(small=1.0, large=1.0), "cuda": Pace(small=1.0, large=0.1)}


@pytest.fixture
def with_gpu(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)


def paces(_cell, _reset):
    return PACES


def test_a_pace_holds_at_the_measured_sizes_and_changes_steadily_between():
    pace = Pace(small=1.0, large=0.25)
    assert [pace.of(size) for size in (4, 32, 256, 1024)] == pytest.approx([1.0, 1.0, 0.25, 0.25])
    assert 0.25 < pace.of(192) < pace.of(91) < pace.of(48) < 1.0
    assert pace.of(round((32 * 256) ** 0.5)) == pytest.approx(0.5, rel=0.01)


@pytest.mark.usefixtures("with_gpu")
@pytest.mark.parametrize(("hidden_size", "device"), [(16, "cpu"), (32, "cpu"), (256, "cuda"), (1024, "cuda")])
def test_auto_takes_the_device_that_needs_less_time_and_says_how_much(hidden_size, device):
    config = replace(AUTO, cell="lstm", hidden_size=hidden_size)
    (place,) = places_of([config], paces)
    assert place.device.type == device
    assert place.choice == DeviceChoice(
        reason="quicker",
        cpu_seconds=expected_seconds(config, 28, "cpu", PACES),
        gpu_seconds=expected_seconds(config, 28, "cuda", PACES),
    )


@pytest.mark.usefixtures("with_gpu")
def test_the_models_of_a_run_share_a_device_and_a_wish_stays_a_wish():
    small, large = replace(AUTO, hidden_size=4), replace(AUTO, hidden_size=512)
    assert [place.device.type for place in places_of([small], paces)] == ["cpu"]
    together = places_of([small, large, replace(small, device="cpu"), replace(small, device="cuda")], paces)
    assert [place.device.type for place in together] == ["cuda", "cuda", "cpu", "cuda"]
    assert [place.choice.reason for place in together] == ["quicker", "quicker", "chosen", "chosen"]


@pytest.mark.usefixtures("with_gpu")
def test_a_gpu_that_makes_no_step_leaves_the_processor():
    def full(_cell, _reset):
        raise torch.OutOfMemoryError("CUDA out of memory")

    (place,) = places_of([AUTO], full)
    assert (place.device.type, place.choice) == ("cpu", DeviceChoice(reason="refused"))


def test_without_a_gpu_nothing_is_measured():
    def never(_cell, _reset):
        raise AssertionError

    (place,) = places_of([AUTO], never)
    assert (place.device.type, place.choice) == ("cpu", DeviceChoice(reason="alone"))


def test_a_measured_factor_carries_the_estimate_over_to_this_machine():
    factor = measured_factor("lstm", "before", 32, "cpu")
    assert 0 < factor < 100
    expected = expected_seconds(AUTO, 28, "cpu", {"cpu": Pace(small=factor, large=factor)})
    assert expected == pytest.approx(factor * cost_of(AUTO, 28, "cpu").seconds)


def test_a_run_says_why_it_computes_where_it_does():
    assert Training(AUTO).description.device_choice == DeviceChoice(reason="alone")
    assert Training(replace(AUTO, device="cpu")).description.device_choice == DeviceChoice(reason="chosen")
    assert Training(AUTO).description.step_choice is None


def test_the_rivals_of_a_contest_are_placed_together(monkeypatch):
    asked = []

    def together(configs):
        asked.append(len(configs))
        return placement.places_of(configs)

    monkeypatch.setattr("seqviz.training.language_model.places_of", together)
    run = contest.Training(Contest(names=("a", "b"), configs=(AUTO, replace(AUTO, hidden_size=16))))
    assert 2 in asked
    assert list(run.trainings) == ["a", "b"]
    assert [training.config.hidden_size for training in run.trainings.values()] == [32, 16]


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="this machine has no CUDA device")
def test_on_a_gpu_large_models_go_to_it():
    assert paces_of("lstm", "before")["cuda"].large > 0
    (place,) = places_of([replace(AUTO, cell="lstm", hidden_size=1024)])
    assert place.device.type == "cuda"
