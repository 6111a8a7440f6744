"""What a model costs is known before it is built, and what is absurd is refused with the nearest size that runs."""

from dataclasses import replace

import pytest
from torch.profiler import ProfilerActivity, profile

from seqviz.config import LanguageModelConfig
from seqviz.config.contest import Contest
from seqviz.records.problem import Problem
from seqviz.training import contest
from seqviz.training.admission import admit
from seqviz.training.cost import cost_of
from seqviz.training.language_model import Training

CELLS = [{"cell": "rnn"}, {"cell": "gru"}, {"cell": "gru", "reset": "after"}, {"cell": "lstm"}]
BASE = LanguageModelConfig(device="cpu")
ABSURD = replace(BASE, hidden_size=1024, layers=4, batch_size=256, steps=256)


def peak_of_a_step(training: Training) -> int:
    """The most bytes that a step takes at once, by torch's own count of what it allocates and frees."""
    training.train_step()
    training.model.zero_grad(set_to_none=True)
    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as measured:
        training.train_step()
    events = measured.profiler.kineto_results.events()
    taken = most = 0
    for _, size in sorted((event.start_ns(), event.nbytes()) for event in events if event.name() == "[memory]"):
        taken += size
        most = max(most, taken)
    return most


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(
    "sizes",
    [
        {"hidden_size": 32},
        {"hidden_size": 256, "layers": 2},
        {"layers": 4, "batch_size": 64},
        {"text": "hsk", "unit": "word", "hidden_size": 64},
    ],
)
def test_parameters_are_counted_and_bytes_estimated_within_a_factor_of_two(cell, sizes):
    training = Training(replace(BASE, **cell, **sizes))
    cost = cost_of(training.config, len(training.vocabulary), "cpu")
    assert cost.parameters == training.description.parameter_count
    weights = sum(parameter.nbytes for parameter in training.parameters)
    moments = sum(tensor.nbytes for tensor in [*training.optimizer.means, *training.optimizer.squares])
    assert cost.held == 3 * (weights + moments)
    assert 0.5 < cost.passing / peak_of_a_step(training) < 2.0


def test_on_a_gpu_the_graph_of_a_step_keeps_what_passes_elsewhere():
    cpu, gpu = cost_of(BASE, 28, "cpu"), cost_of(BASE, 28, "cuda")
    assert gpu.passing == cpu.passing
    assert gpu.held == cpu.held + gpu.passing


def test_without_moments_less_is_held():
    assert cost_of(replace(BASE, optimizer="sgd"), 28, "cpu").held == cost_of(BASE, 28, "cpu").held / 3


@pytest.mark.parametrize(
    "config",
    [
        BASE,
        replace(BASE, hidden_size=512),
        replace(BASE, hidden_size=1024),
        replace(BASE, hidden_size=512, layers=4),
        replace(BASE, text="hsk", unit="word", hidden_size=256),
    ],
)
def test_what_a_learner_may_well_want_is_admitted(config):
    admit([config])


@pytest.mark.parametrize(
    "config",
    [
        ABSURD,
        replace(ABSURD, cell="gru"),
        replace(ABSURD, cell="rnn"),
        replace(ABSURD, hidden_size=128, layers=1, text="hsk", unit="word"),
        replace(ABSURD, steps=35),
        replace(ABSURD, batch_size=32, layers=2),
    ],
)
def test_an_absurd_size_is_refused_with_one_change_that_runs_and_none_that_changes_less(config):
    with pytest.raises(Problem) as caught:
        admit([config])
    assert caught.value.key == "training.too-large"
    values = caught.value.values
    field, nearest = values["field"], values["nearest"]
    assert values["value"] == getattr(config, field) > nearest
    admit([replace(config, **{field: nearest})])
    share = nearest / values["value"]
    for other in ("hidden_size", "layers", "batch_size", "steps"):
        more = round(getattr(config, other) * min(share * 2, 0.99))  # the list of sizes is coarse
        if share < 0.5 and more < getattr(config, other):
            with pytest.raises(Problem):
                admit([replace(config, **{other: more})])


def test_the_absurd_model_is_refused_before_anything_of_it_is_built(monkeypatch):
    monkeypatch.setattr(Training, "new_model", lambda self: pytest.fail("the model was built"))
    with pytest.raises(Problem, match="too-large"):
        Training(ABSURD)


def test_in_a_contest_the_sum_counts():
    config = replace(BASE, hidden_size=512, layers=4)
    admit([config])
    names = tuple("abcdef")
    with pytest.raises(Problem) as caught:
        contest.Training(Contest(names=names, configs=(config,) * 6))
    field, nearest = caught.value.values["field"], caught.value.values["nearest"]
    admit([replace(config, **{field: nearest})] * 6)


def test_where_one_change_is_not_enough_the_sentence_says_so():
    huge = replace(ABSURD, text="hsk", unit="word")
    with pytest.raises(Problem) as caught:
        admit([huge] * 8)
    assert caught.value.key == "training.far-too-large"
    assert caught.value.values["megabytes"] > 2000


def test_the_estimate_takes_a_graphics_card_for_faster():
    config = replace(BASE, hidden_size=1024)
    assert cost_of(config, 28, "cuda").seconds < 0.2 * cost_of(config, 28, "cpu").seconds
