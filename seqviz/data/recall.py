"""Sequences of delayed recall. They are drawn as they are needed, so none that counts was trained on."""

from dataclasses import dataclass
from string import ascii_lowercase

import numpy as np

from seqviz.config.recall import RecallConfig
from seqviz.data.vocabulary import Ids

CUE = "?"
_TRAINING, _EXAM, _EXAMPLE = range(3)
"""Streams of random numbers that never meet."""


@dataclass(frozen=True)
class RecallBatch:
    """Sequences side by side: ``inputs`` [delay + 1, B] and ``targets`` [B], the first symbol of each.

    A sequence is the symbol that is to be kept, delay - 1 random distractors of the same kind, and the cue, whose id is
    the number of symbols: only its place tells the symbol from the others.
    """

    inputs: Ids
    targets: Ids


def recall_batch(config: RecallConfig, generator: np.random.Generator, count: int) -> RecallBatch:
    """Draw so many sequences."""
    inputs = generator.integers(config.symbols, size=(config.delay + 1, count))
    inputs[-1] = config.symbols
    return RecallBatch(inputs=inputs, targets=inputs[0].copy())


def training_stream(config: RecallConfig) -> np.random.Generator:
    """Return the source of the sequences that are trained on: the same for all models of a seed."""
    return np.random.default_rng((config.seed, _TRAINING))


def exam(config: RecallConfig, step: int, count: int) -> RecallBatch:
    """Return the fresh sequences that are judged after ``step`` steps: the same for all models of a seed."""
    return recall_batch(config, np.random.default_rng((config.seed, _EXAM, step)), count)


def example(config: RecallConfig, number: int) -> RecallBatch:
    """Return one of the sequences along which gradients are followed."""
    return recall_batch(config, np.random.default_rng((config.seed, _EXAMPLE, number)), 1)


def letters_of(config: RecallConfig, ids: Ids) -> tuple[str, ...]:
    """Return ids [T] as letters, the cue as a question mark."""
    alphabet = ascii_lowercase[: config.symbols] + CUE
    return tuple(alphabet[one] for one in ids)
