"""Minibatches of subsequences, by the book's two ways of sampling (D2L, "Reading long sequence data").

Both are endless, and both can be put back to where they were: ``state`` goes into a checkpoint.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from seqviz.config.language_model import Sampling
from seqviz.data.vocabulary import Ids


@dataclass(frozen=True)
class Batch:
    """Inputs and targets, both [T, B]; ``continues``: the hidden state of the batch before still fits."""

    inputs: Ids
    targets: Ids
    continues: bool


class Batches(ABC):
    """An endless source of minibatches over one sequence of ids."""

    def __init__(self, ids: Ids, *, batch_size: int, steps: int, seed: int) -> None:
        self.ids = ids
        self.batch_size = batch_size
        self.steps = steps
        self.generator = np.random.default_rng(seed)
        self.position = 0
        self.starts = np.empty(0, np.int64)

    @abstractmethod
    def next(self) -> Batch:
        """Return the next minibatch."""

    @property
    def state(self) -> dict[str, Any]:
        """Everything that decides which batches follow."""
        return {
            "generator": self.generator.bit_generator.state,
            "position": self.position,
            "starts": self.starts.copy(),
        }

    @state.setter
    def state(self, state: dict[str, Any]) -> None:
        self.generator.bit_generator.state = state["generator"]
        self.position = state["position"]
        self.starts = state["starts"].copy()

    def _windows(self, starts: Ids, *, continues: bool) -> Batch:
        index = starts + np.arange(self.steps)[:, None]  # [T, B]
        return Batch(self.ids[index], self.ids[index + 1], continues)

    def _offset(self) -> int:
        """A random start of the partition, so that every epoch cuts the text elsewhere."""
        spare = len(self.ids) - 1 - self.steps
        return int(self.generator.integers(min(self.steps, spare + 1)))


class RandomBatches(Batches):
    """Each epoch cuts the sequence into windows from a random offset and deals them out in random order."""

    def next(self) -> Batch:
        """Return windows that need not be neighbours of the ones before: the state starts from zero."""
        while len(self.starts) - self.position < self.batch_size:
            offset = self._offset()
            count = (len(self.ids) - 1 - offset) // self.steps
            epoch = self.generator.permutation(offset + self.steps * np.arange(count))
            # what an epoch leaves over goes before the next one: batches stay full on short texts too
            self.starts = np.concatenate([self.starts[self.position :], epoch])
            self.position = 0
        chosen = self.starts[self.position : self.position + self.batch_size]
        self.position += self.batch_size
        return self._windows(chosen, continues=False)


class SequentialBatches(Batches):
    """The sequence in ``batch_size`` parallel strips: each batch continues the one before, within an epoch."""

    def next(self) -> Batch:
        """Return the windows that follow the ones before; at the end of an epoch start again from a new offset."""
        rows = len(self.starts)
        ends = self.starts[0] + self._strip if rows else 0
        continues = rows > 0 and self.starts[0] + self.position + self.steps <= ends
        if not continues:
            offset = self._offset()
            self.position = 0
            rows = max(1, min(self.batch_size, (len(self.ids) - 1 - offset) // self.steps))
            strip = (len(self.ids) - 1 - offset) // rows
            self.starts = offset + strip * np.arange(rows)
        batch = self._windows(self.starts + self.position, continues=continues)
        self.position += self.steps
        return batch

    @property
    def _strip(self) -> int:
        """Tokens in one strip, from the partition that ``starts`` describes."""
        rows = len(self.starts)
        return int(len(self.ids) - 1 - self.starts[0]) // rows


def batches(sampling: Sampling, ids: Ids, *, batch_size: int, steps: int, seed: int) -> Batches:
    """Return the minibatches of ``sampling`` over ``ids``, which must hold at least ``steps + 1`` tokens."""
    if len(ids) < steps + 1:
        raise ValueError(f"{len(ids)} ids hold no window of {steps} steps and its target")
    kind = RandomBatches if sampling == "random" else SequentialBatches
    return kind(ids, batch_size=batch_size, steps=steps, seed=seed)
