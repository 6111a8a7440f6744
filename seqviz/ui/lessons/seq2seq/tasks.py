"""The exercises of the page."""

import math

import numpy as np

from seqviz.exercises.instance import Instance, telling
from seqviz.ui.experiment.exercises import Arithmetic, Exercise


def tasks() -> tuple[Exercise, ...]:
    """Return the exercises: the loss of guessing, and what padding hides."""
    return (Arithmetic(name="guessing", make=guessing), Arithmetic(name="padding", make=padding))


def guessing(rng: np.random.Generator) -> Instance:
    """Ask for the loss per real token of a decoder whose logits are all equal."""

    def draw() -> Instance:
        words = int(rng.integers(5, 61))
        return Instance(
            values={"words": words}, answer=math.log(words), mistakes={"share": 1 / words, "bits": math.log2(words)}
        )

    return telling(draw)


def padding(rng: np.random.Generator) -> Instance:
    """Ask for the loss per real token, given the mean that divides by the padded width."""

    def draw() -> Instance:
        width = int(rng.integers(8, 16))
        real = int(rng.integers(3, width - 1))
        mean = round(float(rng.uniform(0.1, 0.9)), 2)
        return Instance(
            values={"width": width, "real": real, "mean": mean},
            answer=mean * width / real,
            mistakes={"same": mean, "upside-down": mean * real / width},
        )

    return telling(draw)
