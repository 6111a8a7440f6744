"""Arithmetic of decoding: where a longer answer overtakes a likelier one, and what exact search can cost at most."""

import math

import numpy as np

from seqviz.exercises.instance import Instance, telling

ALPHA = 0.75
TOLD_APART = 0.2
"""Scores that are nearer to each other are no exercise."""


def overtaking(rng: np.random.Generator) -> Instance:
    """Ask from which alpha on a longer answer scores better than a shorter, likelier one."""

    def draw() -> Instance:
        short, more = int(rng.integers(2, 6)), int(rng.integers(2, 7))
        likelier = round(float(rng.uniform(1.0, 4.0)), 1)
        less_likely = round(likelier * float(rng.uniform(1.15, 1.9)), 1)
        ratio, lengths = less_likely / likelier, (short + more) / short
        return Instance(
            values={
                "short": short, "long": short + more, "likelier": f"−{likelier:g}", "less": f"−{less_likely:g}",
            },
            answer=math.log(ratio) / math.log(lengths),
            tolerance=0.02,
            mistakes={"ratio": ratio / lengths, "upside-down": math.log(lengths) / math.log(ratio)},
        )  # fmt: skip

    return telling(draw)


def culprit(rng: np.random.Generator) -> Instance:
    """Ask by how much an answer scores better than its reference: above 0 the model prefers it, below the search erred.

    The two disagree with the log-probabilities alone now and then: a longer answer has a smaller loss per token.
    """

    def draw() -> Instance:
        answer, reference = (int(length) for length in rng.integers(3, 13, size=2))
        mine, other = (round(float(rng.uniform(2.0, 9.0)), 1) for _ in range(2))
        scores = -mine / answer**ALPHA, -other / reference**ALPHA
        if abs(scores[0] - scores[1]) < TOLD_APART:
            return draw()
        return Instance(
            values={
                "answer": answer, "reference": reference, "mine": f"−{mine:g}", "other": f"−{other:g}",
                "alpha": f"{ALPHA:g}",
            },
            answer=scores[0] - scores[1],
            tolerance=0.03,
            mistakes={"swapped": scores[1] - scores[0], "lengths": other - mine},
        )  # fmt: skip

    return telling(draw)


def costly(rng: np.random.Generator) -> Instance:
    """Ask how many prefixes of each length can be likelier than an answer of a given probability, at most."""

    def draw() -> Instance:
        log_prob, length = round(float(rng.uniform(2.0, 7.0)), 1), int(rng.integers(6, 15))
        return Instance(
            values={"log_prob": f"−{log_prob:g}", "length": length},
            answer=length * math.exp(log_prob),
            tolerance=0.02,
            mistakes={"one-length": math.exp(log_prob), "probability": length * math.exp(-log_prob)},
        )

    return telling(draw)
