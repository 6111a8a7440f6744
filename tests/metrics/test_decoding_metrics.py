"""chrF and the bootstrap against sacrebleu and the BLEU of this house; a sweep judged at one alpha and another."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import CHRF

from seqviz.metrics.bleu import corpus_bleu
from seqviz.metrics.bootstrap import bleu_counts, bleu_score, interval, resampled_sums
from seqviz.metrics.chrf import chrf_counts, chrf_score
from seqviz.metrics.decoding import chosen_at, judge, whose_mistake
from seqviz.records.decoding_sweep import DecodedSet, Sweep
from seqviz.records.pairs import Pair

lines = st.lists(st.sampled_from(["un", "deux", "cent", "mille", "vingt"]), max_size=7).map(tuple)
test_sets = st.lists(st.tuples(lines, lines.filter(bool)), min_size=1, max_size=5)


@settings(max_examples=50)
@given(test_sets)
def test_chrf_is_sacrebleus(pairs):
    counts = np.array([chrf_counts(*pair) for pair in pairs]).sum(0)
    theirs = CHRF().corpus_score([" ".join(one) for one, _ in pairs], [[" ".join(other) for _, other in pairs]]).score
    assert 100 * float(chrf_score(counts)) == pytest.approx(theirs, abs=1e-6)


@given(test_sets)
def test_bleu_of_summed_counts_is_the_corpus_score(pairs):
    counts = np.array([bleu_counts(*pair) for pair in pairs]).sum(0)
    ours = corpus_bleu([one for one, _ in pairs], [other for _, other in pairs]).score
    assert float(bleu_score(counts)) == pytest.approx(ours, abs=1e-12)


def test_a_resampled_set_is_as_large_as_the_set_and_the_same_for_two_systems():
    ones = np.ones((30, 1), np.int64)
    assert (resampled_sums(ones) == 30).all()
    marked = np.arange(30)[:, np.newaxis]
    assert (resampled_sums(marked) == resampled_sums(marked)).all()
    assert len(np.unique(resampled_sums(marked))) > 50


def test_the_interval_of_a_mean_is_about_two_standard_errors_wide():
    values = np.random.default_rng(0).integers(0, 100, size=(400, 1))
    low, high = interval(resampled_sums(values)[:, 0] / 400)
    error = values.std() / 20
    assert low < values.mean() < high
    assert high - low == pytest.approx(2 * 1.96 * error, rel=0.15)


PAIRS = tuple(Pair((word,), tuple(target.split())) for word, target in [("x", "a b c d"), ("y", "a b c e")])


def decoded(answers, *, method="beam", width=1, proven=()):
    """A set of (sentence, words, log p)."""
    words = [tuple(said.split()) for _, said, _ in answers]
    targets = [PAIRS[n].target for n, _, _ in answers]
    return DecodedSet(
        method=method, width=width, sentence=np.array([n for n, _, _ in answers]), words=tuple(words),
        length=np.array([len(one) + 1 for one in words]), log_prob=np.array([p for _, _, p in answers]),
        bleu=np.array([bleu_counts(*pair) for pair in zip(words, targets, strict=True)]),
        chrf=np.array([chrf_counts(*pair) for pair in zip(words, targets, strict=True)]),
        proven=np.array(proven, dtype=np.int64), expanded=0, seconds=1.0,
    )  # fmt: skip


GREEDY = decoded([(0, "a b c d", -4.0), (1, "a b c d", -3.0)])
WIDER = decoded([(0, "", -2.0), (0, "a b c d", -4.0), (1, "a b c d", -3.0)], width=2)
SWEEP = Sweep(step=100, pairs=PAIRS, reference_log_prob=np.array([-4.0, -2.5]), sets=(GREEDY, WIDER))


def test_another_alpha_chooses_among_the_answers_that_were_kept():
    assert [WIDER.words[place] for place in chosen_at(WIDER, 0.0)] == [(), ("a", "b", "c", "d")]
    # -2 / 1 against -4 / 5**alpha: the longer one wins from log 2 / log 5 = .43 on
    assert WIDER.words[chosen_at(WIDER, 0.42)[0]] == ()
    assert WIDER.words[chosen_at(WIDER, 0.44)[0]] == ("a", "b", "c", "d")


def test_each_sentence_is_right_or_somebodys_mistake():
    assert whose_mistake(SWEEP, GREEDY, chosen_at(GREEDY, 0.0), 0.0).tolist() == [0, 2]
    assert whose_mistake(SWEEP, WIDER, chosen_at(WIDER, 0.0), 0.0).tolist() == [1, 2]


def test_a_set_is_judged_against_greedy_and_against_the_best_that_is_known():
    greedy, wider = judge(SWEEP, 0.0)
    assert (greedy.gain, greedy.gain_interval) == (0.0, (0.0, 0.0))
    assert (greedy.right, greedy.model, greedy.missed) == (1, 0, 1)
    assert (wider.empty, wider.length_ratio) == (1, 0.5)
    assert wider.gain == pytest.approx(wider.bleu - greedy.bleu)
    assert greedy.search_errors == 2  # the empty answer is likelier, and so is the second reference
    assert wider.search_errors == 1
    assert judge(SWEEP, 0.75)[1].empty == 0


def test_a_set_that_is_not_complete_is_not_judged():
    half = decoded([(0, "a b c d", -4.0)], width=4)
    sets = (GREEDY, half)
    assert [one.answers.width for one in judge(Sweep(**vars(SWEEP) | {"sets": sets}), 0.0)] == [1]
