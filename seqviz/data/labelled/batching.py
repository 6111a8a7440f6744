"""Minibatches of labelled examples of different lengths, and whole sets in few large batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from seqviz.data.labelled.examples import Example, LabelledSet
from seqviz.data.vocabulary import Ids, Vocabulary

NO_LABEL = -1
"""Stands behind the end of an example, and counts in no loss."""


@dataclass(frozen=True, kw_only=True)
class LabelledBatch:
    """Ids [T, B] of the padded examples, their ``lengths`` [B], and labels [T, B], or [1, B] of whole examples.

    Behind its end an example has the id 0 and the label -1.
    """

    ids: Ids
    lengths: Ids
    labels: Ids


@dataclass(frozen=True, kw_only=True)
class Encoded:
    """Examples in ids of their tokens and of their labels."""

    tokens: tuple[Ids, ...]
    labels: tuple[Ids, ...]

    def __len__(self) -> int:
        return len(self.tokens)

    def batch(self, chosen: Sequence[int] | Ids) -> LabelledBatch:
        """Return some of the examples side by side."""
        tokens, labels = ([part[index] for index in chosen] for part in (self.tokens, self.labels))
        lengths = np.array([len(one) for one in tokens], np.int64)
        return LabelledBatch(ids=_padded(tokens, 0), lengths=lengths, labels=_padded(labels, NO_LABEL))

    def in_order(self, size: int) -> Iterator[LabelledBatch]:
        """Yield all examples, ``size`` at a time."""
        for start in range(0, len(self), size):
            yield self.batch(range(start, min(start + size, len(self))))


def encode(examples: Sequence[Example], found: LabelledSet, vocabulary: Vocabulary) -> Encoded:
    """Return examples in ids; what the vocabulary lacks becomes 0."""
    places = {label: place for place, label in enumerate(found.labels)}
    return Encoded(
        tokens=tuple(vocabulary.encode(one.tokens) for one in examples),
        labels=tuple(np.array([places[label] for label in one.labels], np.int64) for one in examples),
    )


class ShuffledBatches:
    """An endless source of minibatches: every example once in each epoch, in random order."""

    def __init__(self, examples: Encoded, *, batch_size: int, seed: int) -> None:
        self.examples = examples
        self.batch_size = batch_size
        self.generator = np.random.default_rng(seed)
        self.waiting = np.empty(0, np.int64)

    def next(self) -> LabelledBatch:
        """Return the next examples; what an epoch leaves over goes before the next one."""
        while len(self.waiting) < self.batch_size:
            self.waiting = np.concatenate([self.waiting, self.generator.permutation(len(self.examples))])
        chosen, self.waiting = self.waiting[: self.batch_size], self.waiting[self.batch_size :]
        return self.examples.batch(chosen)

    @property
    def state(self) -> dict[str, Any]:
        """Everything that decides which batches follow."""
        return {"generator": self.generator.bit_generator.state, "waiting": self.waiting.copy()}

    @state.setter
    def state(self, state: dict[str, Any]) -> None:
        self.generator.bit_generator.state = state["generator"]
        self.waiting = state["waiting"].copy()


def _padded(parts: Sequence[Ids], filling: int) -> Ids:
    """Put sequences side by side [longest, B]."""
    table = np.full((max(map(len, parts)), len(parts)), filling, np.int64)
    for column, part in enumerate(parts):
        table[: len(part), column] = part
    return table
