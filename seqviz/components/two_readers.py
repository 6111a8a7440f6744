"""A sentence under two readers: their states above and below it, meeting at a blank, or running through to its ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from seqviz.components.drawings import draw
from seqviz.components.state_strip import strip_html
from seqviz.figures.counting import shown

STYLE = Path(__file__).parent / "frontend" / "two_readers" / "two_readers.css"
ROOMY = 4
"""Tokens across which there is room for words."""
LETTER = 1
"""Tokens no longer than this stand as close as letters."""


@dataclass(frozen=True, kw_only=True)
class ReaderWords:
    """What stands in the drawing, in the learner's language."""

    from_left: str
    from_right: str
    left_stops: str
    right_stops: str
    label: str


def two_readers(
    tokens: Sequence[str],
    place: int,
    from_left: NDArray[np.float32] | None,
    from_right: NDArray[np.float32] | None,
    words: ReaderWords,
    *,
    right_hidden: bool = False,
) -> None:
    """Draw the readers as they come to the blank at ``place``: states [place, H] and [T - place - 1, H].

    Without states the rows stay empty; with ``right_hidden`` what stands behind the blank is not shown yet.
    """
    count, after = len(tokens), len(tokens) - place - 1
    scale = scale_of(from_left, from_right)
    cells = [
        _token(token, at, blank=at == place, hidden=right_hidden and at > place) for at, token in enumerate(tokens)
    ]
    above = _strip(from_left, 2, 1, place, scale, place) + _stops(words.left_stops, 2, place + 2, after)
    hidden_states = None if right_hidden else from_right
    below = _strip(hidden_states, 4, place + 2, after, scale, place + 2) + _stops(words.right_stops, 4, 1, place)
    arrows = (
        _arrow("left", words.from_left, 1, 1, max(place, 1)),
        _arrow("right", words.from_right, 5, place + 2 if after else count, max(after, 1)),
        _into("above", 2, place) if place else "",
        _into("below", 4, place) if after and not right_hidden else "",
    )
    _draw(tokens, "".join((*arrows, above, *cells, below)), words.label)


def both_directions(
    tokens: Sequence[str],
    forward: NDArray[np.float32],
    backward: NDArray[np.float32],
    words: ReaderWords,
    *,
    column: int,
    padding: Sequence[str] = (),
) -> None:
    """Draw the states of both directions along all tokens, the pair at ``column`` boxed, and the two final states.

    ``padding`` stands behind the end; nobody reads it.
    """
    count, scale = len(tokens), scale_of(forward, backward)
    cells = [_token(token, at) for at, token in enumerate(tokens)]
    cells += [_token(token, count + at, pad=True) for at, token in enumerate(padding)]
    parts = (
        _arrow("left", words.from_left, 1, 1, count),
        _arrow("right", words.from_right, 5, 1, count),
        _strip(forward, 2, 1, count, scale, column + 1),
        _strip(backward, 4, 1, count, scale, column + 1),
        f'<i class="final" style="grid-row:2;grid-column:{count}"></i>',
        '<i class="final" style="grid-row:4;grid-column:1"></i>',
        *cells,
    )
    _draw((*tokens, *padding), "".join(parts), words.label)


def scale_of(*states: NDArray[np.float32] | None) -> float:
    """Return the size that has the full colour: all but two in a hundred values are smaller."""
    found = [np.abs(one).ravel() for one in states if one is not None and one.size]
    return float(np.quantile(np.concatenate(found), 0.98)) if found else 1.0


@cache
def _style() -> str:
    return STYLE.read_text(encoding="utf-8")


def _draw(tokens: Sequence[str], inside: str, label: str) -> None:
    widest = max(len(token) for token in tokens)
    kind = "letters" if widest <= LETTER else "words"
    draw(
        f'<style>{_style()}</style><div class="sv-readers {kind}" role="img" aria-label="{escape(label)}" '
        f'style="--count:{len(tokens)};--widest:{widest}">{inside}</div>'
    )


def _token(token: str, at: int, *, blank: bool = False, hidden: bool = False, pad: bool = False) -> str:
    kind = "blank" if blank else "hidden" if hidden else "pad" if pad else ""
    text = "?" if blank else "·" if hidden else shown(token)
    return f'<b class="token {kind}" style="grid-column:{at + 1}">{escape(text)}</b>'


def _strip(states: NDArray[np.float32] | None, row: int, start: int, span: int, scale: float, boxed: int) -> str:
    if span <= 0:
        return ""
    where = f"grid-row:{row};grid-column:{start} / span {span}"
    if states is None or not len(states):
        return f'<div class="strip empty" style="{where}"></div>'
    box = f'<i class="box" style="grid-row:{row};grid-column:{boxed}"></i>'
    return f'<div class="strip" style="{where}">{strip_html(states, scale=scale)}</div>{box}'


def _stops(text: str, row: int, start: int, span: int) -> str:
    if span <= 0:
        return ""
    text = text if span >= ROOMY else ""
    return f'<div class="stops" style="grid-row:{row};grid-column:{start} / span {span}">{escape(text)}</div>'


def _arrow(side: str, text: str, row: int, start: int, span: int) -> str:
    where = f"grid-row:{row};grid-column:{start} / span {span}"
    return f'<div class="arrow {side}" style="{where}"><span>{escape(text)}</span><i></i></div>'


def _into(side: str, row: int, place: int) -> str:
    return f'<i class="into {side}" style="grid-row:{row};grid-column:{place + 1}"></i>'
