"""Widgets as views: each shows a value that lives elsewhere, and hands on what the learner picks.

A value that belonged to its widget would be lost with it: on another page, behind a menu, in another language. Three
traps of Streamlit lie on the way. A widget that is drawn anew begins at its smallest value unless its default says
better: so the default is always the value itself. A value that the server puts into a widget on the screen may arrive
late or never, and replaces what is being typed there: so what the server changes is shown by a fresh copy of the
widget, under a name of its own. And with every click the browser repeats the values of all widgets, of those too that
have just been replaced, or that the server has forgotten since: so what a copy merely repeats is not heard. Until a
run of the script has ended the browser shows a replaced widget below the one that replaced it: so a replaced copy is
hidden at once.
"""

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from seqviz.ui.language import LANGUAGE

_STATE = "tied-copies"
_REMEMBERED = 4
_HIDDEN_RUNS = 2
"""A run of the script that is cut short leaves what was replaced to the next one."""


@dataclass
class _Copies:
    """The copies of one widget: how many there were, what the newest shows, what the last few showed at their end."""

    key: str
    number: int = 0
    drawn: bool = False
    shown: object = None
    language: object = None
    replaced: dict[str, object] = field(default_factory=dict)
    runs: int = 0

    @property
    def name(self) -> str:
        """The key of the copy that is on the screen."""
        return f"{self.key}-{self.number}" if self.number else self.key

    def show(self, value: object, language: object) -> None:
        """Replace the copy if it is known to show something else, or to show it in words of another language."""
        shown = st.session_state.get(self.name, self.shown)
        if self.drawn and (shown != value or language != self.language):
            self.replaced[self.name] = shown
            self.number += 1
            self.runs = 0
            while len(self.replaced) > _REMEMBERED:
                del self.replaced[next(iter(self.replaced))]
        self.drawn, self.shown, self.language = True, value, language

    def hide_replaced(self) -> None:
        """Hide the copies that were replaced, as long as the browser may still show one."""
        if self.replaced and self.runs < _HIDDEN_RUNS:
            self.runs += 1
            names = ", ".join(f".st-key-{re.sub('[^a-zA-Z0-9_-]', '-', name)}" for name in self.replaced)
            st.html(f"<style>{names} {{ display: none; }}</style>")

    def repeats(self, name: str, picked: object) -> bool:
        """Return whether a copy says no more than it said before, or than it was given to show."""
        said = self.shown if name == self.name else self.replaced.get(name, self)
        return bool(said == picked)


@dataclass(frozen=True)
class Tie:
    """The arguments that tie a widget to a value, by the name that the widget has for its default."""

    key: str
    shown: Any
    changed: Callable[[], None]
    options: Container[Any] | None = None

    @property
    def value(self) -> dict[str, Any]:
        """For sliders, number and text inputs, toggles."""
        return {"key": self.key, "value": self.shown, "on_change": self.changed}

    @property
    def default(self) -> dict[str, Any]:
        """For pills and segmented controls; a value that is none of the options selects nothing."""
        offered = self.options is None or self.shown in self.options
        return {"key": self.key, "default": self.shown if offered else None, "on_change": self.changed}

    def index(self, options: Sequence[Any]) -> dict[str, Any]:
        """For select boxes and radio buttons over ``options``; a value that is none of them selects nothing."""
        place = options.index(self.shown) if self.shown in options else None
        return {"key": self.key, "index": place, "on_change": self.changed}


def tied(key: str, value: Any, take: Callable[[Any], None], *, options: Container[Any] | None = None) -> Tie:
    """Tie the widget ``key`` to ``value``.

    Parameters
    ----------
    key
        Names the widget; its fresh copies are called ``key-1``, ``key-2`` and so on.
    value
        What it shall show.
    take
        Hears what the learner picks, ``None`` where nothing is.
    options
        What can be picked: anything else, such as an answer in the language of before, is not passed on. To the
        browser the words of an option are its value: in another language there is a fresh copy.
    """
    copies: _Copies = st.session_state.setdefault(_STATE, {}).setdefault(key, _Copies(key))
    copies.show(value, st.session_state.get(LANGUAGE) if options is not None else None)
    copies.hide_replaced()
    name = copies.name

    def changed() -> None:
        picked = st.session_state[name]
        if copies.repeats(name, picked):
            return
        if name == copies.name:
            copies.shown = picked  # the next pick may come before the page is drawn again
        if options is None or picked is None or picked in options:
            take(picked)

    return Tie(name, value, changed, options)
