"""Networks as blocks in a row: layers, the states that flow between them, and the place at which a row is cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from seqviz.components.drawings import draw

BlockKind = Literal["plain", "encoder", "bridge", "decoder"]
PartKind = Literal["hidden", "cell", "zero"]
STYLE = Path(__file__).parent / "frontend" / "blocks" / "blocks.css"
WIDEST = 7.0
"""Width in rem of the part of a state with the most units."""
MOST_ROWS = 8
"""Rows of a state that are drawn; the shape says how many there are."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A layer or a whole network: its name, and small lines below it."""

    title: str
    notes: tuple[str, ...] = ()
    kind: BlockKind = "plain"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a state: ``rows`` of ``units`` numbers, and how the shape is written; ``zero`` is not handed over."""

    name: str
    rows: int
    units: int
    told: str
    kind: PartKind = "hidden"


@dataclass(frozen=True, kw_only=True)
class Flow:
    """What flows from one block to the next: the parts of a state."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Cut:
    """The place at which a row is cut, with what crosses it, printed large, and a line below that."""

    told: str
    note: str = ""


Piece = Block | Flow | Cut


def blocks(pieces: Sequence[Piece], *, label: str) -> None:
    """Draw pieces from left to right, with an arrow between two; ``label`` tells a screen reader what is drawn."""
    draw(f"<style>{STYLE.read_text(encoding='utf-8')}</style>{blocks_html(pieces, label=label)}")


def blocks_html(pieces: Sequence[Piece], *, label: str) -> str:
    """Return the drawing. All words in it are escaped."""
    widest = max((part.units for piece in pieces if isinstance(piece, Flow) for part in piece.parts), default=1)
    drawn = [_piece(piece, widest) for piece in pieces]
    return f'<div class="sv-blocks" role="img" aria-label="{escape(label)}">{_ARROW.join(drawn)}</div>'


_ARROW = '<span class="arrow"></span>'


def _piece(piece: Piece, widest: int) -> str:
    if isinstance(piece, Cut):
        return f'<div class="cut"><b>{escape(piece.told)}</b><small>{escape(piece.note)}</small></div>'
    if isinstance(piece, Flow):
        return f'<div class="flow">{"".join(_part(part, widest) for part in piece.parts)}</div>'
    notes = "".join(f"<small>{escape(note)}</small>" for note in piece.notes)
    return f'<div class="block {piece.kind}"><b>{escape(piece.title)}</b>{notes}</div>'


def _part(part: Part, widest: int) -> str:
    width = max(WIDEST * part.units / widest, 0.6)
    bars = f'<i style="width: {width:.2f}rem"></i>' * min(part.rows, MOST_ROWS)
    return (
        f'<div class="part {part.kind}"><span>{escape(part.name)}</span><div class="rows">{bars}</div>'
        f"<b>{escape(part.told)}</b></div>"
    )
