"""Arithmetic of the seq2seq page: losses with and without padding, and what the decoder is fed."""

import math

import numpy as np

from seqviz.exercises.instance import Instance, telling


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


def inputs(rng: np.random.Generator) -> Instance:
    """Ask which id the decoder is fed at a place, with the teacher, given the ids of the target."""

    def draw() -> Instance:
        begin, end, *target = (int(number) for number in rng.permutation(np.arange(1, 60))[:8])
        place = int(rng.integers(2, len(target) + 1))
        said = " ".join(map(str, (*target, end)))
        fed = [begin, *target]
        return Instance(
            values={"target": said, "begin": begin, "end": end, "place": place},
            answer=fed[place - 1],
            mistakes={"target": [*target, end][place - 1], "early": fed[place - 2]},
            tolerance=0.0,
        )

    return telling(draw)


def grid(rng: np.random.Generator) -> Instance:
    """Ask for the loss per real word of a small batch."""

    def draw() -> Instance:
        long, short = int(rng.integers(4, 6)), int(rng.integers(2, 4))
        rows = [np.round(rng.uniform(0.05, 2.0, count), 2) for count in (long, short)]
        total, real = float(sum(row.sum() for row in rows)), long + short
        written = [" ".join(f"{loss:.2f}" for loss in row) for row in rows]
        return Instance(
            values={"first": written[0], "second": written[1], "padded": long - short},
            answer=total / real,
            mistakes={
                "places": total / (2 * long),
                "sentences": float(np.mean([row.mean() for row in rows])),
                "sum": total,
            },
        )

    return telling(draw)
