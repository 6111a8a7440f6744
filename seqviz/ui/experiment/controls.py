"""Controls of settings: for each field the widget that suits it, tied to the page's settings."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal, Protocol

import streamlit as st

from seqviz.config.fields import Facts
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.settings import Outline
from seqviz.ui.experiment.tied import Tie, tied

Shape = Literal["field", "slider", "buttons", "list"]
"""``field``: a number or text to type, a toggle, or for a choice whatever fits; the others ask for a shape."""

MOST_LETTERS = 24
"""So many fit side by side in a column; more go below one another."""


class Controlled(Protocol):
    """What a control needs of settings."""

    @property
    def outline(self) -> Outline[Any, Any]:
        """The page as data."""

    @property
    def config(self) -> Any:
        """What decides which settings have an effect."""

    def value(self, name: str) -> Any:
        """Return a setting."""

    def facts(self, name: str) -> Facts:
        """Return what it may hold."""

    def taker(self, name: str) -> Callable[[Any], None]:
        """Return what changes it."""


def control(
    settings: Controlled, name: str, t: Catalog, *, shape: Shape = "field", top: float | None = None,
    most: float | None = None, options: Sequence[Any] | None = None,
    width: int | Literal["stretch", "content"] = "stretch", bare: bool = False, place: str = "", label: str = "",
) -> None:  # fmt: skip
    """Draw the control of a setting.

    Parameters
    ----------
    top
        The highest value that a slider offers, where the field allows more than one needs.
    most
        The highest value of a number that makes a difference at present: a slider ends there, and shows a greater
        setting as this, since that is what is used.
    options
        The values of a choice that are offered, or the round values of a number; by default all of the field. Buttons
        show a setting that is not among them as the first, which is what a page then uses.
    bare
        Whether the label is for screen readers alone.
    place
        Tells two controls of one setting on one page apart.
    label
        The key of another label than the setting's own, where it has several names.
    """
    outline, facts = settings.outline, settings.facts(name)
    label = label or f"{outline.labels}.{name}"
    words: dict[str, Any] = {
        "label": t(label),
        "help": t.get(f"{label}.help"),
        "disabled": name in outline.useless(settings.config),
        "label_visibility": "collapsed" if bare else "visible",
    }
    key = f"{outline.page}.setting-{name}{place and f'-{place}'}"
    value = settings.value(name)
    if most is not None:
        value, top = min(value, most), most if top is None else min(top, most)
    if facts.range and not facts.range.whole:
        value = float(value)
    if shape == "buttons" and options and value not in options:
        value = options[0]
    tie = tied(key, value, settings.taker(name), options=facts.options or None)
    if facts.kind == "number":
        _number(facts, tie, shape, top, options, words | {"width": width})
    elif facts.kind == "choice":
        _choice(label, tie, shape, tuple(options or facts.options), words | {"width": width}, t)
    elif facts.kind == "switch":
        st.toggle(**words, **tie.value)
    else:
        st.text_input(**words, **tie.value, max_chars=facts.longest)


def _number(
    facts: Facts, tie: Tie, shape: Shape, top: float | None, options: Sequence[Any] | None, words: dict[str, Any]
) -> None:
    assert facts.range is not None
    kind: Any = int if facts.range.whole else float
    if options is not None:
        grid = sorted({*options, tie.shown})
        st.select_slider(options=grid, format_func=lambda value: f"{value:.12g}", **words, **tie.value)
        return
    low, high = kind(facts.range.low), kind(facts.range.high)
    if shape == "slider":
        high = max(tie.shown, kind(min(high, top if top is not None else high)))
        st.slider(min_value=low, max_value=high, step=kind(1) if facts.range.whole else 0.05, **words, **tie.value)
        return
    step = 1 if facts.range.whole else max(abs(tie.shown) / 10, 1e-6)
    st.number_input(
        min_value=low, max_value=high, step=step, format=None if facts.range.whole else "%g", **words, **tie.value
    )


def _choice(label: str, tie: Tie, shape: Shape, options: tuple[str, ...], words: dict[str, Any], t: Catalog) -> None:
    named = {option: t(f"{label}.{option}") for option in options}
    roomy = len(options) <= 3 and len("".join(named.values())) <= MOST_LETTERS
    if shape == "buttons" or (shape == "field" and roomy):
        draw = partial(st.segmented_control, required=True)
        draw(options=options, format_func=lambda option: named.get(option, option), **words, **tie.default)
    else:
        st.selectbox(
            options=options, format_func=lambda option: named.get(option, option), **words, **tie.index(options)
        )
