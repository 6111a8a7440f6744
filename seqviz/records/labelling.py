"""What a labelling run says: losses, held-out scores, a learner's sentence with its labels, every confusion."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

LabelTask = Literal["segmentation", "level", "president", "language"]
"""``segmentation`` labels every character of a Chinese sentence; the others label a text as a whole."""
ALIGNED: tuple[LabelTask, ...] = ("segmentation",)
"""Tasks with one label for each token (many to many, aligned); the others have one for all of them (many to one)."""

Counts = NDArray[np.int64]
Shares = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class LabelDescription:
    """What a page needs to know about a labelling run before its first step."""

    device: str
    labels: tuple[str, ...]
    vocabulary_size: int
    training_examples: int
    held_out_examples: int
    parameter_count: int


@dataclass(frozen=True, kw_only=True)
class LabelStep:
    """One optimisation step of one contestant.

    ``loss`` is the mean negative log-likelihood of a label in nats; ``seconds`` have been spent in steps.
    """

    MEASURED: ClassVar[tuple[str, ...]] = ("loss",)
    COUNTED: ClassVar[tuple[str, ...]] = ("learning_rate", "seconds")

    step: int
    loss: float
    learning_rate: float
    contestant: str = ""
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, kw_only=True)
class LabelEvaluation:
    """How well held-out examples are labelled after ``step`` steps.

    ``loss`` is in nats a label, ``accuracy`` the share of labels that are right; ``word_f1`` is the F1 score of whole
    words where the labels cut a text into words, else ``None``.
    """

    MEASURED: ClassVar[tuple[str, ...]] = ()
    COUNTED: ClassVar[tuple[str, ...]] = ("loss", "accuracy", "word_f1")

    step: int
    loss: float
    accuracy: float
    word_f1: float | None = None
    contestant: str = ""


@dataclass(frozen=True, kw_only=True)
class LabelQuestion:
    """Label a text of the learner's."""

    text: str


@dataclass(frozen=True, kw_only=True, eq=False)
class LabelAnswer:
    """A text of T tokens with the probability of each label: [T, L] where labels are aligned, else [1, L].

    ``unknown`` are the tokens that the vocabulary lacks.
    """

    step: int
    tokens: tuple[str, ...]
    labels: tuple[str, ...]
    probabilities: Shares
    unknown: tuple[str, ...]

    @property
    def likeliest(self) -> tuple[str, ...]:
        """The most probable label of each place."""
        return tuple(self.labels[index] for index in self.probabilities.argmax(-1))


@dataclass(frozen=True, kw_only=True)
class LayersQuestion:
    """Show what each layer puts out for a text of the learner's that is labelled as a whole."""

    text: str


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerOutput:
    """What one layer puts out: ``values`` [T, U] as long as it still knows the T tokens, else [U]."""

    name: str
    values: Shares

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the output, of one text."""
        return self.values.shape

    @property
    def by_token(self) -> bool:
        """Whether it grows with the text."""
        return self.values.ndim > 1


@dataclass(frozen=True, kw_only=True, eq=False)
class LayersAnswer:
    """The layers of a network along a text, from the embedding to the probabilities of the ``labels``."""

    step: int
    tokens: tuple[str, ...]
    unknown: tuple[str, ...]
    labels: tuple[str, ...]
    layers: tuple[LayerOutput, ...]


@dataclass(frozen=True, kw_only=True)
class ConfusionQuestion:
    """Compare the labels of all held-out examples with the true ones."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ConfusionAnswer:
    """How often each true label (row) was given each label (column): ``counts`` [L, L]."""

    step: int
    labels: tuple[str, ...]
    counts: Counts
