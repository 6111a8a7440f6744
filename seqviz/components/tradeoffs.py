"""What a test set became, as tables in HTML: whose mistakes there are, and sentences in which two settings part."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from seqviz.records.pairs import Tokens

SMALL = 0.07
"""A part of a bar that is narrower than this has no room for its number."""


@dataclass(frozen=True, kw_only=True)
class Blame:
    """One way to decode: the shares that are right, that the model prefers wrong, and that the search has missed."""

    name: str
    right: float
    model: float
    missed: float


@dataclass(frozen=True, kw_only=True)
class Said:
    """One answer: its words, what stands below them, and a mark."""

    words: Tokens
    below: str = ""


@dataclass(frozen=True, kw_only=True)
class Parting:
    """A sentence in which two settings part; ``verdict`` is better, worse or even."""

    source: str
    reference: Tokens
    one: Said
    other: Said
    verdict: str


def blame_bars(groups: Sequence[tuple[str, Sequence[Blame]]], labels: dict[str, str]) -> str:
    """Return a bar of three parts for each way to decode, under the name of each group."""
    rows = "".join(
        f'<div class="dt-group">{escape(title)}</div>' + "".join(map(_bar, blames)) for title, blames in groups
    )
    keys = "".join(f'<span class="{name}">{escape(labels[name])}</span>' for name in ("right", "model", "missed"))
    return f'<div class="dt-bars">{rows}</div><div class="dt-keys">{keys}</div>'


def partings(
    rows: Sequence[Parting], head: Sequence[str], verdicts: dict[str, str], *, spaced: bool, nothing: str
) -> str:
    """Return the table of sentences; words that the reference lacks are underlined."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(_parting(row, verdicts, spaced=spaced, nothing=nothing) for row in rows)
    return f'<div class="dt-scroll"><table class="dt-table"><tr>{top}</tr>{body}</table></div>'


def numbers(head: Sequence[str], rows: Sequence[Sequence[str]], *, here: int = -1) -> str:
    """Return a table of figures, names in front; row ``here`` stands out."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        f'<tr class="{"here" if place == here else ""}">{"".join(f"<td>{escape(cell)}</td>" for cell in row)}</tr>'
        for place, row in enumerate(rows)
    )
    return f'<div class="dt-scroll"><table class="dt-table dt-numbers"><tr>{top}</tr>{body}</table></div>'


def off_places(words: Tokens, reference: Tokens) -> frozenset[int]:
    """Return the places of ``words`` that do not belong to what it shares with the reference, in order."""
    blocks = SequenceMatcher(None, words, reference, autojunk=False).get_matching_blocks()
    shared = {place for block in blocks for place in range(block.a, block.a + block.size)}
    return frozenset(range(len(words))) - shared


def _bar(blame: Blame) -> str:
    shares = {"right": blame.right, "model": blame.model, "missed": blame.missed}
    parts = "".join(
        f'<span class="{name}" style="width: {100 * share:.2f}%">{_percent(share) if share >= SMALL else ""}</span>'
        for name, share in shares.items()
        if share > 0
    )
    end = escape(_percent(blame.missed)) if blame.missed else ""
    spoken = f"{blame.name}: {', '.join(map(_percent, shares.values()))}"
    return (
        f'<div class="name">{escape(blame.name)}</div><div class="track" role="img" aria-label="{escape(spoken)}">'
        f'{parts}</div><div class="end">{end}</div>'
    )


def _percent(share: float) -> str:
    """Return whole per cent; a part that is seen is not called nothing."""
    return "<1" if 0 < share < 0.005 else f"{100 * share:.0f}"


def _parting(row: Parting, verdicts: dict[str, str], *, spaced: bool, nothing: str) -> str:
    def cell(said: Said) -> str:
        return f"{_words(said.words, row.reference, spaced=spaced, nothing=nothing)}<small>{escape(said.below)}</small>"

    reference = (" " if spaced else "").join(row.reference)
    return (
        f'<tr><td class="reference">{escape(reference)}<small>{escape(row.source)}</small></td>'
        f"<td>{cell(row.one)}</td><td>{cell(row.other)}</td>"
        f'<td class="{row.verdict}">{escape(verdicts[row.verdict])}</td></tr>'
    )


def _words(words: Tokens, reference: Tokens, *, spaced: bool, nothing: str) -> str:
    if not words:
        return f"<i>{escape(nothing)}</i>"
    off = off_places(words, reference)
    shown = (f"<u>{escape(word)}</u>" if place in off else escape(word) for place, word in enumerate(words))
    return (" " if spaced else "").join(shown)
