"""Probabilities: properties, the lecture's formula in exact fractions, and nltk.lm on the same counts."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.lm import MLE, Lidstone
from nltk.lm.api import LanguageModel
from nltk.lm.models import InterpolatedLanguageModel
from nltk.lm.smoothing import KneserNey
from nltk.util import everygrams, ngrams

from seqviz.data.vocabulary import Ids
from seqviz.ngrams.counts import count_ngrams
from seqviz.ngrams.model import NgramModel
from seqviz.ngrams.smoothing import Smoothing
from seqviz.records.problem import Problem
from tests.ngrams.conftest import smoothings, texts


@settings(max_examples=80, deadline=None)
@given(text=texts(), smoothing=smoothings(), n=st.integers(1, 5), data=st.data())
def test_smoothed_conditionals_sum_to_one_and_are_never_zero(
    text: tuple[Ids, int], smoothing: Smoothing, n: int, data: st.DataObject
) -> None:
    ids, size = text
    model = NgramModel(counts=count_ngrams(ids, size, max_n=5), n=n, smoothing=smoothing)
    context = np.array(data.draw(st.lists(st.integers(0, size - 1), max_size=6)), np.int64)
    p = model.distribution(context)
    assert p.shape == (size,)
    assert p.sum() == pytest.approx(1, abs=1e-12)
    assert (p > 0).all()


@settings(max_examples=60, deadline=None)
@given(text=texts(), n=st.integers(1, 5))
def test_unsmoothed_conditionals_sum_to_one_after_a_context_that_was_continued(text: tuple[Ids, int], n: int) -> None:
    ids, size = text
    model = NgramModel(counts=count_ngrams(ids, size, max_n=5), n=n, smoothing=Smoothing())
    for start in range(len(ids) - n + 1):
        assert model.distribution(ids[start : start + n - 1]).sum() == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(text=texts(), other=texts(min_size=1), smoothing=smoothings(), n=st.integers(1, 5))
def test_a_sequence_is_scored_as_its_distributions_say(
    text: tuple[Ids, int], other: tuple[Ids, int], smoothing: Smoothing, n: int
) -> None:
    ids, size = text
    sequence = np.minimum(other[0], size - 1)
    model = NgramModel(counts=count_ngrams(ids, size, max_n=5), n=n, smoothing=smoothing)
    one_by_one = [model.distribution(sequence[:i])[token] for i, token in enumerate(sequence)]
    assert model.probabilities(sequence) == pytest.approx(one_by_one, rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(text=texts(), epsilon=st.fractions(Fraction(1, 10), 20))
def test_interpolation_is_the_lectures_formula(text: tuple[Ids, int], epsilon: Fraction) -> None:
    ids, size = text
    tokens = ids.tolist()

    def p(context: list[int], token: int) -> Fraction:
        """(n(context, token) + epsilon p(context without its first, token)) / (n(context) + epsilon)."""
        window = len(context) + 1
        following = [
            tokens[i + window - 1] for i in range(len(tokens) - window + 1) if tokens[i : i + window - 1] == context
        ]
        lower = p(context[1:], token) if context else Fraction(1, size)
        return (following.count(token) + epsilon * lower) / (len(following) + epsilon)

    smoothing = Smoothing(rule="interpolated", strength=float(epsilon))
    model = NgramModel(counts=count_ngrams(ids, size, max_n=3), n=3, smoothing=smoothing)
    context = tokens[-2:]
    exact = [float(p(context, token)) for token in range(size)]
    assert model.distribution(np.array(context)) == pytest.approx(exact, rel=1e-9)


class FlooredKneserNey(KneserNey):
    """nltk's, except that unigrams keep d * types / total for tokens never seen: nltk gives those 0."""

    def unigram_score(self, word: str) -> float:
        count, total = self._continuation_counts(word)
        types = sum(self.counts.unigrams[w] > 0 for w in self.counts.unigrams)
        return float(max(count - self.discount, 0) / total + self.discount * types / total / len(self.vocab))


def lidstone(n: int) -> LanguageModel:
    return Lidstone(0.3, n)


def kneser_ney(n: int) -> LanguageModel:
    return InterpolatedLanguageModel(FlooredKneserNey, n, params={"discount": 0.75, "order": n})


def mle(n: int) -> LanguageModel:
    return MLE(n)


@pytest.mark.parametrize("n", [2, 3, 4])
@pytest.mark.parametrize(
    ("oracle", "smoothing"),
    [
        (mle, Smoothing(rule="none")),
        (lidstone, Smoothing(rule="add-k", strength=0.3)),
        (kneser_ney, Smoothing(rule="kneser-ney", strength=0.75)),
    ],
)
def test_perplexity_equals_nltk_on_the_same_counts(
    oracle: Callable[[int], LanguageModel], smoothing: Smoothing, n: int
) -> None:
    generator = np.random.default_rng(n)
    weights = np.array([8, 5, 3, 2, 1, 1]) / 20
    text = generator.choice(list("abcdef"), size=400, p=weights).tolist()
    # nltk divides by zero after a context that stands only at the start of the text: let the start come again.
    text += text[:5]
    held_out = text[50:120] if smoothing.rule == "none" else [*text[40:90], "?", "f", "f", "b", "?", "a"]

    reference = oracle(n)
    reference.fit([list(everygrams(text, max_len=n))], vocabulary_text=text)
    vocabulary = ["<UNK>", *"abcdef"]
    counts = count_ngrams(np.array([vocabulary.index(c) for c in text]), len(vocabulary), max_n=n)
    ids = np.array([vocabulary.index(c) if c in vocabulary else 0 for c in held_out])
    ours = NgramModel(counts=counts, n=n, smoothing=smoothing).mean_nll(ids, skip=n - 1)

    masked = [c if c in vocabulary else "<UNK>" for c in held_out]
    assert np.exp(ours) == pytest.approx(reference.perplexity(list(ngrams(masked, n))), rel=1e-9)


def test_an_unseen_ngram_makes_the_unsmoothed_perplexity_infinite_as_in_nltk() -> None:
    reference = MLE(2)
    reference.fit([list(everygrams("abab", max_len=2))], vocabulary_text="abab")
    assert reference.perplexity([("a", "a")]) == float("inf")
    counts = count_ngrams(np.array([1, 2, 1, 2]), 3, max_n=2)
    assert NgramModel(counts=counts, n=2, smoothing=Smoothing()).mean_nll(np.array([1, 1])) == float("inf")


@pytest.mark.parametrize(
    ("rule", "strength"), [("add-k", 0), ("add-k", -1), ("interpolated", float("nan")), ("kneser-ney", 1.5)]
)
def test_strengths_that_break_the_sum_are_refused(rule: str, strength: float) -> None:
    with pytest.raises(Problem, match=r"language-models\.problem\.strength"):
        Smoothing(rule=rule, strength=strength)  # type: ignore[arg-type]  # mypy cannot see the parametrised Literal


def test_unknown_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown smoothing rule"):
        Smoothing(rule="guess")  # type: ignore[arg-type]  # the very mistake under test


def test_a_model_needs_counts_up_to_its_n() -> None:
    with pytest.raises(ValueError, match="counted up to 2"):
        NgramModel(counts=count_ngrams(np.array([1, 2]), 3, max_n=2), n=3, smoothing=Smoothing())
