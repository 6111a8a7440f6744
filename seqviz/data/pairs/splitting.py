"""The held-out part of a list of pairs: sentences that no training pair translates."""

from collections.abc import Sequence

import numpy as np

from seqviz.records.pairs import Pair


def split_by_source(pairs: Sequence[Pair], held_out: int, seed: int) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the training part and a held-out part with ``held_out`` sources, each with all its translations."""
    sources = list(dict.fromkeys(pair.source for pair in pairs))
    chosen = np.random.default_rng(seed).permutation(len(sources))[:held_out]
    hidden = {sources[index] for index in chosen}
    training = tuple(pair for pair in pairs if pair.source not in hidden)
    return training, tuple(pair for pair in pairs if pair.source in hidden)
