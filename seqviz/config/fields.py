"""Fields that know what they may hold, and their way to and from the address of a page.

A config, or what else a page keeps in its address, is a frozen dataclass whose fields are made by ``number``,
``choice``, ``switch``, ``text`` and ``coded``. What a field may hold stands once, at the field: the controls on the
page, the checks and the address all read it there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeVar, get_args

from seqviz.records.problem import Problem

Config = TypeVar("Config")
FieldKind = Literal["number", "choice", "switch", "text", "coded"]

# float() and int() alone would take other scripts' digits, 1_0, and five hundred digits.
_NUMBER = re.compile(r"[+-]?(\d{1,20}(\.\d{0,20})?|\.\d{1,20}|nan|inf)(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Range:
    """Closed range of a number; ``whole`` numbers only, if said so."""

    low: float
    high: float
    whole: bool


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a field: its ``kind``, what it may hold, and ``key``, its name in the address."""

    kind: FieldKind
    key: str | None = None
    range: Range | None = None
    options: tuple[str, ...] = ()
    longest: int = 0
    read: Callable[[str], Any] | None = None
    write: Callable[[Any], str] | None = None


def number(default: float, low: float, high: float, *, key: str | None = None) -> Any:
    """Make a numeric field within ``[low, high]``; a whole default means whole numbers."""
    return _field(default, Facts(kind="number", key=key, range=Range(low, high, isinstance(default, int))))


def choice(default: str, options: Any, *, key: str | None = None) -> Any:
    """Make a field with the values of a ``Literal``."""
    return _field(default, Facts(kind="choice", key=key, options=get_args(options)))


def switch(default: bool, *, key: str | None = None) -> Any:
    """Make an on/off field."""
    return _field(default, Facts(kind="switch", key=key))


def text(default: str = "", *, longest: int, key: str | None = None) -> Any:
    """Make a field for a short text of at most ``longest`` characters."""
    return _field(default, Facts(kind="text", key=key, longest=longest))


def coded(
    default: Any, read: Callable[[str], Any], write: Callable[[Any], str], *, longest: int, key: str | None = None
) -> Any:
    """Make a field with a notation of its own, such as a tuple.

    ``read`` turns a text of at most ``longest`` characters into a value, and raises ``Problem`` or ``ValueError`` for
    what is none; ``write`` undoes it.
    """
    return _field(default, Facts(kind="coded", key=key, longest=longest, read=read, write=write))


def facts_of(config: type[Any]) -> dict[str, Facts]:
    """Return what is known of each field that the address keeps, in their order."""
    return {f.name: f.metadata["facts"] for f in fields(config) if "facts" in f.metadata}


def range_of(config: type[Any], name: str) -> Range:
    """Return the range of a numeric field."""
    found = facts_of(config)[name].range
    assert found is not None
    return found


def check(config: Any) -> None:
    """Raise a ``Problem`` for the first field whose value is outside its range; call from ``__post_init__``."""
    for name, facts in facts_of(type(config)).items():
        value = getattr(config, name)
        if facts.kind == "choice" and value not in facts.options:
            raise Problem("config.not-an-option", field=name, value=value, options=", ".join(facts.options))
        if facts.range and not _inside(value, facts.range):
            raise Problem("config.out-of-range", field=name, value=value, low=facts.range.low, high=facts.range.high)
        if facts.kind == "text" and len(value) > facts.longest:
            raise Problem("config.too-long", field=name, length=len(value), longest=facts.longest)


def to_query(config: Any, base: Any = None) -> dict[str, str]:
    """Return the fields that differ from ``base``, or from their defaults, as strings for the address."""
    usual = {f.name: f.default if base is None else getattr(base, f.name) for f in fields(config)}
    return {
        facts.key or name: _as_text(getattr(config, name), facts)
        for name, facts in facts_of(type(config)).items()
        if getattr(config, name) != usual[name]
    }


def from_query(
    kind: type[Config], query: Mapping[str, str], base: Config | None = None
) -> tuple[Config, tuple[Problem, ...]]:
    """Read a config from an address; what is wrong there is reported, and stays as in ``base``, or as usual."""
    config = kind() if base is None else base
    problems: list[Problem] = []
    for name, facts in facts_of(kind).items():
        key = facts.key or name
        if key not in query:
            continue
        try:
            config = replace(config, **{name: _parse(name, query[key], facts)})  # type: ignore[type-var]  # a dataclass
        except Problem as problem:
            problems.append(problem)
        except ValueError:
            what = "config.unreadable" if facts.kind == "coded" else "config.not-a-number"
            problems.append(Problem(what, field=name, value=query[key]))
    return config, tuple(problems)


def _field(default: Any, facts: Facts) -> Any:
    return field(default=default, metadata={"facts": facts})


def _inside(value: Any, found: Range) -> bool:
    return (
        isinstance(value, int if found.whole else int | float)
        and not isinstance(value, bool)
        and found.low <= value <= found.high
    )


def _as_text(value: Any, facts: Facts) -> str:
    if facts.write is not None:
        return facts.write(value)
    if isinstance(value, bool):
        return "on" if value else "off"
    return repr(float(value)) if facts.range and not facts.range.whole else str(value)


def _parse(name: str, text: str, facts: Facts) -> Any:
    if facts.longest and len(text) > facts.longest:
        raise Problem("config.too-long", field=name, length=len(text), longest=facts.longest)
    if facts.read is not None:
        return facts.read(text)
    if facts.range:
        if not _NUMBER.fullmatch(text):
            raise ValueError(text)
        return int(text) if facts.range.whole else float(text)
    if facts.kind == "switch":
        if text not in ("on", "off"):
            raise ValueError(text)
        return text == "on"
    return text
