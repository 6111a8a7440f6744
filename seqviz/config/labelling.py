"""One experiment with labels: a network that labels every token of a sequence, or the sequence as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from seqviz.config.fields import check, choice, from_query, number, switch, to_query
from seqviz.config.language_model import Cell, Device, Recurrence
from seqviz.records.labelling import ALIGNED, LabelTask
from seqviz.records.problem import Problem

Network = Literal["recurrent", "convolutional"]


@dataclass(frozen=True, kw_only=True)
class LabellingConfig:
    """A labelling network and how it is trained.

    ``hidden_size`` counts the units of all directions together: with ``bidirectional`` each has half of them.
    ``recurrence`` is as in a language model. A ``convolutional`` network has so many channels, no cell, and labels a
    sequence as a whole alone.
    """

    trainer: ClassVar[str] = "seqviz.training.labelling"

    task: LabelTask = choice("segmentation", LabelTask)
    network: Network = choice("recurrent", Network)
    cell: Cell = choice("gru", Cell)
    recurrence: Recurrence = choice("full", Recurrence)
    bidirectional: bool = switch(False)
    hidden_size: int = number(128, 8, 512)
    batch_size: int = number(32, 4, 256)
    learning_rate: float = number(0.005, 1e-5, 10.0)
    max_steps: int = number(600, 10, 20_000)
    seed: int = number(0, 0, 999_999)
    device: Device = choice("auto", Device)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` that names the field, its value and its range; ``ValueError`` for a CNN on tokens."""
        check(self)
        if self.network == "convolutional" and self.task in ALIGNED:
            raise ValueError(f"a convolutional network does not label each token: {self.task}")

    def to_query(self) -> dict[str, str]:
        """Return the settings that differ from the defaults, for the address."""
        return to_query(self)

    @classmethod
    def from_query(
        cls, query: Mapping[str, Any], base: "LabellingConfig | None" = None
    ) -> "tuple[LabellingConfig, tuple[Problem, ...]]":
        """Read the settings of an address; return the config and what had to fall back to ``base``, or as usual."""
        return from_query(cls, query, base)
