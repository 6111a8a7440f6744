"""What counting reaches is examined on exactly the tokens of a network's own evaluation."""

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from seqviz.config import LanguageModelConfig
from seqviz.data.corpus import build_corpus
from seqviz.data.held_out import held_out_rows
from seqviz.data.texts import load_text, own_text
from seqviz.ngrams.ladder import DISCOUNT, ladder_of
from seqviz.records.training import EvaluationRecord
from seqviz.training.language_model import Training

LINCOLN = build_corpus(load_text("lincoln", fetch=False), "character", steps=35)


def test_the_rungs_are_examined_on_as_many_tokens_as_a_network():
    first = Training(LanguageModelConfig(hidden_size=4, device="cpu")).advance()[0]
    assert isinstance(first, EvaluationRecord)
    assert ladder_of(LINCOLN).tokens == first.tokens


def test_bigrams_equal_kneser_ney_written_out():
    training, size = LINCOLN.training.tolist(), len(LINCOLN.vocabulary)
    pairs = Counter(pairwise(training))
    followers, before = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    totals, kinds = Counter(training[:-1]), len(pairs)

    def probability(old, new):
        unigram = max(before[new] - DISCOUNT, 0) / kinds + DISCOUNT * len(before) / kinds / size
        return max(pairs[old, new] - DISCOUNT, 0) / totals[old] + DISCOUNT * followers[old] / totals[old] * unigram

    rows = held_out_rows(LINCOLN.validation)
    losses = [-math.log(probability(old, new)) for row in rows.T.tolist() for old, new in pairwise(row)]
    assert ladder_of(LINCOLN).losses["bigram"] == pytest.approx(np.mean(losses), rel=1e-9)


def test_each_rung_is_better_than_the_one_before():
    ladder = ladder_of(LINCOLN)
    assert ladder.losses["uniform"] == pytest.approx(math.log(28))
    assert list(ladder.losses) == ["uniform", "unigram", "bigram", "five-gram"]
    assert sorted(ladder.losses.values(), reverse=True) == list(ladder.losses.values())


def test_the_unigram_rung_is_the_frequencies():
    counts = np.bincount(LINCOLN.training, minlength=len(LINCOLN.vocabulary))
    targets = held_out_rows(LINCOLN.validation)[1:]
    assert counts[targets].all()  # no held-out letter is new
    frequencies = -np.log(counts[targets] / counts.sum()).mean()
    assert ladder_of(LINCOLN).losses["unigram"] == pytest.approx(frequencies, abs=0.002)


def test_a_token_that_training_never_met_costs_much_and_not_everything():
    text = "abcab" * 30 + "xyz" * 30
    ladder = ladder_of(build_corpus(own_text(text), "character", steps=5))
    assert all(math.isfinite(loss) for loss in ladder.losses.values())
