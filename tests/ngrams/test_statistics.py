import numpy as np
import pytest

from seqviz.ngrams.counts import count_ngrams
from seqviz.ngrams.model import NgramModel
from seqviz.ngrams.smoothing import Smoothing
from seqviz.ngrams.statistics import conditional_table, coverage, next_token, zipf_curve
from tests.ngrams.conftest import Build

TEXT = "abacabad"
VOCABULARY = ["<unk>", "a", "b", "c", "d"]


def test_the_conditional_table_shows_counts_totals_and_probabilities(build: Build) -> None:
    table = conditional_table(build(TEXT, n=2), VOCABULARY, rows=2)
    assert table.contexts == (("a",), ("b",))
    assert table.tokens == ("a", "b", "c", "d")
    assert table.counts.tolist() == [[0, 2, 1, 1], [2, 0, 0, 0]]
    assert table.totals.tolist() == [4, 2]
    assert table.probabilities == pytest.approx(table.counts / table.totals[:, None])


def test_one_row_without_context(build: Build) -> None:
    table = conditional_table(build(TEXT, n=1), VOCABULARY)
    assert table.contexts == ((),)
    assert table.totals.tolist() == [8]


def test_a_large_vocabulary_is_cut_to_what_follows_most_often() -> None:
    ids = np.random.default_rng(0).integers(1, 100, 2000)
    model = NgramModel(counts=count_ngrams(ids, 100, max_n=2), n=2, smoothing=Smoothing())
    table = conditional_table(model, [str(i) for i in range(100)], rows=5, columns=7)
    assert table.counts.shape == (5, 7)
    assert (np.diff(table.counts.sum(axis=0)) <= 0).all()


def test_the_successors_of_the_first_context_have_a_column_however_rare_they_are_elsewhere() -> None:
    """Context 1 is the most frequent and followed by 2, 3 and 4 alone; all the other rows end in 50 to 59."""
    others = [[row, 50 + token] for row in range(10, 20) for token in range(10) for _ in range(4)]
    first = [[1, 2 + place % 3] for place in range(60)]
    ids = np.array([token for pair in first + others for token in pair])
    counts = count_ngrams(ids, 100, max_n=2)
    model = NgramModel(counts=counts, n=2, smoothing=Smoothing())
    table = conditional_table(model, [str(i) for i in range(100)], rows=11, columns=6)
    assert table.contexts[0] == ("1",)
    assert {"2", "3", "4"} <= set(table.tokens)
    assert len(table.tokens) == 6


def test_the_next_token_after_a_context(build: Build) -> None:
    following = next_token(build(TEXT, n=2), np.array([2, 1]), VOCABULARY)
    assert following.context == ("a",)
    assert (following.total, following.types) == (4, 3)
    assert [(f.token, f.count, f.probability) for f in following.followers] == [
        ("b", 2, 0.5), ("c", 1, 0.25), ("d", 1, 0.25),
    ]  # fmt: skip


def test_nothing_follows_an_unseen_context(build: Build) -> None:
    following = next_token(build(TEXT, n=3), np.array([4, 4]), VOCABULARY)
    assert (following.total, following.types, following.followers) == (0, 0, ())


def test_zipf_recovers_a_known_exponent() -> None:
    frequencies = np.round(3000 / np.arange(1, 400)).astype(int)
    ids = np.repeat(np.arange(1, 400), frequencies)
    curve = zipf_curve(count_ngrams(ids, 400, max_n=1), 1)
    assert curve.ranks[0] == 1
    assert curve.frequencies[0] == 3000
    assert curve.exponent == pytest.approx(1, abs=0.02)


def test_zipf_of_a_single_ngram_is_flat() -> None:
    assert zipf_curve(count_ngrams(np.array([1, 1]), 2, max_n=2), 2).exponent == 0


def test_coverage_counts_once_and_unseen() -> None:
    training = np.array([1, 2, 1, 3, 1, 2])
    one, two = coverage(count_ngrams(training, 5, max_n=2), np.array([1, 2, 4, 1]))
    assert (one.distinct, one.possible) == (3, 5)
    assert one.once == pytest.approx(1 / 3)
    assert one.unseen == pytest.approx(1 / 4)
    assert two.once == pytest.approx(3 / 4)
    assert two.unseen == pytest.approx(2 / 3)
