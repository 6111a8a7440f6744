from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings

from seqviz.data.vocabulary import Ids
from seqviz.ngrams import counts as module
from seqviz.ngrams.counts import count_ngrams
from tests.ngrams.conftest import texts


def by_hand(ids: Ids, n: int) -> Counter[tuple[int, ...]]:
    return Counter(tuple(int(x) for x in ids[i : i + n]) for i in range(len(ids) - n + 1))


def as_dictionary(counted: module.NgramCounts, n: int) -> dict[tuple[int, ...], int]:
    table = counted.tables[n - 1]
    ngrams = counted.ngrams(n, np.arange(len(table.keys), dtype=np.int32))
    return {tuple(ngram): int(count) for ngram, count in zip(ngrams.tolist(), table.counts, strict=True)}


@pytest.mark.parametrize("dense", [module.DENSE, 0], ids=["table", "sort"])
@settings(max_examples=40, deadline=None)
@given(text=texts())
def test_counts_equal_a_dictionary(dense: int, text: tuple[Ids, int]) -> None:
    ids, size = text
    patch = pytest.MonkeyPatch()
    patch.setattr(module, "DENSE", dense)
    counted = count_ngrams(ids, size, max_n=5)
    patch.undo()
    for n in range(1, 6):
        assert as_dictionary(counted, n) == by_hand(ids, n)


@settings(max_examples=40, deadline=None)
@given(text=texts())
def test_continuations_count_distinct_predecessors(text: tuple[Ids, int]) -> None:
    ids, size = text
    counted = count_ngrams(ids, size, max_n=4)
    for n in range(1, 4):
        longer = by_hand(ids, n + 1)
        table = counted.tables[n - 1]
        for row, ngram in enumerate(counted.ngrams(n, np.arange(len(table.keys), dtype=np.int32)).tolist()):
            assert table.continuations[row] == sum(key[1:] == tuple(ngram) for key in longer)


@settings(max_examples=40, deadline=None)
@given(text=texts())
def test_sums_per_context(text: tuple[Ids, int]) -> None:
    ids, size = text
    counted = count_ngrams(ids, size, max_n=3)
    grams = by_hand(ids, 3)
    for context in by_hand(ids, 2):
        row = counted.row(np.array(context))
        table = counted.tables[2]
        assert table.raw.totals[row] == sum(c for gram, c in grams.items() if gram[:2] == context)
        assert table.raw.types[row] == sum(gram[:2] == context for gram in grams)
    assert counted.tables[2].raw.totals[-1] == 0, "the row that stands for an unseen context"


def test_rows_along_a_text_equal_single_lookups() -> None:
    ids = np.array([1, 2, 1, 3, 1, 2, 2])
    counted = count_ngrams(ids, 5, max_n=3)
    other = np.array([1, 2, 4, 1, 2, 1, 0])
    for n, rows in enumerate(counted.rows(other), start=1):
        expected = [counted.row(other[i - n + 1 : i + 1]) if i - n + 1 >= 0 else -1 for i in range(len(other))]
        assert rows.tolist() == expected


def test_the_empty_ngram_is_row_zero() -> None:
    assert count_ngrams(np.array([1, 2]), 3, max_n=1).row(np.array([], np.int64)) == 0


def test_too_short_a_text_is_the_learners_problem() -> None:
    with pytest.raises(ValueError, match="3 tokens hold no n-gram of 5"):
        count_ngrams(np.array([1, 2, 3]), 4, max_n=5)


def test_no_ngrams_of_length_zero() -> None:
    with pytest.raises(ValueError, match="at least one token"):
        count_ngrams(np.array([1, 2, 3]), 4, max_n=0)
