"""Small drawings in HTML: fractions in tiles, bars with their numbers, the die over its stretches, plain tables.

Everything that a learner wrote passes through ``escape``; it is text, never markup.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

from seqviz.figures.counting import shown
from seqviz.records.counting import GenerationStep

STYLE = Path(__file__).parent / "frontend" / "drawings" / "drawings.css"


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


def draw(html: str) -> None:
    """Draw a piece of the page's own HTML."""
    st.html(html)


def draw_style() -> None:
    """Put the style sheet of these drawings into the page."""
    st.html(STYLE)


@contextmanager
def wide(pixels: int) -> Iterator[None]:
    """Let what is drawn here scroll sideways inside its panel below so many pixels."""
    with st.container(key="drawing-wide"):
        rules = (
            f".st-key-drawing-wide {{ overflow-x: auto; }} .st-key-drawing-wide .sv-chart {{ min-width: {pixels}px; }}"
        )
        st.html(f"<style>{rules}</style>")
        yield


def tiles(items: Sequence[Tile]) -> str:
    """Return factors side by side."""
    return f'<div class="lm-tiles" role="list">{"".join(_tile(item) for item in items)}</div>'


def bars(rows: Sequence[Bar]) -> str:
    """Return a list of bars, each with its name in front and its number behind."""
    cells = "".join(
        f'<div class="name {row.kind}">{escape(row.name)}</div>'
        f'<div class="track"><div class="bar {row.kind}" style="width: {_percent(row.share)}"></div></div>'
        f'<div class="value {row.kind}">{escape(row.value)}</div>'
        for row in rows
    )
    return f'<div class="lm-bars">{cells}</div>'


def running_text(tokens: Sequence[str], *, given: int, n: int, separator: str) -> str:
    """Return a text of which the first ``given`` tokens stood there: the last one marked, its context underlined."""
    last = len(tokens) - 1 if len(tokens) > given else len(tokens)
    context = range(max(last - n + 1, 0), last)
    pieces = []
    for place, token in enumerate(tokens):
        kinds = ["given"] if place < given else []
        kinds += ["last"] if place == last else ["context"] if place in context else []
        pieces.append(f'<span class="{" ".join(kinds)}">{escape(token)}</span>')
    return f'<p class="lm-text">{escape(separator).join(pieces)}</p>'


def die(step: GenerationStep, *, label: str) -> str:
    """Return the probabilities of a drawn token laid end to end, with the die's mark over them."""
    spans, start = "", 0.0
    for name, width, kind in _stretches(step):
        # The mark stands in the chosen stretch: its name moves to the free side.
        side = " left" if step.draw > start + width / 2 else " right"
        free = width if kind != "chosen" else max(step.draw - start, start + width - step.draw)
        style = f"width: {100 * width:.3f}%"
        spans += f'<span class="{kind}{side}" style="{style}">{escape(_fitting(name, free))}</span>'
        start += width
    return (
        f'<div class="lm-die" role="img" aria-label="{escape(label)}"><div class="strip">{spans}</div>'
        f'<div class="mark" style="left: {100 * step.draw:.2f}%">{step.draw:.2f}</div></div>'
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, here: int = -1, kind: str = "") -> str:
    """Return a plain table of numbers; row ``here`` stands out."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        f'<tr class="{"here" if index == here else ""}">{"".join(f"<td>{escape(cell)}</td>" for cell in row)}</tr>'
        for index, row in enumerate(rows)
    )
    return f'<div class="lm-scroll"><table class="lm-table {kind}"><tr>{top}</tr>{body}</table></div>'


def readings(pairs: Sequence[tuple[str, str]]) -> str:
    """Return live figures: a small grey name over each number."""
    return f'<div class="lm-figures">{"".join(f"<div>{escape(n)}<b>{escape(v)}</b></div>" for n, v in pairs)}</div>'


def note(text: str, *, kind: str = "lm-note") -> str:
    """Return one line of text, by default a warning."""
    return f'<p class="{kind}">{escape(text)}</p>'


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


def _stretches(step: GenerationStep) -> list[tuple[str, float, str]]:
    """Return the stretches of the die (name, width, kind): the likeliest tokens, the chosen one, and the rest."""
    found = [(shown(c.token), c.probability, "chosen" if c.token == step.chosen else "") for c in step.candidates]
    if all(c.token != step.chosen for c in step.candidates):
        found.append(("…", step.low - sum(width for _, width, _ in found), "rest"))
        found.append((shown(step.chosen), step.probability, "chosen"))
    return [*found, ("…", 1 - sum(width for _, width, _ in found), "rest")]


def _fitting(name: str, width: float) -> str:
    """Return the name if a stretch of this width has room for it."""
    return name if width > 0.012 * len(name) + 0.012 else ""


def _percent(share: float) -> str:
    return f"{100 * min(max(share, 0), 1):.2f}%"
