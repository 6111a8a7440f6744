"""Arithmetic of two readers: what they know is joined by hand, and where a two-way network ends."""

from itertools import accumulate

import numpy as np

from seqviz.exercises.instance import Instance, telling


def product_of(left: float, right: float, frequency: float) -> float:
    """Return left x right / frequency, what two sides together say for a token before it is made a share."""
    return left * right / frequency


def joined_share(rng: np.random.Generator) -> Instance:
    """Ask for the share of one of two tokens, joined by hand from what both sides say."""

    def draw() -> Instance:
        left, right = (round(float(value), 1) for value in rng.uniform(0.1, 0.9, 2))
        frequency = round(float(rng.uniform(0.1, 0.4)), 1)
        one = product_of(left, right, frequency)
        other = product_of(1 - left, 1 - right, 1 - frequency)
        plain = left * right / (left * right + (1 - left) * (1 - right))
        return Instance(
            values={"left": left, "right": right, "frequency": frequency},
            answer=one / (one + other),
            tolerance=0.012,
            mistakes={"no-frequency": plain, "mean": (left + right) / 2, "no-share": one},
        )

    return telling(draw)


def sums_of(numbers: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the states of a cell that adds up what it reads, from the left and from the right, place by place."""
    return tuple(accumulate(numbers)), tuple(accumulate(numbers[::-1]))[::-1]


def output_at_the_end(rng: np.random.Generator) -> Instance:
    """Ask for the state of the reader from the right in the output of the last step."""

    def draw() -> Instance:
        numbers = tuple(int(one) for one in rng.integers(1, 10, int(rng.integers(3, 6))))
        _, backward = sums_of(numbers)
        return Instance(
            values={"numbers": " ".join(map(str, numbers))},
            answer=float(backward[-1]),
            mistakes={"final": float(backward[0])},
        )

    return telling(draw)


def places_with_a_future(rng: np.random.Generator) -> Instance:
    """Ask for the perplexity of a window whose last place alone has no future to read."""

    def draw() -> Instance:
        count, last = int(rng.integers(10, 41)), round(float(rng.uniform(5, 12)), 1)
        return Instance(
            values={"count": count, "others": count - 1, "last": last},
            answer=last ** (1 / count),
            tolerance=0.005,
            mistakes={"mean": (last + count - 1) / count},
        )

    return telling(draw)
