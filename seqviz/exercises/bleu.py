"""Arithmetic of BLEU: clipped counts, the brevity penalty, the product of the powers."""

from math import exp

import numpy as np

from seqviz.exercises.instance import Instance, telling
from seqviz.metrics.bleu import brevity_penalty, score_counts
from seqviz.metrics.ngrams import count_pair
from seqviz.records.bleu import BleuCounts

_LETTERS = "ABCD"


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

    return telling(draw)


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

    return telling(draw)


def nearest_length(rng: np.random.Generator) -> Instance:
    """Compute the brevity penalty where three references have three lengths, the nearest one too long."""

    def draw() -> Instance:
        predicted = int(rng.integers(6, 13))
        away = int(rng.integers(1, 3))
        nearest, shortest = predicted + away, predicted - away - int(rng.integers(1, 3))
        longest = predicted + away + int(rng.integers(2, 6))
        lengths = [int(length) for length in rng.permutation([nearest, shortest, longest])]
        return Instance(
            values={"predicted": predicted, "lengths": ", ".join(map(str, lengths))},
            answer=brevity_penalty(predicted, nearest),
            mistakes={"longest": brevity_penalty(predicted, longest), "shortest": 1.0},
        )

    return telling(draw)


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

    return telling(draw)
