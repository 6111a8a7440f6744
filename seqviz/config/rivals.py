"""Rivals: models that train beside the page's own, each told by what is different about it.

In the address a rival is ``cell:gru`` or ``hidden_size:64,clip:off``; rivals are separated by ``;``.
"""

from collections.abc import Iterable
from typing import Any

from seqviz.config.contest import Budget, Contest
from seqviz.config.fields import coded, from_query, to_query
from seqviz.config.language_model import LanguageModelConfig
from seqviz.records.problem import Problem

Rival = tuple[tuple[str, str], ...]
"""Fields that differ from the page's own model, with their values as the address writes them."""

MOST_RIVALS = 3
FREE = (
    "cell", "recurrence", "hidden_size", "layers", "reset", "forget_bias", "held",
    "optimizer", "learning_rate", "clip", "theta",
)  # fmt: skip
"""What may be different about a rival: everything that leaves text, batches and seed the same."""
NAMES = ("a", "b", "c", "d")
"""The contestants of a page, its own model first."""


def rivals_field() -> Any:
    """Make the field of a page's view that holds its rivals."""
    return coded((), read_rivals, write_rivals, longest=300, key="rivals")


def write_rivals(rivals: Iterable[Rival]) -> str:
    """Return rivals as the address writes them."""
    return ";".join(",".join(f"{name}:{value}" for name, value in rival) for rival in rivals)


def read_rivals(text: str) -> tuple[Rival, ...]:
    """Read rivals; raise ``Problem`` for a value that its field does not allow, ``ValueError`` for what is no rival."""
    rivals = tuple(_read(part) for part in text.split(";") if part)
    if len(rivals) > MOST_RIVALS:
        raise Problem("config.contestants", count=len(rivals) + 1, most=MOST_RIVALS + 1)
    return rivals


def _read(text: str) -> Rival:
    pairs: list[tuple[str, str]] = []
    for part in text.split(","):
        name, _, value = part.partition(":")
        if name not in FREE:
            raise ValueError(part)
        pairs.append((name, value))
    _, problems = from_query(LanguageModelConfig, dict(pairs))
    if problems:
        raise problems[0]
    return tuple(pairs)


def config_of(rival: Rival, base: LanguageModelConfig) -> LanguageModelConfig:
    """Return the whole experiment of a rival."""
    return from_query(LanguageModelConfig, dict(rival), base)[0]


def rival_of(config: LanguageModelConfig, base: LanguageModelConfig) -> Rival:
    """Return what is different about a config."""
    return tuple(pair for pair in to_query(config, base).items() if pair[0] in FREE)


def contest_of(base: LanguageModelConfig, rivals: tuple[Rival, ...], budget: Budget = "steps") -> Contest:
    """Return what is trained: the page's own model and its rivals."""
    configs = (base, *(config_of(rival, base) for rival in rivals))
    return Contest(names=NAMES[: len(configs)], configs=configs, budget=budget)
