"""Fields of a config that know their range, and their way to and from the address of a page.

A config is a frozen dataclass whose fields are made by ``number``, ``choice`` and ``switch``. The range stands once,
at the field: the controls on the page, the checks and the address all read it there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, get_args

from seqviz.records.problem import Problem

Config = TypeVar("Config")


@dataclass(frozen=True)
class Range:
    """Closed range of a number; ``whole`` numbers only, if said so."""

    low: float
    high: float
    whole: bool


def number(default: float, low: float, high: float) -> Any:
    """Make a numeric field within ``[low, high]``; a whole default means whole numbers."""
    return field(default=default, metadata={"range": Range(low, high, isinstance(default, int))})


def choice(default: str, options: Any) -> Any:
    """Make a field with the values of a ``Literal``."""
    return field(default=default, metadata={"options": get_args(options)})


def switch(default: bool) -> Any:
    """Make an on/off field."""
    return field(default=default, metadata={"switch": True})


def range_of(config: type[Any], name: str) -> Range:
    """Return the range of a numeric field."""
    found = _metadata(config)[name]["range"]
    assert isinstance(found, Range)
    return found


def options_of(config: type[Any], name: str) -> tuple[str, ...]:
    """Return the values of a choice field."""
    return tuple(_metadata(config)[name]["options"])


def check(config: Any) -> None:
    """Raise a ``Problem`` for the first field whose value is outside its range; call from ``__post_init__``."""
    for name, metadata in _metadata(type(config)).items():
        value = getattr(config, name)
        if "options" in metadata and value not in metadata["options"]:
            raise Problem("config.not-an-option", field=name, value=value, options=", ".join(metadata["options"]))
        if "range" in metadata and not _inside(value, metadata["range"]):
            found = metadata["range"]
            raise Problem("config.out-of-range", field=name, value=value, low=found.low, high=found.high)


def to_query(config: Any) -> dict[str, str]:
    """Return the fields that differ from their defaults, as strings for the address."""
    defaults = {f.name: f.default for f in fields(config)}
    return {
        name: _as_text(getattr(config, name))
        for name in _metadata(type(config))
        if getattr(config, name) != defaults[name]
    }


def from_query(kind: type[Config], query: Mapping[str, str]) -> tuple[Config, tuple[Problem, ...]]:
    """Read a config from an address: what is wrong there keeps its default and is reported."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, metadata in _metadata(kind).items():
        if name not in query:
            continue
        try:
            value = _parse(query[name], metadata)
            kind(**{name: value})
        except Problem as problem:
            problems.append(problem)
        except ValueError:
            problems.append(Problem("config.not-a-number", field=name, value=query[name]))
        else:
            values[name] = value
    return kind(**values), tuple(problems)


def _metadata(kind: type[Any]) -> dict[str, Mapping[str, Any]]:
    return {f.name: f.metadata for f in fields(kind) if f.metadata}


def _inside(value: Any, found: Range) -> bool:
    return (
        isinstance(value, int if found.whole else int | float)
        and not isinstance(value, bool)
        and found.low <= value <= found.high
    )


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _parse(text: str, metadata: Mapping[str, Any]) -> Any:
    if "range" in metadata:
        return int(text) if metadata["range"].whole else float(text)
    if "switch" in metadata:
        if text not in ("on", "off"):
            raise ValueError(text)
        return text == "on"
    return text
