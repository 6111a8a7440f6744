"""A batch as a grid: a row for each sentence, every word with its loss, what fills a row up hatched.

A hatched place counts 0; struck through stands what it would cost without a mask.
"""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from seqviz.components.drawings import draw
from seqviz.figures.counting import shown

STYLE = Path(__file__).parent / "frontend" / "loss_grid" / "loss_grid.css"
DARKEST = 60
"""Percent of the colour behind the largest loss: the figures on it stay readable."""


def loss_grid(
    words: Sequence[Sequence[str]],
    losses: Sequence[Sequence[float]],
    beyond: Sequence[Sequence[float]],
    *,
    figure: Callable[[float], str],
    label: str,
) -> None:
    """Draw the grid; ``figure`` writes a loss, ``label`` tells a screen reader what is drawn."""
    style = STYLE.read_text(encoding="utf-8")
    draw(f"<style>{style}</style>{loss_grid_html(words, losses, beyond, figure=figure, label=label)}")


def loss_grid_html(
    words: Sequence[Sequence[str]],
    losses: Sequence[Sequence[float]],
    beyond: Sequence[Sequence[float]],
    *,
    figure: Callable[[float], str],
    label: str,
) -> str:
    """Return the drawing. What a learner wrote is escaped."""
    largest = max(max(row) for row in losses) or 1.0

    def cell(word: str, loss: float) -> str:
        share = f"--share: {DARKEST * loss / largest:.0f}%"
        return f'<td class="real" style="{share}"><span>{escape(shown(word))}</span><b>{figure(loss)}</b></td>'

    def filled(loss: float) -> str:
        return f'<td class="filled"><span><s>{figure(loss)}</s></span><b>{figure(0.0)}</b></td>'

    rows = (
        "".join(map(cell, said, row)) + "".join(map(filled, more))
        for said, row, more in zip(words, losses, beyond, strict=True)
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="sv-loss-grid" role="img" aria-label="{escape(label)}"><table>{body}</table></div>'
