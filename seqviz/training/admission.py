"""Refuse a model that is too large for this machine, and name the nearest one that is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch

from seqviz.config.language_model import LanguageModelConfig
from seqviz.records.problem import Problem
from seqviz.training.corpora import corpus_of
from seqviz.training.cost import Processor, cost_of
from seqviz.training.devices import choose_device

MOST_SECONDS = 2.0
"""For one step: nobody learns from a model that answers later, and others wait as long."""
MOST_BYTES = 2e9
"""In the memory of the machine, which all runs share."""
SHARE_OF_GPU = 1 / 8
"""Of a graphics card's own memory, which up to eight runs share."""

SIZES = {
    "hidden_size": (4, 8, 16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768),
    "layers": (1, 2, 3),
    "batch_size": (1, 2, 4, 8, 16, 32, 48, 64, 96, 128, 192),
    "steps": (2, 5, 10, 20, 35, 50, 70, 100, 140, 200),
}
"""What a setting is lowered to: sizes that somebody would choose."""

Sized = tuple[LanguageModelConfig, int, Processor]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One setting lowered, in every model where it is larger."""

    field: str
    value: int
    nearest: int


def admit(configs: Sequence[LanguageModelConfig]) -> None:
    """Raise a ``Problem`` if the models would take too long or too much memory, all steps of a round together.

    It names the change of one setting that makes them fit and changes least, if one is enough.
    """
    sized = [(c, len(corpus_of(c).vocabulary), _processor(c)) for c in configs]
    if _fits(sized):
        return
    seconds, size = _total(sized)
    asked = {"seconds": float(f"{seconds:.2g}"), "megabytes": round(size / 1e6)}
    changes = list(_changes(sized))
    if not changes:
        raise Problem("training.far-too-large", **asked)
    least = max(changes, key=lambda change: change.nearest / change.value)
    raise Problem("training.too-large", **asked, field=least.field, value=least.value, nearest=least.nearest)


def _processor(config: LanguageModelConfig) -> Processor:
    return "cuda" if choose_device(config.device).type == "cuda" else "cpu"


def _fits(sized: Sequence[Sized]) -> bool:
    seconds, size = _total(sized)
    return seconds <= MOST_SECONDS and size <= most_bytes({processor for *_, processor in sized})


def most_bytes(processors: set[Processor]) -> float:
    """Return the memory that one run may take where it computes."""
    if processors != {"cuda"}:
        return MOST_BYTES
    return SHARE_OF_GPU * torch.cuda.get_device_properties(0).total_memory


def _total(sized: Sequence[Sized]) -> tuple[float, float]:
    """Seconds of a round, and bytes: the models make their steps one after another."""
    costs = [cost_of(*one) for one in sized]
    held, passing = sum(cost.held for cost in costs), max(cost.passing for cost in costs)
    return sum(cost.seconds for cost in costs), held + passing


def _changes(sized: Sequence[Sized]) -> Iterator[Change]:
    """Yield the largest size that makes the models fit, for each setting for which there is one."""
    for field, sizes in SIZES.items():
        most = max(getattr(config, field) for config, *_ in sized)
        smaller = [size for size in sizes if size < most]
        for nearest in reversed(smaller):
            lowered = [(_lowered(c, field, nearest), vocabulary, where) for c, vocabulary, where in sized]
            if _fits(lowered):
                yield Change(field=field, value=most, nearest=nearest)
                break


def _lowered(config: LanguageModelConfig, field: str, size: int) -> LanguageModelConfig:
    return replace(config, **{field: min(getattr(config, field), size)})
