"""Small drawings in HTML: fractions in tiles, bars with their numbers, the die over its stretches.

Everything that a learner wrote passes through ``escape``; it is text, never markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from seqviz.ui.language_models.style import STYLE


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row of a bar list: name, share of the track (0 ... 1), what stands at the end, and its kind."""

    name: str
    share: float
    value: str
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One factor as the page shows it: the token, what it is given, a fraction or none, a decimal, its kind."""

    token: str
    given: str
    fraction: tuple[str, str] | None
    value: str
    kind: str = ""


def shown(token: str) -> str:
    """Return a token with its blanks made visible."""
    return {" ": "·", "\n": "⏎", "\t": "⇥"}.get(token, token)


def joined(tokens: Sequence[str], separator: str) -> str:
    """Return tokens as running text with visible blanks."""
    return separator.join(shown(token) for token in tokens)


def draw(html: str) -> None:
    """Draw a piece of the page's own HTML."""
    st.html(html)


def draw_style() -> None:
    """Put the style sheet of these drawings into the page."""
    st.html(f"<style>{STYLE}</style>")


def draw_minimum_width(pixels: int) -> None:
    """Let the wide chart of this screen scroll sideways inside its panel below so many pixels."""
    st.html(f"<style>.st-key-language-models-wide .sv-chart {{ min-width: {pixels}px; }}</style>")


def tiles(items: Sequence[Tile]) -> str:
    """Return factors side by side."""
    return f'<div class="lm-tiles" role="list">{"".join(_tile(item) for item in items)}</div>'


def _tile(item: Tile) -> str:
    middle = '<span class="lm-soft">?</span>'
    if item.fraction:
        top, bottom = item.fraction
        stacked = f"<span>{escape(top)}</span><span>{escape(bottom)}</span>"
        label = f"{escape(top)}/{escape(bottom)}"
        middle = f'<span class="lm-fraction" role="img" aria-label="{label}">{stacked}</span>'
    elif item.value:
        middle = ""
    return (
        f'<div class="lm-tile {item.kind}" role="listitem"><b>{escape(item.token)}</b>'
        f'<span class="given">{escape(item.given)}</span>{middle}<span class="p">{escape(item.value)}</span></div>'
    )


def bars(rows: Sequence[Bar]) -> str:
    """Return a list of bars, each with its name in front and its number behind."""
    cells = "".join(
        f'<div class="name {row.kind}">{escape(row.name)}</div>'
        f'<div class="track"><div class="bar {row.kind}" style="width: {_percent(row.share)}"></div></div>'
        f'<div class="value {row.kind}">{escape(row.value)}</div>'
        for row in rows
    )
    return f'<div class="lm-bars">{cells}</div>'


def _fitting(name: str, width: float) -> str:
    """Return the name if a stretch of this width has room for it."""
    return name if width > 0.012 * len(name) + 0.012 else ""


def _percent(share: float) -> str:
    return f"{100 * min(max(share, 0), 1):.2f}%"


def die(stretches: Sequence[tuple[str, float, str]], *, draw: float, label: str) -> str:
    """Return probabilities laid end to end (name, width, kind) with the die's mark over them."""
    spans, start = "", 0.0
    for name, width, kind in stretches:
        # The mark stands in the chosen stretch: its name moves to the free side.
        side = " left" if draw > start + width / 2 else " right"
        free = width if kind != "chosen" else max(draw - start, start + width - draw)
        style = f"width: {100 * width:.3f}%"
        spans += f'<span class="{kind}{side}" style="{style}">{escape(_fitting(name, free))}</span>'
        start += width
    return (
        f'<div class="lm-die" role="img" aria-label="{escape(label)}"><div class="strip">{spans}</div>'
        f'<div class="mark" style="left: {100 * draw:.2f}%">{draw:.2f}</div></div>'
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, here: int = -1, kind: str = "") -> str:
    """Return a plain table of numbers; row ``here`` stands out."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        f'<tr class="{"here" if index == here else ""}">{"".join(f"<td>{escape(cell)}</td>" for cell in row)}</tr>'
        for index, row in enumerate(rows)
    )
    return f'<div class="lm-scroll"><table class="lm-table {kind}"><tr>{top}</tr>{body}</table></div>'


def figures(pairs: Sequence[tuple[str, str]]) -> str:
    """Return live figures: a small grey name over each number."""
    return f'<div class="lm-figures">{"".join(f"<div>{escape(n)}<b>{escape(v)}</b></div>" for n, v in pairs)}</div>'


def note(text: str, *, kind: str = "lm-note") -> str:
    """Return one line of text, by default a warning."""
    return f'<p class="{kind}">{escape(text)}</p>'
