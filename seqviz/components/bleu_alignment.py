"""The assembly line of BLEU in the browser: n-grams of the prediction find places in its references, one by one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import streamlit as st

from seqviz.components.payload import encode
from seqviz.components.registration import renderer
from seqviz.records.bleu import NgramFate, NgramPlace

Move = Literal["back", "next", "start", "end"]
_MOVES: dict[int, Move] = {-1: "back", 1: "next", 0: "start", 2: "end"}


@dataclass(frozen=True, kw_only=True)
class CountChip:
    """The count of one distinct n-gram: its text, its arithmetic, and its fate for the drawing."""

    text: str
    sum: str
    fate: NgramFate


@dataclass(frozen=True, kw_only=True)
class Alignment:
    """What the assembly line draws.

    Parameters
    ----------
    prediction, references
        Tokens as they are drawn, of the prediction and of each reference.
    names
        What each of several references is called; a single one is called as ``labels`` say.
    n, places
        The order, and its n-grams from left to right (none where the order does not exist); their references are
        counted as they are drawn.
    shown
        How many of them have had their turn.
    current
        The one whose turn it is, if any.
    hint
        The place of an n-gram to point at.
    sentences
        What became of each n-gram, in the learner's language.
    counts
        The counts so far.
    labels
        ``prediction``, ``reference``, ``drawing``, ``keys``, ``idle``, ``hint``, ``counts``.
    rtl
        Whether the tokens run from right to left.
    """

    prediction: Sequence[str]
    references: Sequence[Sequence[str]]
    n: int
    names: Sequence[str] = ()
    places: Sequence[NgramPlace] = ()
    shown: int = 0
    current: int | None = None
    hint: int | None = None
    sentences: Sequence[str] = ()
    counts: Sequence[CountChip] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    rtl: bool = False

    def payload(self) -> dict[str, Any]:
        """Return what the browser needs, in plain types. What has not had its turn keeps its secret."""
        known = self.places[: self.shown]
        hidden = [NgramPlace(position=p.position, ngram=(), fate="missing", target=None) for p in self.places]
        places = [*known, *hidden[len(known) :]]
        return {
            "prediction": list(self.prediction),
            "references": [list(tokens) for tokens in self.references],
            "names": list(self.names),
            "n": self.n,
            "places": [
                {"position": p.position, "reference": p.reference, "target": p.target, "fate": p.fate} for p in places
            ],
            "shown": self.shown,
            "current": self.current,
            "hint": self.hint,
            "sentences": list(self.sentences[: self.shown]),
            "counts": [asdict(chip) for chip in self.counts],
            "labels": dict(self.labels),
            "rtl": self.rtl,
        }


def bleu_alignment(alignment: Alignment, *, key: str, on_move: Callable[[Move], None]) -> None:
    """Draw the assembly line; ``on_move`` is called with the step that the learner asks for by the arrow keys."""

    def moved() -> None:
        asked = st.session_state[key].move
        if asked in _MOVES:
            on_move(_MOVES[asked])

    renderer("bleu_alignment")(key=key, data=encode(alignment.payload()), on_move_change=moved)
