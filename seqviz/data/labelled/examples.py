"""A task with labels as data: its labels, its training examples, and those that are held out."""

from collections.abc import Iterable
from dataclasses import dataclass

from seqviz.data.vocabulary import Vocabulary
from seqviz.records.labelling import ALIGNED, LabelTask

WORD_LIMIT = 5_000
"""Tokens that a network knows; counting knows them all."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """Tokens with one label each, or with a single label for all of them."""

    tokens: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LabelledSet:
    """The examples of one task. No held-out sentence, and no held-out speech, has a part in training."""

    task: LabelTask
    labels: tuple[str, ...]
    training: tuple[Example, ...]
    held_out: tuple[Example, ...]
    source: str
    licence: str

    @property
    def aligned(self) -> bool:
        """Whether every token has a label of its own."""
        return self.task in ALIGNED

    @property
    def truth(self) -> tuple[str, ...]:
        """The labels of all held-out examples, one after another."""
        return all_labels(self.held_out)

    def vocabulary(self) -> Vocabulary:
        """Return the most frequent tokens of the training examples."""
        return Vocabulary.of((token for one in self.training for token in one.tokens), limit=WORD_LIMIT)


def all_labels(examples: Iterable[Example]) -> tuple[str, ...]:
    """Return the labels of examples, one after another."""
    return tuple(label for one in examples for label in one.labels)
