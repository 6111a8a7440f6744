"""The settings of a run as a page should show them: those in force, and over them those commanded since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

NAMES = ("learning_rate", "theta", "teacher_forcing")
"""What may change while a run trains."""

InForce = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Change:
    """A setting of one contestant, or of all (``None``), that is to take a value."""

    name: str
    value: Any
    contestant: str | None


def shown(in_force: InForce, changes: Iterable[Change], contestants: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return contestant -> name -> value: a knob that was moved must not jump back until its change is made."""
    values = {contestant: dict(settings) for contestant, settings in in_force.items()}
    everybody = tuple(contestants)
    for change in changes:
        for contestant in everybody if change.contestant is None else (change.contestant,):
            values.setdefault(contestant, {})[change.name] = change.value
    return values
