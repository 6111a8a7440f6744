"""Minibatches of sentence pairs: endless, every pair once an epoch, and back to any place by ``state``."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from seqviz.data.pairs.encoded import EncodedPairs
from seqviz.data.vocabulary import Ids


@dataclass(frozen=True, kw_only=True)
class PairBatch:
    """Sources [S, B] and targets [T, B] with their lengths [B], end tokens counted; what lies beyond is padding."""

    sources: Ids
    source_lengths: Ids
    targets: Ids
    target_lengths: Ids


class PairBatches:
    """Each epoch deals out all pairs in a new random order; what is left over goes before the next epoch."""

    def __init__(self, pairs: EncodedPairs, *, batch_size: int, seed: int) -> None:
        self.pairs = pairs
        self.batch_size = batch_size
        self.generator = np.random.default_rng(seed)
        self.waiting = np.empty(0, np.int64)

    def next(self) -> PairBatch:
        """Return the next minibatch; a batch larger than an epoch holds pairs twice."""
        while len(self.waiting) < self.batch_size:
            self.waiting = np.concatenate([self.waiting, self.generator.permutation(len(self.pairs))])
        chosen, self.waiting = np.split(self.waiting, [self.batch_size])
        return batch_of(self.pairs, chosen)

    @property
    def state(self) -> dict[str, Any]:
        """Everything that decides which batches follow."""
        return {"generator": self.generator.bit_generator.state, "waiting": self.waiting.copy()}

    @state.setter
    def state(self, state: dict[str, Any]) -> None:
        self.generator.bit_generator.state = state["generator"]
        self.waiting = state["waiting"].copy()


def batch_of(pairs: EncodedPairs, chosen: Ids) -> PairBatch:
    """Return the chosen pairs as one batch."""
    sources, source_lengths = pairs.sources.padded(chosen)
    targets, target_lengths = pairs.targets.padded(chosen)
    return PairBatch(
        sources=sources, source_lengths=source_lengths, targets=targets, target_lengths=target_lengths
    )  # fmt: skip
