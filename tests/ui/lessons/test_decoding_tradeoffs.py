"""What the page of decoding trade-offs computes by itself: its moments, its verdicts, its sentences, its exercises."""

import math

import numpy as np
import pytest

from seqviz.components.tradeoffs import Blame, blame_bars, off_places
from seqviz.exercises.tradeoffs import costly, culprit, overtaking
from seqviz.figures.tradeoffs import Point, scales_of, tradeoff_figure
from seqviz.jobs.moments import moments_of
from seqviz.metrics.decoding import judge
from seqviz.text.catalog import load_catalog
from seqviz.ui.lessons.decoding_tradeoffs.outline import TradeoffsView
from seqviz.ui.lessons.decoding_tradeoffs.partings import chosen_rows, verdicts_of
from seqviz.ui.lessons.decoding_tradeoffs.prediction import missed_band, verdict_of
from tests.metrics.test_decoding_metrics import GREEDY, SWEEP, decoded

STEPS = (0, 50, 100, 150, 200, 300, 600)


def test_moments_are_chosen_by_what_is_right():
    exact = (0, 0, 0.01, 0.15, 0.5, 0.97, 1.0)
    assert moments_of(STEPS, exact, STEPS) == {"early": 100, "middle": 150, "late": 600}
    faster = (0, 0, 0.3, 0.9, 0.99, 1.0, 1.0)
    assert moments_of(STEPS, faster, STEPS) == {"early": 50, "middle": 100, "late": 200}
    assert moments_of(STEPS, exact, {0, 50, 150}) == {"early": 50, "middle": 150}


def test_a_run_that_gets_nothing_right_has_moments_all_the_same():
    nothing = (0.0,) * len(STEPS)
    assert moments_of(STEPS, nothing, STEPS) == {"early": 50, "middle": 200, "late": 600}
    assert moments_of((0, 10), (0, 0), (0, 10)) == {}


def test_a_gain_is_one_where_its_interval_says_so():
    assert [verdict_of(*edges) for edges in ((0.1, 2.0), (-1.0, 1.0), (-2.0, -0.1))] == ["better", "same", "worse"]


def test_what_a_search_misses_has_bands():
    assert [missed_band(share) for share in (0.0, 0.01, 0.2)] == ["none", "few", "many"]


def test_a_width_between_two_that_are_decoded_is_the_narrower():
    assert [TradeoffsView(k=k).width for k in (1, 4, 5, 7, 64)] == [1, 3, 5, 5, 64]


def test_sentences_that_part_are_judged_and_a_less_likely_answer_is_shown_first():
    worse = decoded([(0, "a b", -5.0), (1, "a b c e", -2.5)], width=2)
    one, other = judge(type(SWEEP)(**vars(SWEEP) | {"sets": (GREEDY, worse)}), 0.0)
    verdicts = verdicts_of(one, other)
    assert verdicts == {0: "worse", 1: "better"}
    assert chosen_rows(one, other, verdicts) == [0, 1]
    assert verdicts_of(one, one) == {}


def test_words_that_the_reference_lacks_are_marked():
    assert off_places(("a", "x", "b"), ("a", "b")) == {1}
    assert off_places((), ("a",)) == frozenset()


def test_a_bar_shows_no_part_that_is_not_there():
    labels = {"right": "right", "model": "model", "missed": "missed"}
    html = blame_bars([("early", [Blame(name="k = 1", right=1.0, model=0.0, missed=0.0)])], labels)
    assert html.count("width:") == 1
    assert "width: 100.00%" in html


def test_a_part_of_less_than_a_half_per_cent_is_not_called_nothing():
    labels = {"right": "right", "model": "model", "missed": "missed"}
    html = blame_bars([("late", [Blame(name="k = 1", right=0.996, model=0.0, missed=0.004)])], labels)
    assert '<div class="end">&lt;1</div>' in html


def points(*gains):
    widths = (1, 2, 5, 64)
    return [
        Point(width=k, gain=gain, low=gain - 1, high=gain + 2, length=1.1, errors=10.0, time=0.5)
        for k, gain in zip(widths, gains, strict=False)
    ]


def test_the_learners_point_is_ringed_and_all_moments_share_a_scale():
    scored, raw = points(0, 1, 2, 3), points(0, 2, 4, 6)
    scales = scales_of([*scored, *raw])
    assert scales.gain[0] < -1
    assert scales.gain[1] > 8
    figure = tradeoff_figure(
        scored, raw, Point(width=1, gain=-3.0, low=-5.0, high=-1.0, length=0.8, errors=0.0, time=40.0), width=5,
        scales=scales, say=lambda key, **values: f"{key} {values}",
    )  # fmt: skip
    rings = [trace for trace in figure["data"] if trace["mode"] == "markers" and trace["x"] == [math.log2(5)]]
    assert [ring["y"][0] for ring in rings] == [2, 1.1, 10.0, 0.5]
    diamonds = [trace["y"][0] for trace in figure["data"] if trace.get("marker", {}).get("symbol") == "diamond"]
    assert diamonds == [-3.0, 0.8, 0.0, 40.0]


@pytest.mark.parametrize("seed", range(5))
def test_at_the_alpha_of_the_exercise_both_answers_score_alike(seed):
    found = overtaking(np.random.default_rng(seed))
    likelier, less = (float(str(found.values[name]).replace("−", "-")) for name in ("likelier", "less"))
    short, long = int(found.values["short"]), int(found.values["long"])
    assert likelier / short**found.answer == pytest.approx(less / long**found.answer)
    assert found.answer > 0


@pytest.mark.parametrize("seed", range(5))
def test_the_culprit_is_told_by_the_sign(seed):
    found = culprit(np.random.default_rng(seed))
    mine, other = (float(str(found.values[name]).replace("−", "-")) for name in ("mine", "other"))
    lengths = int(found.values["answer"]), int(found.values["reference"])
    assert found.answer == pytest.approx(mine / lengths[0] ** 0.75 - other / lengths[1] ** 0.75)
    assert abs(found.answer) >= 0.2


def test_what_exact_search_can_cost():
    found = costly(np.random.default_rng(1))
    log_prob = float(str(found.values["log_prob"]).replace("−", "-"))
    assert found.answer == pytest.approx(int(found.values["length"]) / math.exp(log_prob))


def test_every_moment_has_words_in_both_languages():
    for language in ("en", "zh"):
        t = load_catalog(language)
        assert len({t(f"decoding-tradeoffs.when.{moment}") for moment in ("early", "middle", "late")}) == 3
