"""Widgets that show settings which live elsewhere, and write back what the learner picks.

A setting that belonged to its widget would be lost with it: on another page, on another screen, in another language.
Two traps of Streamlit lie on the way. A value put into the session replaces what is being typed into that very widget,
even if it is the value that stood there before: so it is put there only where it differs. And with every click the
browser repeats the values of all widgets, of those too that have not heard yet of a value set by the server: Streamlit
would take the old value for the learner's wish, choose a preset again and wipe out the text that replaced it. So a
value that the server sets is shown by a fresh copy of the widget, and what the copy before it merely repeats is not
heard.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

_STATE = "bound-copies"
_REMEMBERED = 4


@dataclass
class _Copies:
    """How often a widget was replaced, and what its last few copies showed when they were."""

    key: str
    number: int = 0
    replaced: dict[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The key of the copy that is on the screen."""
        return f"{self.key}-{self.number}" if self.number else self.key

    def show(self, value: object) -> None:
        """Replace the copy unless it shows ``value``, or was never drawn or forgotten by Streamlit."""
        if self.name in st.session_state and st.session_state[self.name] != value:
            self.replaced[self.name] = st.session_state[self.name]
            self.number += 1
            while len(self.replaced) > _REMEMBERED:
                del self.replaced[next(iter(self.replaced))]

    def repeats(self, name: str, picked: object) -> bool:
        """Return whether a copy that was replaced says no more than it said before."""
        return name in self.replaced and self.replaced[name] == picked


def show(key: str, value: object) -> None:
    """Let the visible widget ``key`` show ``value``; put there only where it differs, see above."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def bound(
    key: str, value: object, take: Callable[[Any], None], *, options: Container[object] | None = None,
    hidden: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Return ``key`` and ``on_change`` of a widget that shows ``value``.

    Parameters
    ----------
    key
        Names the widget; its fresh copies are called ``key-1``, ``key-2`` and so on.
    value
        What it shall show.
    take
        Hears what the learner picks, ``None`` where nothing is.
    options
        What can be picked, for a select box: one whose labels changed with the language may still answer with an
        old label, which is none of them and is not passed on.
    hidden
        Whether it stands in a closed menu. Such a widget is told its value on every run: the browser hears a value
        that was put into the session only once, and forgets it where the widget is not on the screen yet.
    """
    copies: _Copies = st.session_state.setdefault(_STATE, {}).setdefault(key, _Copies(key))
    copies.show(value)
    name = copies.name
    if hidden or name not in st.session_state:
        st.session_state[name] = value

    def changed() -> None:
        picked = st.session_state[name]
        if not copies.repeats(name, picked) and (options is None or picked in options):
            take(picked)

    return {"key": name, "on_change": changed}
