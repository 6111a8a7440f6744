"""Arithmetic of forgetting: the half-life of a gate."""

import math

import numpy as np

from seqviz.exercises.instance import Instance, telling


def half_life_of_gate(rng: np.random.Generator) -> Instance:
    """Ask after how many steps half is left of what a gate keeps the same share of at each step."""

    def draw() -> Instance:
        kept = int(rng.integers(60, 96)) / 100
        return Instance(
            values={"kept": f"{kept:g}"},
            answer=math.log(0.5) / math.log(kept),
            mistakes={
                "linear": 0.5 / (1 - kept),
                "mean-life": -1 / math.log(kept),
                "upside-down": math.log(kept) / math.log(0.5),
                "forgotten": math.log(0.5) / math.log(1 - kept),
            },
        )

    return telling(draw)
