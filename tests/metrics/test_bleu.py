"""BLEU against the lecture's numbers, nltk, sacrebleu and its own definition."""

import math
import random
import warnings
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.translate.bleu_score import corpus_bleu as nltk_corpus_bleu
from nltk.translate.bleu_score import sentence_bleu as nltk_sentence_bleu
from sacrebleu.metrics.bleu import BLEU

from seqviz.metrics.bleu import brevity_penalty, corpus_bleu, lecture_bleu, score_counts, standard_bleu
from seqviz.metrics.ngrams import count_pair

PREDICTION, REFERENCE = ["A", "B", "B", "C", "D"], ["A", "B", "C", "D", "E", "F"]
TOKENS = st.lists(st.sampled_from("abcd"), max_size=12)
SOME_TOKENS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=12)


def random_pairs(count, *, shortest=1, seed=0):
    """Pairs over a small vocabulary, so that matches, clipping and misses all happen."""
    draw = random.Random(seed)
    for _ in range(count):
        vocabulary = "abcdefgh"[: draw.randint(2, 8)]
        yield (
            draw.choices(vocabulary, k=draw.randint(shortest, 14)),
            draw.choices(vocabulary, k=draw.randint(1, 14)),
        )


def nltk_score(prediction, reference, weights):
    with warnings.catch_warnings():
        # nltk warns at every p_n = 0 and then scores about 1e-78 of what it should: 0.
        warnings.simplefilter("ignore")
        return nltk_sentence_bleu([reference], prediction, weights=weights)


class TestTheLecture:
    def test_precisions_of_its_example(self):
        trace = lecture_bleu(PREDICTION, REFERENCE, 4)
        assert trace.precisions == (Fraction(4, 5), Fraction(3, 4), Fraction(1, 3), Fraction(0))
        assert trace.weights == (Fraction(1, 2), Fraction(1, 4), Fraction(1, 8), Fraction(1, 16))
        assert trace.brevity_penalty == pytest.approx(math.exp(1 - 6 / 5))
        assert trace.score == 0.0

    def test_score_with_two_grams(self):
        trace = lecture_bleu(PREDICTION, REFERENCE, 2)
        assert trace.score == pytest.approx(0.6815, abs=5e-5)
        assert trace.score == pytest.approx(math.exp(-0.2) * (4 / 5) ** 0.5 * (3 / 4) ** 0.25, rel=1e-15)

    def test_the_standard_formula_gives_another_number(self):
        assert standard_bleu(PREDICTION, REFERENCE, 2).score == pytest.approx(0.634, abs=5e-4)

    def test_the_second_b_is_clipped(self):
        order = lecture_bleu(PREDICTION, REFERENCE, 1).ngrams[0]
        assert [place.fate for place in order.places] == ["matched", "matched", "clipped", "matched", "matched"]
        assert [place.target for place in order.places] == [0, 1, None, 2, 3]
        assert (order.matches, order.clipped, order.missing, order.total) == (4, 1, 0, 5)


class TestParity:
    @pytest.mark.parametrize("max_n", [1, 2, 3, 4, 6])
    def test_standard_equals_sacrebleu(self, max_n):
        oracle = BLEU(tokenize="none", smooth_method="none", effective_order=True, max_ngram_order=max_n)
        for prediction, reference in random_pairs(120, seed=max_n):
            expected = oracle.sentence_score(" ".join(prediction), [" ".join(reference)])
            trace = standard_bleu(prediction, reference, max_n)
            assert 100 * trace.score == pytest.approx(expected.score, abs=1e-9)
            assert list(trace.counts.matches) == expected.counts
            assert list(trace.counts.totals) == expected.totals

    @pytest.mark.parametrize("smoothing", ["exp", "floor", "add-k"])
    def test_smoothing_is_sacrebleus(self, smoothing):
        oracle = BLEU(tokenize="none", smooth_method=smoothing, effective_order=True)
        for prediction, reference in random_pairs(120, seed=7):
            expected = oracle.sentence_score(" ".join(prediction), [" ".join(reference)])
            trace = standard_bleu(prediction, reference, 4, smoothing=smoothing)
            assert 100 * trace.score == pytest.approx(expected.score, abs=1e-9)
            assert [100 * p for p in trace.smoothed] == pytest.approx(expected.precisions[: len(trace.smoothed)])

    @pytest.mark.parametrize("max_n", [1, 2, 3, 4])
    def test_both_formulas_equal_nltk_given_the_weights(self, max_n):
        # Below max_n tokens nltk scores 0, where this package leaves the missing order out: tested apart.
        for prediction, reference in random_pairs(120, shortest=max_n, seed=10 + max_n):
            uniform = [1 / max_n] * max_n
            halves = [0.5**n for n in range(1, max_n + 1)]
            assert standard_bleu(prediction, reference, max_n).score == pytest.approx(
                nltk_score(prediction, reference, uniform), abs=1e-12
            )
            # nltk stands 1e-308 in for p_n = 0, which a weight of 1/16 lifts to 5e-20: not quite 0.
            assert lecture_bleu(prediction, reference, max_n).score == pytest.approx(
                nltk_score(prediction, reference, halves), abs=1e-12
            )

    def test_shorter_than_n_is_where_the_definitions_differ(self):
        prediction = reference = ["a", "b"]
        assert nltk_score(prediction, reference, (0.25,) * 4) == pytest.approx(0, abs=1e-12)
        assert BLEU(tokenize="none", smooth_method="none").sentence_score("a b", ["a b"]).score == 0
        for trace in (standard_bleu(prediction, reference, 4), lecture_bleu(prediction, reference, 4)):
            assert trace.score == 1.0
            assert trace.absent == (3, 4)
            assert len(trace.precisions) == len(trace.ngrams) == len(trace.weights) == 2

    def test_sacrebleus_add_k_counts_orders_that_do_not_exist(self):
        trace = standard_bleu(["a", "x"], ["a", "b"], 4, smoothing="add-k")
        assert trace.precisions == (Fraction(1, 2), Fraction(0))
        assert trace.smoothed == pytest.approx((1 / 2, 1 / 2, 1, 1))

    def test_no_smoothing_helps_where_nothing_matches(self):
        assert standard_bleu(["x"], ["a"], smoothing="exp").score == 0.0


class TestCorpus:
    def test_counts_are_summed_as_in_sacrebleu(self):
        predictions, references = zip(*random_pairs(300, seed=3), strict=True)
        total = corpus_bleu(predictions, references)
        expected = BLEU(tokenize="none", smooth_method="none").corpus_score(
            [" ".join(tokens) for tokens in predictions], [[" ".join(tokens) for tokens in references]]
        )
        assert 100 * total.score == pytest.approx(expected.score, abs=1e-9)

    def test_counts_are_summed_as_in_nltk_for_sentences_of_four_words_and_more(self):
        predictions, references = zip(*random_pairs(300, shortest=4, seed=4), strict=True)
        by_nltk = nltk_corpus_bleu([[tokens] for tokens in references], list(predictions))
        assert corpus_bleu(predictions, references).score == pytest.approx(by_nltk, abs=1e-12)

    def test_nltk_counts_one_ngram_where_a_short_sentence_has_none(self):
        predictions = references = [["a"], ["a", "b"]]
        assert corpus_bleu(predictions, references, 2).counts.totals == (3, 1)
        by_nltk = nltk_corpus_bleu([[tokens] for tokens in references], predictions, weights=(0.5, 0.5))
        assert by_nltk == pytest.approx(math.sqrt(3 / 3 * 1 / 2))

    def test_it_is_not_the_mean_of_the_sentence_scores(self):
        predictions, references = [["a", "b"], ["x"]], [["a", "b"], ["a"]]
        mean = sum(standard_bleu(*pair, 1).score for pair in zip(predictions, references, strict=True)) / 2
        assert mean == 0.5
        assert corpus_bleu(predictions, references, 1).score == pytest.approx(2 / 3)

    def test_one_pair_scores_as_that_pair(self):
        for formula, single in (("lecture", lecture_bleu), ("standard", standard_bleu)):
            whole = corpus_bleu([PREDICTION], [REFERENCE], 3, formula=formula)
            assert whole.score == single(PREDICTION, REFERENCE, 3).score

    def test_no_pairs_score_zero(self):
        assert corpus_bleu([], []).score == 0.0

    def test_unequal_numbers_are_refused(self):
        with pytest.raises(ValueError, match="2 predictions cannot be compared with 1"):
            corpus_bleu([["a"], ["b"]], [["a"]])


class TestProperties:
    @given(TOKENS, TOKENS, st.integers(1, 6))
    def test_scores_lie_between_zero_and_one(self, prediction, reference, max_n):
        for trace in (lecture_bleu(prediction, reference, max_n), standard_bleu(prediction, reference, max_n)):
            assert 0.0 <= trace.score <= 1.0
            assert trace.score == pytest.approx(trace.brevity_penalty * math.prod(trace.factors), abs=1e-15)
            assert len(trace.precisions) + len(trace.absent) == max_n

    @given(SOME_TOKENS, st.integers(1, 6))
    def test_identical_texts_score_one(self, tokens, max_n):
        assert lecture_bleu(tokens, tokens, max_n).score == 1.0
        assert standard_bleu(tokens, tokens, max_n).score == 1.0

    @given(SOME_TOKENS, TOKENS, st.randoms(use_true_random=False))
    def test_order_does_not_matter_to_single_words(self, prediction, reference, chance):
        shuffled = chance.sample(prediction, len(prediction))
        first, second = (standard_bleu(tokens, reference, 1).precisions for tokens in (prediction, shuffled))
        assert first == second

    @given(TOKENS, TOKENS, st.integers(1, 4))
    def test_each_place_is_taken_once_and_holds_the_same_ngram(self, prediction, reference, max_n):
        for order in lecture_bleu(prediction, reference, max_n).ngrams:
            taken = [place.target for place in order.places if place.target is not None]
            assert len(taken) == len(set(taken)) == order.matches
            for place in order.places:
                assert place.ngram == tuple(prediction[place.position : place.position + order.n])
                if place.target is not None:
                    assert place.ngram == tuple(reference[place.target : place.target + order.n])

    @given(TOKENS, TOKENS, st.integers(1, 4))
    def test_clipping_never_exceeds_the_reference(self, prediction, reference, max_n):
        for order in lecture_bleu(prediction, reference, max_n).ngrams:
            grams = zip(*(reference[i:] for i in range(order.n)), strict=False)
            expected = Counter(grams)
            assert all(count.counted <= expected[count.ngram] for count in order.counts)
            assert order.matches + order.clipped + order.missing == order.total

    @given(TOKENS, TOKENS, st.integers(1, 5))
    def test_the_fast_count_agrees_with_the_drawn_one(self, prediction, reference, max_n):
        assert count_pair(prediction, reference, max_n) == standard_bleu(prediction, reference, max_n).counts

    @settings(max_examples=40)
    @given(st.lists(st.tuples(TOKENS, TOKENS), max_size=6), st.integers(1, 4))
    def test_counts_add_up(self, pairs, max_n):
        predictions, references = [p for p, _ in pairs], [r for _, r in pairs]
        whole = corpus_bleu(predictions, references, max_n).counts
        assert whole.predicted_length == sum(map(len, predictions))
        assert whole.totals[0] == whole.predicted_length

    @given(st.integers(1, 50), st.integers(0, 50))
    def test_only_short_predictions_are_punished(self, predicted, expected):
        penalty = brevity_penalty(predicted, expected)
        assert penalty == (1.0 if predicted >= expected else pytest.approx(math.exp(1 - expected / predicted)))


class TestEdges:
    def test_an_empty_prediction_scores_zero(self):
        trace = lecture_bleu([], REFERENCE, 4)
        assert (trace.score, trace.brevity_penalty, trace.precisions) == (0.0, 0.0, ())
        assert trace.absent == (1, 2, 3, 4)

    def test_an_empty_reference_scores_zero(self):
        assert standard_bleu(["a"], []).score == 0.0

    def test_both_empty_scores_zero(self):
        assert standard_bleu([], []).score == lecture_bleu([], [], 2).score == 0.0

    def test_a_text_is_not_its_tokens(self):
        with pytest.raises(TypeError, match="tokens"):
            lecture_bleu("A B", ["A"], 2)

    def test_max_n_starts_at_one(self):
        with pytest.raises(ValueError, match="at least 1"):
            standard_bleu(["a"], ["a"], 0)

    def test_the_lecture_knows_no_smoothing(self):
        with pytest.raises(ValueError, match="no smoothing"):
            score_counts(count_pair(["a"], ["a"], 1), "lecture", "exp")
