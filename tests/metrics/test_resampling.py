"""The bootstrap in blocks draws the same kind of test sets as the one in a single piece."""

import numpy as np
import pytest

from seqviz.metrics import resampling
from seqviz.metrics.bleu import score_counts
from seqviz.metrics.bootstrap import resampled_sums
from seqviz.metrics.ngrams import count_pair
from seqviz.metrics.resampling import RESAMPLES, CountedLines, score_interval


def counted(lines, monkeypatch, block):
    monkeypatch.setattr(resampling, "BLOCK", block)
    kept = CountedLines(2)
    for prediction, reference in lines:
        kept.add(count_pair(prediction, reference, 2))
    *_, sums = kept.resampled()
    return sums, np.concatenate(kept.blocks)


def pairs(count):
    draw = np.random.default_rng(1)
    for _ in range(count):
        reference = draw.choice(list("abcdef"), 9).tolist()
        yield [token if draw.random() < 0.8 else "x" for token in reference], reference


@pytest.mark.parametrize("block", [7, 64, 4096])
def test_every_set_has_as_many_lines_and_spreads_as_in_one_piece(monkeypatch, block):
    sums, lines = counted(pairs(300), monkeypatch, block)
    assert sums.shape == (RESAMPLES, 6)
    assert set(sums[:, -1].tolist()) == {300 * 9}  # every reference has nine tokens: as many lines as there are
    whole = resampled_sums(lines, resamples=RESAMPLES)
    assert sums.mean(0) == pytest.approx(lines.sum(0), rel=0.01)
    assert sums[:, :2].std(0) == pytest.approx(whole[:, :2].std(0), rel=0.15)


def test_the_interval_holds_the_score_and_narrows_with_the_lines(monkeypatch):
    widths = []
    for count in (50, 800):
        sums, lines = counted(pairs(count), monkeypatch, 64)
        matches = tuple(int(n) for n in lines.sum(0))
        counts = count_pair([], [], 2)
        counts = type(counts)(
            matches=matches[:2], totals=matches[2:4], predicted_length=matches[4], reference_length=matches[5]
        )
        low, high = score_interval(sums, "lecture")
        assert low < score_counts(counts, "lecture").score < high
        widths.append(high - low)
    assert widths[0] / widths[1] == pytest.approx(4, rel=0.4)


def test_the_same_lines_give_the_same_interval_and_equal_lines_none(monkeypatch):
    first, second = (score_interval(counted(pairs(90), monkeypatch, 16)[0], "standard") for _ in range(2))
    assert first == second
    sums, _ = counted([(["a", "b", "c"], ["a", "b", "d"])] * 20, monkeypatch, 8)
    assert score_interval(sums, "standard") == pytest.approx(((2 / 3 * 1 / 2) ** 0.5,) * 2)
