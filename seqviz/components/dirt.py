"""Sentences whose answers shrink as the search widens, as a table in HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from seqviz.records.pairs import Tokens


@dataclass(frozen=True, kw_only=True)
class Shrinking:
    """One sentence: its source and reference, and for each width the answer and what stands below it."""

    source: str
    reference: Tokens
    answers: tuple[tuple[Tokens, str], ...]


def shrinking(rows: Sequence[Shrinking], head: Sequence[str], *, repeated: Tokens | None, nothing: str) -> str:
    """Return the table; the answer that is ``repeated`` for many sentences stands out."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(_row(row, repeated=repeated, nothing=nothing) for row in rows)
    return f'<div class="dt-scroll"><table class="dt-table dt-shrinking"><tr>{top}</tr>{body}</table></div>'


def _row(row: Shrinking, *, repeated: Tokens | None, nothing: str) -> str:
    kinds = ["repeated" if words == repeated else "" for words, _ in row.answers]
    cells = "".join(
        f'<td class="{kind}">{_said(words, nothing)}<small>{escape(below)}</small></td>'
        for kind, (words, below) in zip(kinds, row.answers, strict=True)
    )
    source = f'<td lang="zh">{escape(row.source)}<small>{escape(" ".join(row.reference))}</small></td>'
    return f"<tr>{source}{cells}</tr>"


def _said(words: Tokens, nothing: str) -> str:
    return escape(" ".join(words)) if words else f"<i>{escape(nothing)}</i>"
