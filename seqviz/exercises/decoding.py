"""Arithmetic of searching: the score of a sequence, the candidates of a beam."""

import numpy as np

from seqviz.decoding.step import scores
from seqviz.exercises.instance import Instance

ALPHAS = (0.5, 0.75, 1.0)


def score_of_a_sequence(rng: np.random.Generator) -> Instance:
    """Ask for the score of a sequence, given the probability of each of its tokens."""
    length, alpha = int(rng.integers(2, 6)), float(rng.choice(ALPHAS))
    factors = rng.integers(1, 10, size=length) / 10
    log_p = float(np.log(factors).sum())
    return Instance(
        values={"product": " × ".join(f"{factor:g}" for factor in factors), "length": length, "alpha": f"{alpha:g}"},
        answer=float(scores(np.array(log_p), length, alpha)),
        mistakes={"sign": -log_p / length**alpha, "undivided": log_p, "decimal": log_p / np.log(10) / length**alpha},
    )


def candidates_of_a_beam(rng: np.random.Generator) -> Instance:
    """Ask how many candidates a beam scores when nothing ends early: the first step has a single prefix."""
    size, length = int(rng.integers(4, 12)) * 100, int(rng.integers(4, 12))
    width = int(rng.integers(2, 9))
    return Instance(
        values={"n": size, "T": length, "k": width},
        answer=size + width * size * (length - 1),
        tolerance=0,
        mistakes={"formula": width * size * length, "kept": width * length, "one-step": width * size},
    )
