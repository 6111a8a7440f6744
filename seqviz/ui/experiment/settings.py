"""The settings of a page: one object per page and session, which the address restores and the widgets show.

A page says as data what it has (``Outline``). Its settings have two parts, both frozen dataclasses whose fields are
made by :mod:`seqviz.config.fields`: the ``config`` of an experiment, and the ``view``, what else the address shall
restore. Fields of either that the address does not keep hold the learner's own data, such as a pasted text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Generic, TypeVar
from urllib.parse import quote, unquote

import streamlit as st

from seqviz.config.fields import Facts, facts_of, from_query, to_query
from seqviz.records.problem import Problem

ConfigT = TypeVar("ConfigT")
ViewT = TypeVar("ViewT")
Changes = Mapping[str, Any]
NOTHING: Changes = MappingProxyType({})

PREDICTED = "predicted"
"""The address parameter of the learner's predictions."""
_SEPARATOR, _LONGEST = "~", 600


@dataclass(frozen=True, kw_only=True)
class NoView:
    """The view of a page that keeps nothing but its config."""


@dataclass(frozen=True, kw_only=True)
class Outline(Generic[ConfigT, ViewT]):
    """A page as data.

    Parameters
    ----------
    page
        The page's name: that of its lesson, its labels and its session keys.
    config, view
        The types of its settings. Their field names differ. A type with a notation of its own has ``to_query`` and
        ``from_query(query, base)``; for the others every field is read and written by itself.
    start
        What the page begins with, where that is not the default of its field.
    presets
        Name to changes of the start; the label of a preset is ``<page>.preset.<name>``. Learner's data stay.
    groups
        The settings behind the menu: group to fields; labels ``<page>.group.<group>``.
    labels
        The prefix of the settings' labels: ``<labels>.<field>``, its ``.help``, and ``.<option>`` of a choice.
    coupled
        What else must change: settings and changes to all changes. A chosen preset passes here too.
    useless
        Fields that have no effect at present; their controls are out of reach.
    """

    page: str
    config: type[ConfigT]
    view: type[ViewT]
    start: Changes = field(default_factory=dict)
    presets: Mapping[str, Changes] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: str = "settings"
    coupled: Callable[["Settings[Any, Any]", Changes], Changes] = lambda settings, changes: changes
    useless: Callable[[Any], frozenset[str]] = lambda config: frozenset()


@dataclass
class Settings(Generic[ConfigT, ViewT]):
    """What a page shows now. Change it with ``change`` alone.

    ``problems`` are what the address got wrong, until something is changed; ``refused`` is why the last change was
    not made. ``memory`` is for what a page remembers of this session and no link restores.
    """

    outline: Outline[ConfigT, ViewT]
    config: ConfigT
    view: ViewT
    guesses: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    refused: Problem | None = None
    memory: dict[str, Any] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """Return a setting."""
        return getattr(self.view if name in _names(type(self.view)) else self.config, name)

    def facts(self, name: str) -> Facts:
        """Return what a setting may hold."""
        return (facts_of(type(self.config)) | facts_of(type(self.view)))[name]

    def change(self, **changes: Any) -> None:
        """Change settings together; where one of them is refused all stay, and ``refused`` says why."""
        self.problems, self.refused = (), None
        wanted = self.outline.coupled(self, changes)
        views = _names(type(self.view))
        try:
            config = _replaced(self.config, {name: value for name, value in wanted.items() if name not in views})
            view = _replaced(self.view, {name: value for name, value in wanted.items() if name in views})
        except Problem as problem:
            self.refused = problem
            return
        self.config, self.view = config, view

    def taker(self, name: str) -> Callable[[Any], None]:
        """Return what writes a widget's value into a setting; nothing picked changes nothing."""

        def take(value: Any) -> None:
            if value is not None:
                self.change(**{name: value})

        return take

    def choose(self, preset: str) -> None:
        """Take over a preset: everything behind it, and the usual value of all else; the learner's data stay."""
        self.begin(**self.outline.presets[preset])

    def begin(self, **changes: Any) -> None:
        """Change settings together, and bring everything else back to its usual value; the learner's data stay."""
        start = _beginning(self.outline, keep=(self.config, self.view))
        usual = {
            f.name: getattr(part, f.name)
            for part in start
            for f in fields(part)  # type: ignore[arg-type]  # both are dataclasses
            if "facts" in f.metadata
        }
        self.change(**(usual | changes))

    @property
    def preset(self) -> str | None:
        """The preset that the settings still are."""
        now = self.restoring
        for name, changes in self.outline.presets.items():
            parts = _beginning(self.outline, keep=(self.config, self.view), changes=changes)
            if _written(self.outline, parts) == now:
                return name
        return None

    @property
    def restoring(self) -> dict[str, str]:
        """The address that restores the settings, without the predictions."""
        return _written(self.outline, (self.config, self.view))

    @property
    def query(self) -> dict[str, str]:
        """The address that restores everything."""
        said = _SEPARATOR.join(f"{subject}.{_escaped(guess)}" for subject, guess in self.guesses.items())
        return self.restoring | ({PREDICTED: said} if said else {})

    def read(self, query: Mapping[str, str]) -> None:
        """Go back to what an address says; the learner's data stay."""
        config, view = _beginning(self.outline, keep=(self.config, self.view))
        self.config, config_problems = _read(self.outline.config, query, config)
        self.view, view_problems = _read(self.outline.view, query, view)
        self.guesses = _guesses(query.get(PREDICTED, ""))
        self.problems, self.refused = (*config_problems, *view_problems), None


def open_settings(outline: Outline[ConfigT, ViewT]) -> Settings[ConfigT, ViewT]:
    """Return the settings of a page in this session; on the first visit those of the address."""
    key = f"{outline.page}.settings"
    if key not in st.session_state:
        config, view = _beginning(outline)
        fresh = Settings(outline, config, view)
        fresh.read(st.query_params.to_dict())
        st.session_state[key] = fresh
    found: Settings[ConfigT, ViewT] = st.session_state[key]
    return found


def _beginning(
    outline: Outline[ConfigT, ViewT], *, keep: tuple[ConfigT, ViewT] | None = None, changes: Changes = NOTHING
) -> tuple[ConfigT, ViewT]:
    """Return what the page begins with, with the learner's data of ``keep`` and the changes of a preset."""
    parts: list[Any] = []
    for place, kind in enumerate((outline.config, outline.view)):
        names = _names(kind)
        given = {name: value for name, value in {**outline.start, **changes}.items() if name in names}
        data = _data(keep[place]) if keep else {}
        parts.append(kind(**(data | given)))
    return parts[0], parts[1]


def _names(kind: type[Any]) -> frozenset[str]:
    return frozenset(f.name for f in fields(kind))


def _data(part: Any) -> dict[str, Any]:
    """The fields that no address keeps."""
    return {f.name: getattr(part, f.name) for f in fields(part) if "facts" not in f.metadata and f.init}


def _replaced(part: Any, changes: Changes) -> Any:
    return replace(part, **changes) if changes else part


def _written(outline: Outline[Any, Any], parts: tuple[Any, Any]) -> dict[str, str]:
    """What differs from the usual of a setting or from what the page begins with: a link must say both."""
    written: dict[str, str] = {}
    for part, begun in zip(parts, _beginning(outline), strict=True):
        own = getattr(part, "to_query", None)
        unusual = to_query(begun)
        turned = {key: text for key, text in to_query(part, begun).items() if key in unusual}
        written |= (own() if own else to_query(part)) | turned
    return written


def _read(kind: type[Any], query: Mapping[str, str], base: Any) -> tuple[Any, tuple[Problem, ...]]:
    own = getattr(kind, "from_query", None)
    part, problems = own(query, base) if own else from_query(kind, query, base)
    return part, tuple(problems)


def _escaped(guess: str) -> str:
    """A guess may be any token of a text; the separator stands in it for itself only when escaped."""
    return quote(guess, safe=" ").replace(_SEPARATOR, "%7E")


def _guesses(said: str) -> dict[str, str]:
    """Read predictions; a subject contains no dot, a guess may."""
    pairs = (pair.partition(".") for pair in said[:_LONGEST].split(_SEPARATOR))
    return {subject: unquote(guess) for subject, _, guess in pairs if subject and guess}
