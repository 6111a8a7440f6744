"""Rivals: models that train beside the page's own, each told by what is different about it.

In the address a rival is ``cell:gru`` or ``hidden_size:64,clip:off``; rivals are separated by ``;``.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from seqviz.config.contest import Budget, Config, Contest
from seqviz.config.fields import coded, from_query, to_query
from seqviz.config.language_model import LanguageModelConfig
from seqviz.config.seq2seq import Seq2SeqConfig
from seqviz.records.problem import Problem

Rival = tuple[tuple[str, str], ...]
"""Fields that differ from the page's own model, with their values as the address writes them."""
Experiment = TypeVar("Experiment", LanguageModelConfig, Seq2SeqConfig)

MOST_RIVALS = 3
FREE: Mapping[type[Any], tuple[str, ...]] = MappingProxyType(
    {
        LanguageModelConfig: (
            "cell", "recurrence", "hidden_size", "layers", "reset", "forget_bias", "held",
            "optimizer", "learning_rate", "clip", "theta",
        ),
        Seq2SeqConfig: (
            "encoder", "bidirectional", "encoder_size", "encoder_layers", "decoder", "decoder_size", "decoder_layers",
            "every_step", "reset", "reverse_source", "dropout", "teacher_forcing", "learning_rate", "clip", "theta",
        ),
    }
)  # fmt: skip
"""What may be different about a rival: everything that leaves data, batches and seed the same."""
NAMES = ("a", "b", "c", "d")
"""The contestants of a page, its own model first."""


def rivals_field(kind: type[Any] = LanguageModelConfig, default: tuple[Rival, ...] = ()) -> Any:
    """Make the field of a page's view that holds the rivals of a ``kind`` of model."""
    return coded(default, lambda text: read_rivals(text, kind), write_rivals, longest=300, key="rivals")


def write_rivals(rivals: Iterable[Rival]) -> str:
    """Return rivals as the address writes them."""
    return ";".join(",".join(f"{name}:{value}" for name, value in rival) for rival in rivals)


def read_rivals(text: str, kind: type[Any] = LanguageModelConfig) -> tuple[Rival, ...]:
    """Read rivals; raise ``Problem`` for a value that its field does not allow, ``ValueError`` for what is no rival."""
    rivals = tuple(_read(part, kind) for part in text.split(";") if part)
    if len(rivals) > MOST_RIVALS:
        raise Problem("config.contestants", count=len(rivals) + 1, most=MOST_RIVALS + 1)
    return rivals


def _read(text: str, kind: type[Any]) -> Rival:
    pairs: list[tuple[str, str]] = []
    for part in text.split(","):
        name, _, value = part.partition(":")
        if name not in FREE[kind]:
            raise ValueError(part)
        pairs.append((name, value))
    _, problems = from_query(kind, dict(pairs))
    if problems:
        raise problems[0]
    return tuple(pairs)


def config_of(rival: Rival, base: Experiment) -> Experiment:
    """Return the whole experiment of a rival."""
    return from_query(type(base), dict(rival), base)[0]


def rival_of(config: Experiment, base: Experiment) -> Rival:
    """Return what is different about a config."""
    return tuple(pair for pair in to_query(config, base).items() if pair[0] in FREE[type(base)])


def contest_of(base: Experiment, rivals: tuple[Rival, ...], budget: Budget = "steps") -> Contest:
    """Return what is trained: the page's own model and its rivals."""
    configs: tuple[Config, ...] = (base, *(config_of(rival, base) for rival in rivals))
    return Contest(names=NAMES[: len(configs)], configs=configs, budget=budget)
