"""Letters to copy: every length equally often, so that one curve shows how much fits into one vector."""

from functools import cache
from string import ascii_lowercase

import numpy as np

from seqviz.records.pairs import Pair, Pairs, Tokens

KINDS = 20
LENGTHS = range(2, 13)
TRAINING = 20_000
HELD_OUT = 2_000


@cache
def copying() -> Pairs:
    """Return 20,000 training strings and about 2,000 held-out ones, as many of each length as there can be.

    Of the 400 strings of two letters at most a tenth is held out.
    """
    generator = np.random.default_rng(0)
    training: list[Pair] = []
    held_out: list[Pair] = []
    for length in LENGTHS:
        hidden: dict[Tokens, None] = {}
        most = min(HELD_OUT // len(LENGTHS), KINDS**length // 10)
        while len(hidden) < most:
            hidden[_string(generator, length)] = None
        held_out += [Pair(string, string) for string in hidden]
        enough = len(training) + TRAINING // len(LENGTHS)
        while len(training) < enough:
            if (string := _string(generator, length)) not in hidden:
                training.append(Pair(string, string))
    order = generator.permutation(len(held_out))  # a part of them then has all lengths too
    return Pairs(
        training=tuple(training),
        held_out=tuple(held_out[index] for index in order),
        source_kind="character",
        target_kind="character",
    )


def _string(generator: np.random.Generator, length: int) -> Tokens:
    return tuple(ascii_lowercase[kind] for kind in generator.integers(0, KINDS, length))
