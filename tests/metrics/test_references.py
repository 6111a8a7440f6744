"""Several references: clipped by the one that has most, as long as the nearest; sacrebleu and nltk say the same."""

import warnings

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nltk.translate.bleu_score import closest_ref_length
from nltk.translate.bleu_score import sentence_bleu as nltk_sentence_bleu
from sacrebleu.metrics.bleu import BLEU

from seqviz.metrics.bleu import corpus_bleu, lecture_bleu, standard_bleu, trace_bleu
from seqviz.metrics.ngrams import count_pair
from seqviz.metrics.references import closest, counting

SOME = st.lists(st.sampled_from("abcd"), min_size=1, max_size=10)
SEVERAL = st.lists(SOME, min_size=1, max_size=4)
FEW = settings(max_examples=60, deadline=None)


@FEW
@given(SOME, SEVERAL, st.integers(1, 5))
def test_one_sentence_equals_sacrebleu(prediction, references, max_n):
    oracle = BLEU(tokenize="none", smooth_method="none", effective_order=True, max_ngram_order=max_n)
    expected = oracle.sentence_score(" ".join(prediction), [" ".join(reference) for reference in references])
    trace = standard_bleu(prediction, references[0], max_n, others=references[1:])
    assert 100 * trace.score == pytest.approx(expected.score, abs=1e-9)
    assert list(trace.counts.matches) == expected.counts
    assert trace.counts.reference_length == expected.ref_len


@FEW
@given(st.lists(st.sampled_from("abc"), min_size=4, max_size=10), SEVERAL)
def test_one_sentence_equals_nltk_with_either_weights(prediction, references):
    for formula, weights in (("standard", (0.25,) * 4), ("lecture", (1 / 2, 1 / 4, 1 / 8, 1 / 16))):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nltk warns at every p_n = 0
            expected = nltk_sentence_bleu(references, prediction, weights=weights)
        trace = trace_bleu(prediction, references[0], 4, formula=formula, others=references[1:])
        assert trace.score == pytest.approx(expected, abs=1e-12)


@FEW
@given(st.lists(st.tuples(SOME, SOME, SOME), min_size=1, max_size=5))
def test_a_test_set_equals_sacrebleu(rows):
    predictions, first, second = zip(*rows, strict=True)
    streams = [[" ".join(text) for text in texts] for texts in (first, second)]
    oracle = BLEU(tokenize="none", smooth_method="none", max_ngram_order=2)
    expected = oracle.corpus_score([" ".join(text) for text in predictions], streams)
    assume(0 not in expected.totals)  # sacrebleu scores 0 where an order does not exist in a set
    found = corpus_bleu(predictions, first, 2, others=[[text] for text in second])
    assert 100 * found.score == pytest.approx(expected.score, abs=1e-9)


@given(SOME, st.lists(st.lists(st.sampled_from("abcd"), max_size=6), min_size=1, max_size=4), st.integers(1, 4))
def test_the_working_agrees_with_the_counts(prediction, references, max_n):
    trace = lecture_bleu(prediction, references[0], max_n, others=references[1:])
    assert trace.counts == count_pair(prediction, references[0], max_n, others=references[1:])
    assert trace.ignored == len(references) - len(trace.references)
    for order in trace.ngrams:
        taken = [(place.reference, place.target) for place in order.places if place.target is not None]
        assert len(set(taken)) == len(taken) == order.matches
        for place in order.places:
            count = order.count(place.ngram)
            assert place.reference == count.reference
            assert count.each[count.reference] == max(count.each)
            if place.target is not None:
                assert trace.references[place.reference][place.target : place.target + order.n] == place.ngram


@given(st.integers(0, 12), st.lists(st.lists(st.just("a"), min_size=1, max_size=12), min_size=1, max_size=5))
def test_the_length_is_the_one_nltk_takes(length, references):
    assert len(references[closest(length, references)]) == closest_ref_length(references, length)


@pytest.mark.parametrize("references", [["a b c", "a b c d e"], ["a b c d e", "a b c"]])
def test_of_two_equally_near_lengths_the_shorter_counts(references):
    first, second = (reference.split() for reference in references)
    trace = standard_bleu(["a", "b", "c", "d"], first, others=[second])
    assert trace.counts.reference_length == 3
    assert trace.brevity_penalty == 1.0


def test_a_short_answer_is_measured_by_the_nearest_reference():
    short, long = ["I", "ate", "an", "apple"], ["I", "ate", "an", "apple", "here"]
    for first, second in ((short, long), (long, short)):
        trace = lecture_bleu(["Bye"], first, 1, others=[second])
        assert (trace.counts.reference_length, trace.score) == (4, 0.0)
        assert lecture_bleu(long, first, 4, others=[second]).score == 1.0


def test_counts_are_clipped_by_the_reference_that_has_most_not_by_the_sum():
    order = lecture_bleu(["a", "a", "a"], ["a"], 1, others=[["a", "a"]]).ngrams[0]
    assert order.counts[0].each == (1, 2)
    assert (order.matches, order.counts[0].reference, order.clipped) == (2, 1, 1)


def test_empty_references_do_not_count_unless_there_is_no_other():
    trace = lecture_bleu(["a", "b"], [], 2, others=[["a", "b", "c", "d", "e"], []])
    assert (trace.references, trace.ignored, trace.counts.reference_length) == ((tuple("abcde"),), 2, 5)
    assert counting([[], []]) == ((),)
    assert lecture_bleu(["a"], [], 1, others=[[]]).score == 0.0
    with pytest.raises(TypeError, match="tokens"):
        lecture_bleu(["a"], ["a"], 1, others=["a b"])
