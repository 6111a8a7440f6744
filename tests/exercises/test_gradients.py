"""Arithmetic of gradients through time, each answer found by another way."""

import math

import numpy as np
import pytest

from seqviz.exercises.gradients import BestTheta, factor_needed, far_of, half_life, lead_of, reach_of_norms
from seqviz.exercises.recurrence import FAR, LEVEL, NEAR, lengths_of, rise_of
from seqviz.records.gradients import mark_of
from seqviz.records.sweep import SweepPoint

SEEDS = range(20)


@pytest.mark.parametrize("seed", SEEDS)
def test_so_many_factors_leave_the_share(seed):
    instance = factor_needed(np.random.default_rng(seed))
    left = math.prod([instance.answer] * instance.values["steps"])
    assert left == pytest.approx(instance.values["percent"] / 100)
    assert instance.judge(round(instance.answer, 3)) == "right"
    assert instance.judge(instance.values["percent"] / 100 / instance.values["steps"]) == "divided"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_reach_is_where_the_listed_norms_fall_below_the_line(seed):
    instance = reach_of_norms(np.random.default_rng(seed))
    norms = [float(norm) for norm in instance.values["norms"].split(", ")]
    felt = [norm / norms[0] >= 0.05 for norm in norms]
    assert instance.answer == felt.index(False) >= 1
    assert instance.judge(instance.answer + 1) in ("beyond", "wrong")
    assert instance.judge(instance.answer) == "right"


@pytest.mark.parametrize("seed", SEEDS)
def test_after_a_half_life_half_is_left(seed):
    instance = half_life(np.random.default_rng(seed))
    forget = 1 / (1 + math.exp(-float(instance.values["bias"])))
    assert forget**instance.answer == pytest.approx(0.5)


def test_cells_are_compared_35_back_or_as_far_as_the_sentence_goes():
    long = {"lstm": [-k / 10 for k in range(48)], "rnn": [-k / 5 for k in range(48)]}
    assert (far_of(long), lead_of(long)) == (35, pytest.approx(10**3.5))
    short = {name: curve[:11] for name, curve in long.items()}
    assert (far_of(short), lead_of(short)) == (10, pytest.approx(10))
    assert lead_of({"lstm": [0.0, 0.0], "rnn": [0.0, -math.inf]}) == 1e300


def test_for_every_seed_a_level_curve_lies_between_one_that_falls_and_one_that_rises():
    for seed in range(5):
        rises = [rise_of(rho, seed) for rho in (0.9, 1.0, 1.05, 1.1, 1.2, 1.3, 1.4, 1.5, 2.0)]
        assert rises[0] < -LEVEL < LEVEL < rises[-1]
        assert any(abs(rise) < LEVEL for rise in rises)
        lengths = lengths_of(0.9, FAR, True, seed)
        assert rises[0] == lengths[FAR] - lengths[NEAR]


def test_a_mark_is_right_at_the_first_norm_below_a_twentieth_of_the_nearest():
    norms = (0.06, 0.04, 0.05, 0.5, 1.0)
    marks = [mark_of(norms, back) for back in range(1, 6)]
    assert marks == ["felt", "felt", "felt", "right", "beyond"]
    assert mark_of((0.5, 1.0), 1) == "everywhere"


def test_a_theta_is_judged_by_the_sweep_and_between_two_points_by_the_line_of_the_picture():
    losses = {0.01: 2.43, 0.1: 2.0, 0.25: 1.90, 0.5: 1.92, 1.0: 4.0, 2.0: math.inf}
    points = [SweepPoint(theta=theta, losses=(loss,)) for theta, loss in losses.items()]
    task = BestTheta.of([*points, SweepPoint(theta=None, losses=(9.0,))])
    assert task is not None
    said = {theta: task.judge(theta) for theta in (0.25, 0.3, 0.5, 0.2, 0.1, 0.01, 0.7, 1.0, 2.0, 0.001, -1.0)}
    assert said == {
        0.25: "right", 0.3: "right", 0.5: "right", 0.2: "right", 0.1: "small", 0.01: "small", 0.7: "large",
        1.0: "large", 2.0: "outside", 0.001: "outside", -1.0: "outside",
    }  # fmt: skip
    assert task.answer == pytest.approx(0.25)
    assert BestTheta.of(points[:1]) is None
