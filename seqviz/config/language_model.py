"""One language-model experiment: everything that decides what a run does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from seqviz.config.fields import check, choice, from_query, number, switch, to_query
from seqviz.records.problem import Problem

TextName = Literal["lincoln", "messages", "hsk", "time-machine", "own"]
Unit = Literal["character", "word"]
Cell = Literal["rnn", "gru", "lstm"]
Recurrence = Literal["full", "none"]
Reset = Literal["before", "after"]
Sampling = Literal["random", "sequential"]
Optimizer = Literal["adam", "sgd"]
Device = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True, kw_only=True)
class LanguageModelConfig:
    """A recurrent language model and how it is trained.

    With ``recurrence="none"`` the weights W_h on the old hidden state are zero, and stay so: an RNN then is a
    multilayer perceptron of the last token. ``steps`` is T, the tokens of one training window; ``reset`` places the
    reset gate of a GRU before the product (the lecture) or after it (torch, cuDNN); ``forget_bias`` is added to the
    bias of an LSTM's forget gates before the first step; ``theta`` bounds the gradient norm where ``clip`` is on. A
    broken run, whose loss stays above that of guessing, ends by itself unless ``stop_when_broken`` is off. ``own_text``
    goes with ``text="own"`` and stays out of the address.
    """

    trainer: ClassVar[str] = "seqviz.training.language_model"

    text: TextName = choice("lincoln", TextName)
    unit: Unit = choice("character", Unit)
    cell: Cell = choice("lstm", Cell)
    recurrence: Recurrence = choice("full", Recurrence)
    reset: Reset = choice("before", Reset)
    forget_bias: float = number(0.0, -10.0, 10.0)
    hidden_size: int = number(128, 4, 1024)
    layers: int = number(1, 1, 4)
    batch_size: int = number(32, 1, 256)
    steps: int = number(35, 2, 256)
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

    @classmethod
    def from_query(
        cls, query: Mapping[str, Any], base: "LanguageModelConfig | None" = None
    ) -> "tuple[LanguageModelConfig, tuple[Problem, ...]]":
        """Read the settings of an address; return the config and what had to fall back to ``base``, or as usual."""
        return from_query(cls, query, base)
