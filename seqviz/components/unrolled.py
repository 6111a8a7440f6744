"""A recurrent network unrolled along a text: what it reads below, its states in the middle, what it says on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from seqviz.components.drawings import draw
from seqviz.figures.counting import shown

Direction = Literal["forward", "backward"]
STYLE = Path(__file__).parent / "frontend" / "unrolled" / "unrolled.css"
ARROWS = {"forward": "→", "backward": "←"}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One time step: the token that is read and the word that is said, either of which may be missing.

    ``sure`` (0 ... 1) is the probability of what is said, and shades it; ``told`` is how that is written. What is
    ``wrong`` is struck through.
    """

    read: str = ""
    said: str = ""
    sure: float = 1.0
    told: str = ""
    wrong: bool = False


def unrolled(cells: Sequence[Cell], *, directions: Sequence[Direction] = ("forward",), label: str) -> None:
    """Draw the time steps side by side, with an arrow from state to state in each direction.

    Without a direction no state knows of another. ``label`` tells a screen reader what is drawn.
    """
    style = STYLE.read_text(encoding="utf-8")
    draw(f"<style>{style}</style>{unrolled_html(cells, directions=directions, label=label)}")


def unrolled_html(cells: Sequence[Cell], *, directions: Sequence[Direction], label: str) -> str:
    """Return the drawing. What a learner wrote is escaped.

    Where it is wider than its panel it scrolls; what is said at the last step alone is then in sight at first.
    """
    steps = [_step(cell, directions) for cell in cells]
    parts = [part for step in steps for part in (step, _between(directions))][:-1]
    at_the_end = not any(cell.said for cell in cells[:-1])
    kind = "sv-unrolled from-end" if at_the_end else "sv-unrolled"
    drawn = "".join(reversed(parts) if at_the_end else parts)
    return f'<div class="{kind}" role="img" aria-label="{escape(label)}">{drawn}</div>'


def _step(cell: Cell, directions: Sequence[Direction]) -> str:
    states = '<span class="state"></span>' * max(len(directions), 1)
    said = ""
    if cell.said:
        kind, opacity = " wrong" if cell.wrong else "", 0.45 + 0.55 * cell.sure
        said = f'<b class="said{kind}" style="opacity:{opacity:.2f}">{escape(cell.said)}</b>'
    out, into = ("wire" if word else "gap" for word in (cell.said, cell.read))
    return (
        f'<div class="step"><span class="top">{said}</span><small>{escape(cell.told)}</small><i class="{out}"></i>'
        f'{states}<i class="{into}"></i><span class="read">{escape(shown(cell.read))}</span></div>'
    )


def _between(directions: Sequence[Direction]) -> str:
    """The arrows between two steps, as high as the states are."""
    arrows = "".join(f'<span class="arrow">{ARROWS[direction]}</span>' for direction in directions)
    return f'<div class="between">{arrows}</div>'
