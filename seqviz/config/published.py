"""Figures that the book prints, and the settings under which it reaches them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from seqviz.config.language_model import Cell, LanguageModelConfig
from seqviz.config.seq2seq import D2L, Seq2SeqConfig

BOOKS_RUN: Mapping[str, str | int | float] = MappingProxyType(
    {
        "text": "time-machine",
        "max_tokens": 10_000,
        "hidden_size": 256,
        "batch_size": 32,
        "steps": 35,
        "sampling": "sequential",
        "optimizer": "sgd",
        "learning_rate": 1.0,
        "theta": 1.0,
    }
)
"""What *Dive into Deep Learning* trains: 500 epochs over the first 10,000 characters of *The Time Machine*."""

EPOCHS = 500
PUBLISHED: Mapping[Cell, tuple[float, float]] = MappingProxyType(
    {"rnn": (1.2, 1.4), "gru": (1.0, 1.3), "lstm": (1.0, 1.4)}
)
"""Least and most training perplexity at the end, over the editions and frameworks of the book."""


def published_perplexity(config: LanguageModelConfig) -> tuple[float, float] | None:
    """Return what the book prints for exactly this run, whatever its seed, sampling and device; else ``None``."""
    book = LanguageModelConfig(cell=config.cell, **BOOKS_RUN)  # type: ignore[arg-type]  # values of one mapping
    free = {name: getattr(config, name) for name in ("sampling", "seed", "device", "reset", "stop_when_broken")}
    return PUBLISHED[config.cell] if config == replace(book, **free) else None


TRANSLATION_LOSS = (0.018, 0.020)
TRANSLATION_WIDTH = 10
"""Places to which the book fills every sentence up; its loss is divided by them, and by the real words."""
TRANSLATION_BLEU_2 = (0.42, 0.84)
"""Least and most BLEU-2, with the book's weights, over the four sentences that it translates."""


def published_translation_loss(config: Seq2SeqConfig) -> tuple[float, float] | None:
    """Return what the book prints for exactly this translator, per real word, whatever its seed and device."""
    book = Seq2SeqConfig(**D2L, seed=config.seed, device=config.device)
    least, most = (loss * TRANSLATION_WIDTH for loss in TRANSLATION_LOSS)
    return (least, most) if config == book else None
