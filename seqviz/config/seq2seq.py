"""One translation experiment, encoder and decoder: everything that decides what a run does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from seqviz.config.fields import check, choice, from_query, number, switch, to_query
from seqviz.config.language_model import Cell, Device, Reset
from seqviz.records.pairs import PairsName
from seqviz.records.problem import Problem

Encoder = Literal["rnn", "gru", "lstm", "cnn"]


@dataclass(frozen=True, kw_only=True)
class Seq2SeqConfig:
    """An encoder, a decoder, what they translate and how they are trained.

    ``encoder_size`` counts the units of one direction, or the channels of a CNN, which knows no ``bidirectional``.
    ``every_step`` feeds the vector that carries the sentence to the decoder at every step, not at the start alone.
    ``reset`` places the reset gate of a GRU before the product (the lecture) or after it (torch, cuDNN).
    ``dropout`` is the share of numbers that are dropped on their way to the next layer, in training.
    ``reverse_source`` lets the encoder read the source from its end. ``teacher_forcing`` is the share of fed words that
    come from the reference; the others are the decoder's own. ``theta`` bounds the gradient norm where ``clip`` is on.
    ``cooldown`` is the share of the steps, at the end, in which the learning rate falls in a straight line to nothing.
    ``own_pairs``, lines of source, tab, target, goes with ``pairs="own"`` and stays out of the address, as does
    ``keep_faulty``: graded sentences are learnt with the records that are no translations.
    """

    trainer: ClassVar[str] = "seqviz.training.seq2seq"

    pairs: PairsName = choice("numbers-en-fr", PairsName)
    encoder: Encoder = choice("gru", Encoder)
    bidirectional: bool = switch(False)
    encoder_size: int = number(128, 4, 512)
    encoder_layers: int = number(1, 1, 4)
    decoder: Cell = choice("gru", Cell)
    decoder_size: int = number(128, 4, 512)
    decoder_layers: int = number(1, 1, 4)
    embedding_size: int = number(64, 4, 512)
    every_step: bool = switch(False)
    reset: Reset = choice("before", Reset)
    dropout: float = number(0.0, 0.0, 0.9)
    reverse_source: bool = switch(False)
    teacher_forcing: float = number(1.0, 0.0, 1.0)
    batch_size: int = number(64, 1, 256)
    learning_rate: float = number(0.005, 1e-5, 10.0)
    cooldown: float = number(0.0, 0.0, 1.0)
    clip: bool = switch(True)
    theta: float = number(1.0, 1e-3, 100.0)
    max_steps: int = number(600, 10, 20_000)
    seed: int = number(0, 0, 999_999)
    device: Device = choice("auto", Device)
    own_pairs: str = field(default="", repr=False)
    keep_faulty: bool = field(default=False)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` that names the field, its value and its range."""
        check(self)

    @property
    def without_effect(self) -> frozenset[str]:
        """The settings that change nothing about such a translator."""
        effective = {
            "reset": "gru" in (self.encoder, self.decoder),
            "bidirectional": self.encoder != "cnn",
            "dropout": max(self.encoder_layers, self.decoder_layers) > 1,
            "theta": self.clip,
        }
        return frozenset(name for name, matters in effective.items() if not matters)

    def to_query(self) -> dict[str, str]:
        """Return the settings that differ from the defaults, for the address."""
        return to_query(self)

    @classmethod
    def from_query(
        cls, query: Mapping[str, Any], base: "Seq2SeqConfig | None" = None
    ) -> "tuple[Seq2SeqConfig, tuple[Problem, ...]]":
        """Read the settings of an address; return the config and what had to fall back to ``base``, or as usual."""
        return from_query(cls, query, base)


D2L: Mapping[str, Any] = {
    "pairs": "d2l-en-fr", "encoder_size": 32, "encoder_layers": 2, "decoder_size": 32, "decoder_layers": 2,
    "embedding_size": 32, "every_step": True, "reset": "after", "dropout": 0.1, "batch_size": 64,
    "learning_rate": 0.005, "max_steps": 3_000,
}  # fmt: skip
"""The book's own translator, as a preset: 300 epochs of 600 pairs (D2L, "Encoder-decoder seq2seq")."""
