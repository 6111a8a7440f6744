"""Refuse a model that is too large for this machine, and name the nearest one that is not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch

from seqviz.config.language_model import LanguageModelConfig
from seqviz.records.problem import Problem
from seqviz.training.corpora import corpus_of
from seqviz.training.cost import Cost, Processor, cost_of
from seqviz.training.placement import places_of

MOST_SECONDS = 2.0
"""For one step: nobody learns from a model that answers later, and others wait as long."""
MOST_BYTES = 2e9
"""In the memory of the machine, which all runs share."""
SHARE_OF_GPU = 1 / 8
"""Of a graphics card's own memory, which up to eight runs share."""

Sized = tuple[Any, Any, Processor]
"""A config, the facts about its data that decide its cost, and where it computes."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How the models of one trainer are weighed.

    ``sizes`` are those that somebody would choose for a setting: it is lowered to one of them. ``facts_of`` a config
    says what ``cost_of(config, facts, processor)`` needs to know of its data; ``devices_of`` the configs of a run says
    where each of them would compute.
    """

    sizes: Mapping[str, tuple[int, ...]]
    facts_of: Callable[[Any], Any]
    cost_of: Callable[[Any, Any, Processor], Cost]
    devices_of: Callable[[Sequence[Any]], list[torch.device]]


LANGUAGE_MODELS = Kind(
    sizes={
        "hidden_size": (4, 8, 16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768),
        "layers": (1, 2, 3),
        "batch_size": (1, 2, 4, 8, 16, 32, 48, 64, 96, 128, 192),
        "steps": (2, 5, 10, 20, 35, 50, 70, 100, 140, 200),
    },
    facts_of=lambda config: len(corpus_of(config).vocabulary),
    cost_of=cost_of,
    devices_of=lambda configs: [place.device for place in places_of(configs)],
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One setting lowered, in every model where it is larger."""

    field: str
    value: int
    nearest: int


def admit(configs: Sequence[LanguageModelConfig]) -> None:
    """Refuse language models as ``admit_as`` does."""
    admit_as(LANGUAGE_MODELS, configs)


def admit_as(kind: Kind, configs: Sequence[Any]) -> None:
    """Raise a ``Problem`` if the models would take too long or too much memory, all steps of a round together.

    It names the change of one setting that makes them fit and changes least, if one is enough.
    """
    sized: list[Sized] = [
        (config, kind.facts_of(config), "cuda" if device.type == "cuda" else "cpu")
        for config, device in zip(configs, kind.devices_of(configs), strict=True)
    ]
    if _fits(kind, sized):
        return
    seconds, size = _total(kind, sized)
    asked = {"seconds": float(f"{seconds:.2g}"), "megabytes": round(size / 1e6)}
    changes = list(_changes(kind, sized))
    if not changes:
        raise Problem("training.far-too-large", **asked)
    least = max(changes, key=lambda change: change.nearest / change.value)
    raise Problem("training.too-large", **asked, field=least.field, value=least.value, nearest=least.nearest)


def _fits(kind: Kind, sized: Sequence[Sized]) -> bool:
    seconds, size = _total(kind, sized)
    return seconds <= MOST_SECONDS and size <= most_bytes({processor for *_, processor in sized})


def most_bytes(processors: set[Processor]) -> float:
    """Return the memory that one run may take where it computes."""
    if processors != {"cuda"}:
        return MOST_BYTES
    return SHARE_OF_GPU * torch.cuda.get_device_properties(0).total_memory


def _total(kind: Kind, sized: Sequence[Sized]) -> tuple[float, float]:
    """Seconds of a round, and bytes: the models make their steps one after another."""
    costs = [kind.cost_of(*one) for one in sized]
    held, passing = sum(cost.held for cost in costs), max(cost.passing for cost in costs)
    return sum(cost.seconds for cost in costs), held + passing


def _changes(kind: Kind, sized: Sequence[Sized]) -> Iterator[Change]:
    """Yield the largest size that makes the models fit, for each setting for which there is one."""
    for field, sizes in kind.sizes.items():
        most = max(getattr(config, field) for config, *_ in sized)
        smaller = [size for size in sizes if size < most]
        for nearest in reversed(smaller):
            lowered = [(_lowered(config, field, nearest), facts, where) for config, facts, where in sized]
            if _fits(kind, lowered):
                yield Change(field=field, value=most, nearest=nearest)
                break


def _lowered(config: Any, field: str, size: int) -> Any:
    return replace(config, **{field: min(getattr(config, field), size)})
