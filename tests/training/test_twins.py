"""The twins of the page ``gradients``: which presets break, which twin holds, and up to where they are one model."""

import math
from dataclasses import replace

import pytest
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

from seqviz.config import LanguageModelConfig
from seqviz.config.contest import Contest
from seqviz.config.twins import PRESETS, TWINS
from seqviz.records.clipping import ClippingQuestion
from seqviz.records.problem import Problem
from seqviz.records.training import OutcomeRecord, StepRecord
from seqviz.training.clipping import clip_gradients, norm_after
from seqviz.training.contest import Training
from seqviz.training.cutting import cut_for
from seqviz.ui.lessons.gradients.outline import GRADIENTS

SEEDS = range(20)
IN_A_ROW = 20
GUESSING, WORSE = math.log(28), 0.2
NAMES = {"clipped": True, "free": False}


def twins(preset, seed, **changes):
    """Train the twins of a preset as the page does; return its settings and the training."""
    chosen = {**TWINS, **PRESETS[preset], "seed": seed, "device": "cpu", **changes}
    config = LanguageModelConfig(**{k: v for k, v in chosen.items() if k in LanguageModelConfig.__dataclass_fields__})
    configs = tuple(replace(config, clip=clip) for clip in NAMES.values())
    return chosen, Training(Contest(names=tuple(NAMES), configs=configs))


def trained(preset, seed, steps, **changes):
    """Return the step records of each twin, and what the guard has said of those that stayed worse than guessing."""
    chosen, training = twins(preset, seed, **changes)
    records = []
    for step in range(steps):
        if chosen["turn_at"] and step == chosen["turn_at"]:
            training.set("learning_rate", chosen["turn_to"])
        records += training.advance()
    found = {name: [r for r in records if isinstance(r, StepRecord) and r.contestant == name] for name in NAMES}
    assert [len(part) for part in found.values()] == [steps, steps], "a broken twin goes on running"
    return found, {r.contestant: r for r in records if isinstance(r, OutcomeRecord)}


def test_at_once_breaks_without_clipping_and_never_with_it():
    """The free twin explodes within ten steps, and twenty more make sure."""
    outcomes = [trained("at-once", seed, 20 + IN_A_ROW)[1] for seed in SEEDS]
    assert all("free" in named for named in outcomes)
    assert not any("clipped" in named for named in outcomes)
    assert all(IN_A_ROW < named["free"].step <= 10 + IN_A_ROW for named in outcomes)


def test_the_turned_knob_breaks_without_clipping_and_never_with_it():
    """The preset of the stage as it is, in 20 seeds: 3 to 7 steps after the turn."""
    turn, outcomes, soon = TWINS["turn_at"], [], 0
    for seed in SEEDS:
        found, named = trained("turn", seed, turn + 20 + IN_A_ROW)
        outcomes.append(named)
        assert_one_history_up_to_the_first_clipped_step(found)
        worse = next((r.step for r in found["free"] if r.step > turn and r.loss > GUESSING + WORSE), None)
        soon += worse is not None and worse <= turn + 12
    assert all("free" in named for named in outcomes)
    assert not any("clipped" in named for named in outcomes)
    assert all(named["free"].last_good_step == turn for named in outcomes)
    assert soon == len(SEEDS), "the band of the question: within 12 steps"


def assert_one_history_up_to_the_first_clipped_step(found):
    """The gradient of the first clipped step is still that of one model: the step itself parts the twins."""
    first = next(place for place, record in enumerate(found["clipped"]) if record.clipped)
    losses = {name: [record.loss for record in part] for name, part in found.items()}
    assert losses["clipped"][: first + 1] == losses["free"][: first + 1]
    assert losses["clipped"][first + 1 :] != losses["free"][first + 1 :]


@pytest.mark.parametrize("preset", ["hardly", "adam"])
def test_where_clipping_does_not_matter_both_hold(preset):
    found, broken = trained(preset, 0, 60)
    assert not broken
    assert found["clipped"][-1].loss == pytest.approx(found["free"][-1].loss, abs=0.15)
    assert found["clipped"][-1].loss < 2.9


def test_every_preset_is_one_of_the_outline():
    assert set(PRESETS) == set(GRADIENTS.presets)


def test_the_measured_clipping_is_torchs():
    """The oracle takes the coming step itself."""
    _, training = twins("turn", 0)
    for _ in range(5):
        training.advance()
    single = training.trainings["clipped"]
    answer = training.answer(ClippingQuestion(theta=0.1), None, "clipped")
    before = single.model.output.weight.detach().clone()
    (step,) = [r for r in training.advance() if isinstance(r, StepRecord) and r.contestant == "clipped"]
    assert answer.step == step.step - 1
    assert answer.norm == pytest.approx(step.norm_before, rel=1e-5)
    assert answer.recurrent < answer.norm
    assert answer.factor == pytest.approx(0.1 / answer.norm, rel=1e-4)
    assert answer.cosine_by_norm == pytest.approx(1, abs=1e-12)
    assert 0 < answer.cosine_by_value < 0.999
    assert answer.cut is not None
    assert answer.cut < answer.largest
    assert not torch.equal(before, single.model.output.weight)


def test_a_question_about_the_gradient_leaves_the_run_as_it_is():
    _, asked = twins("turn", 3)
    _, left = twins("turn", 3)
    for _ in range(3):
        asked.advance()
        left.advance()
    snapshot = asked.snapshot()
    first = asked.answer(ClippingQuestion(theta=0.1), None, "clipped")
    assert asked.answer(ClippingQuestion(theta=0.1), snapshot, "clipped") == first
    assert asked.advance() == left.advance()


@pytest.mark.parametrize("theta", [0.01, 0.3, 1.0])
def test_the_cut_makes_a_gradient_as_long_as_clipping_by_the_norm(theta):
    generator = torch.Generator().manual_seed(0)
    gradient = torch.randn(500, generator=generator, dtype=torch.float64) / 5
    cut = cut_for(gradient, theta)
    parameter = torch.nn.Parameter(torch.zeros(500, dtype=torch.float64))
    parameter.grad = gradient.clone()
    clip_grad_value_([parameter], cut)
    assert float(parameter.grad.norm()) == pytest.approx(theta, rel=1e-9)
    assert cut_for(gradient, 100.0) is None


@pytest.mark.parametrize("theta", [0.1, 5.0, 80.0])
def test_norms_are_those_of_torch_with_its_epsilon(theta):
    generator = torch.Generator().manual_seed(1)
    ours, theirs = ([torch.nn.Parameter(torch.zeros(n)) for n in (7, 90)] for _ in range(2))
    for one, other in zip(ours, theirs, strict=True):
        one.grad = 3 * torch.randn(one.shape, generator=generator)
        other.grad = one.grad.clone()
    total, _ = clip_gradients(ours, theta)
    expected = clip_grad_norm_(theirs, theta)
    assert float(total) == pytest.approx(float(expected), rel=1e-6)
    for one, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(one.grad, other.grad)
    left = float(torch.cat([one.grad for one in ours]).norm())
    assert norm_after(float(total), theta) == pytest.approx(left, rel=1e-5)


def test_a_norm_that_overflows_is_said_and_its_step_left_out():
    """Every entry is finite; the sum of their squares is not. Torch would multiply by theta / inf: silence."""
    _, training = twins("turn", 0)
    training.advance()
    single = training.trainings["clipped"]
    weights = single.model.output.weight.detach().clone()
    handle = single.model.output.weight.register_hook(lambda gradient: torch.full_like(gradient, 1e30))
    (step,) = [r for r in training.advance() if isinstance(r, StepRecord) and r.contestant == "clipped"]
    handle.remove()
    assert step.skipped
    assert step.norm_before == float("inf")
    assert step.skipped_steps == 1
    assert torch.equal(weights, single.model.output.weight)


@pytest.mark.parametrize("theta", [0.0, -1.0, float("nan")])
def test_a_theta_that_is_not_positive_is_refused_everywhere(theta):
    parameter = torch.nn.Parameter(torch.ones(2))
    parameter.grad = torch.ones(2)
    with pytest.raises(ValueError, match="theta"):
        clip_gradients([parameter], theta)
    assert torch.equal(parameter.grad, torch.ones(2))
    with pytest.raises(Problem, match="out-of-range"):
        ClippingQuestion(theta=theta)
    with pytest.raises(Problem, match="out-of-range"):
        LanguageModelConfig(theta=theta)
    _, training = twins("turn", 0)
    with pytest.raises(Problem, match="out-of-range"):
        training.set("theta", theta, "clipped")
