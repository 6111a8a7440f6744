"""One language-model experiment: everything that decides what a run does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from seqviz.config.fields import check, choice, from_query, number, switch, to_query
from seqviz.records.problem import Problem

TextName = Literal["lincoln", "messages", "hsk", "time-machine", "own"]
Unit = Literal["character", "word"]
Cell = Literal["rnn", "gru", "lstm"]
Recurrence = Literal["full", "none"]
Reset = Literal["before", "after"]
HeldThroughout = Literal[
    "none", "reset-0", "reset-1", "update-0", "update-1", "forget-0", "forget-1",
    "input-0", "input-1", "output-0", "output-1",
]  # fmt: skip
"""A gate that is shut (0) or open (1) in every layer from the first step of training on."""
Sampling = Literal["random", "sequential"]
Optimizer = Literal["adam", "sgd"]
Device = Literal["auto", "cpu", "cuda"]

SIGMOID_GATES: Mapping[Cell, tuple[str, ...]] = MappingProxyType(
    {"rnn": (), "gru": ("reset", "update"), "lstm": ("input", "forget", "output")}
)
"""The gates of each cell: what lies between shut and open."""


@dataclass(frozen=True, kw_only=True)
class LanguageModelConfig:
    """A recurrent language model and how it is trained.

    With ``recurrence="none"`` the weights W_h on the old hidden state are zero, and stay so: an RNN then is a
    multilayer perceptron of the last token. ``steps`` is T, the tokens of one training window; of the training part the
    first ``max_tokens`` are read, all of it where that is 0. ``reset`` places the
    reset gate of a GRU before the product (the lecture) or after it (torch, cuDNN); ``forget_bias`` is added to the
    bias of an LSTM's forget gates before the first step; ``held`` keeps a gate shut or open throughout the training;
    ``theta`` bounds the gradient norm where ``clip`` is on. A broken run, whose loss stays above that of guessing, ends
    by itself unless ``stop_when_broken`` is off. ``own_text`` goes with ``text="own"`` and stays out of the address.
    """

    trainer: ClassVar[str] = "seqviz.training.language_model"

    text: TextName = choice("lincoln", TextName)
    unit: Unit = choice("character", Unit)
    cell: Cell = choice("lstm", Cell)
    recurrence: Recurrence = choice("full", Recurrence)
    reset: Reset = choice("before", Reset)
    forget_bias: float = number(0.0, -10.0, 10.0)
    held: HeldThroughout = choice("none", HeldThroughout)
    hidden_size: int = number(128, 4, 1024)
    layers: int = number(1, 1, 4)
    batch_size: int = number(32, 1, 256)
    steps: int = number(35, 2, 256)
    max_tokens: int = number(0, 0, 1_000_000)
    sampling: Sampling = choice("random", Sampling)
    optimizer: Optimizer = choice("adam", Optimizer)
    learning_rate: float = number(0.005, 1e-5, 10.0)
    clip: bool = switch(True)
    theta: float = number(0.3, 1e-3, 100.0)
    stop_when_broken: bool = switch(True, key="stop")
    seed: int = number(0, 0, 999_999)
    device: Device = choice("auto", Device)
    own_text: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` that names the field, its value and its range."""
        check(self)

    def to_query(self) -> dict[str, str]:
        """Return the settings that differ from the defaults, for the address."""
        return to_query(self)

    @property
    def held_gate(self) -> tuple[str, Literal[0, 1]] | None:
        """The gate that is held throughout and its value; ``None`` where none is, or the cell has no such gate."""
        gate, _, value = self.held.partition("-")
        return (gate, 1 if value == "1" else 0) if gate in SIGMOID_GATES[self.cell] else None

    @classmethod
    def from_query(
        cls, query: Mapping[str, Any], base: "LanguageModelConfig | None" = None
    ) -> "tuple[LanguageModelConfig, tuple[Problem, ...]]":
        """Read the settings of an address; return the config and what had to fall back to ``base``, or as usual."""
        return from_query(cls, query, base)
