"""A sweep over several seeds: medians, what lies between the best and the worst, and which seeds follow."""

import math
from dataclasses import replace

import pytest

from seqviz.config import LanguageModelConfig
from seqviz.config.sweep import SEEDS, theta_sweep, which_sweep
from seqviz.figures.sweep import sweep_figure
from seqviz.records.sweep import SweepPoint, sweet_spot, together


def sweep(*losses):
    return [SweepPoint(theta=place + 1.0, losses=(loss,), share=loss / 10) for place, loss in enumerate(losses)]


def test_several_seeds_are_judged_by_their_median():
    points = together([sweep(2.0, 1.9), sweep(2.2, 9.0), sweep(2.1, 1.8)])
    assert [point.losses for point in points] == [(2.0, 2.2, 2.1), (1.9, 9.0, 1.8)]
    assert [point.loss for point in points] == [2.1, 1.9]
    assert [point.ends for point in points] == [(2.0, 2.2), (1.8, 9.0)]
    assert [point.share for point in points] == pytest.approx([0.21, 0.19])
    assert sweet_spot(points) == (1,)
    assert sweep(2.0)[0].ends is None


def test_a_bar_reaches_from_the_best_seed_to_the_worst():
    points = together([sweep(2.0, 1.9), sweep(2.2, 9.0), sweep(2.1, 1.8)])
    curve = sweep_figure(points, guessing=28, final=True, say=lambda key, **_: key)["data"][1]
    for place, point in enumerate(points):
        low, high = (math.exp(end) for end in point.ends)
        assert curve["y"][place] + curve["error_y"]["array"][place] == pytest.approx(high)
        assert curve["y"][place] - curve["error_y"]["arrayminus"][place] == pytest.approx(low)
    single = sweep_figure(sweep(2.0, 1.9), guessing=28, final=True, say=lambda key, **_: key)["data"][1]
    assert "error_y" not in single


@pytest.mark.parametrize("seed", [0, 7, 999_999])
def test_a_repetition_takes_the_next_seed_and_is_known_again(seed):
    config = LanguageModelConfig(seed=seed)
    contests = [theta_sweep(config, again) for again in range(SEEDS)]
    assert len({contest.configs[0].seed for contest in contests}) == SEEDS
    assert contests[0].configs[0].seed == seed
    assert [which_sweep(contest, config) for contest in contests] == list(range(SEEDS))
    assert which_sweep(contests[0], replace(config, hidden_size=32)) is None
    assert which_sweep(None, config) is None
