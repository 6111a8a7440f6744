"""The exercises of the page: three with fresh numbers, one to be solved on the assembly line."""

from collections.abc import Callable
from itertools import pairwise
from math import exp

import numpy as np

from seqviz.exercises.instance import Instance
from seqviz.metrics.bleu import brevity_penalty, score_counts, trace_bleu
from seqviz.metrics.ngrams import count_pair
from seqviz.records.bleu import BleuCounts
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.lessons.bleu.outline import BleuSettings, pair_changes
from seqviz.ui.page import Page

_LETTERS = "ABCD"
_APART = 0.03


def tasks(page: Page, settings: BleuSettings) -> tuple[Exercise, ...]:
    """Return the exercises, the simplest first."""
    return (
        Arithmetic(name="clipped", make=clipped_count),
        Arithmetic(name="brevity", make=brevity),
        Arithmetic(name="product", make=product),
        Experiment(
            name="order",
            set_up=pair_changes("order") | {"view": "pair", "max_n": 2, "step": -1, "smoothing": "none"},
            judge=lambda: all_words_no_score(page, settings),
        ),
    )


def clipped_count(rng: np.random.Generator) -> Instance:
    """Count the words of a prediction that find a place, where at least one is said too often."""

    def draw() -> Instance:
        prediction, reference = (list(rng.choice(list(_LETTERS), size)) for size in (6, 7))
        return Instance(
            values={"prediction": " ".join(prediction), "reference": " ".join(reference)},
            answer=count_pair(prediction, reference, 1).matches[0],
            mistakes={
                "unclipped": sum(token in reference for token in prediction),
                "distinct": len(set(prediction) & set(reference)),
            },
        )

    return _telling(draw)


def brevity(rng: np.random.Generator) -> Instance:
    """Compute the brevity penalty of a prediction that is too short."""

    def draw() -> Instance:
        predicted = int(rng.integers(4, 12))
        expected = predicted + int(rng.integers(1, 6))
        return Instance(
            values={"predicted": predicted, "expected": expected},
            answer=brevity_penalty(predicted, expected),
            mistakes={"ratio": predicted / expected, "swapped": exp(1 - predicted / expected), "none": 1.0},
        )

    return _telling(draw)


def product(rng: np.random.Generator) -> Instance:
    """Put p_1 and p_2 of a prediction as long as its reference together with the lecture's weights."""

    def draw() -> Instance:
        length = int(rng.integers(5, 11))
        first = int(rng.integers(3, length))
        second = int(rng.integers(1, first))
        counts = BleuCounts(
            matches=(first, second), totals=(length, length - 1), predicted_length=length, reference_length=length
        )
        p1, p2 = first / length, second / (length - 1)
        return Instance(
            values={"p1": f"{first}/{length}", "p2": f"{second}/{length - 1}", "length": length},
            answer=score_counts(counts, "lecture").score,
            mistakes={
                "standard": score_counts(counts, "standard").score,
                "plain": p1 * p2,
                "swapped": p1**0.25 * p2**0.5,
            },
        )

    return _telling(draw)


def _telling(draw: Callable[[], Instance]) -> Instance:
    """Draw until the answer and every mistake can be told apart, however roughly they are written."""
    while True:
        instance = draw()
        numbers = sorted((instance.answer, *instance.mistakes.values()))
        if all(high > low * (1 + _APART) for low, high in pairwise(numbers)):
            return instance


def all_words_no_score(page: Page, settings: BleuSettings) -> Told:
    """Judge whether the pair on the page has every word right, in full length, and still scores 0 with k = 2.

    Nothing is said before the learner has assembled the score.
    """
    prediction, reference = settings.view.tokens
    trace = trace_bleu(prediction, reference, 2, formula="lecture")
    if settings.view.step >= 0 or len(trace.precisions) < 2:
        return Told(done=None)
    first, second = (f"{match}/{total}" for match, total in zip(trace.counts.matches, trace.counts.totals, strict=True))
    done = trace.precisions[0] == 1 and len(prediction) == len(reference) and not trace.score
    return Told(done=done, measured=page.t("bleu.exercise.order.measured", first=first, second=second))
