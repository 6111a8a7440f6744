"""The learner's guess of p_n: read it, check it against the computation, choose what to point at."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from seqviz.records.bleu import NgramOrder
from seqviz.records.problem import Problem

# No signs, no exponents: "1e999999999" would keep the fraction busy for hours.
_FRACTION = re.compile(r"(?P<top>\d{1,4})(?:/(?P<bottom>\d{1,4})|(?P<decimals>\.\d{1,6}))?(?P<percent>%?)")

Verdict = Literal["right", "total", "high", "low"]


@dataclass(frozen=True, kw_only=True)
class Guess:
    """A guess as it was typed and its value."""

    text: str
    value: Fraction


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What is right or wrong about a guess, and the place of the n-gram to point at."""

    verdict: Verdict
    hint: int | None = None


def read_guess(typed: str) -> Guess:
    """Read "3/4", ".75" or "75 %", in full-width digits too; raise ``Problem`` for anything else."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).replace("\u2044", "/")
    match = _FRACTION.fullmatch(f"0{text}" if text.startswith(".") else text)
    if not match or (match["bottom"] and int(match["bottom"]) == 0):
        raise Problem("bleu.guess.unreadable")
    value = Fraction(match["top"] + (match["decimals"] or ""))
    value = value / int(match["bottom"] or 1) / (100 if match["percent"] else 1)
    return Guess(text=text, value=value)


def judge(guess: Guess, order: NgramOrder) -> Judgement:
    """Check a guess of p_n against the count and point at an n-gram that the learner may have overlooked."""
    truth = Fraction(order.matches, order.total)
    # A rounded decimal is right when it is within half a unit of its last place.
    slack = Fraction(1, 200) if "/" not in guess.text and guess.value != int(guess.value) else Fraction(0)
    if abs(guess.value - truth) <= slack:
        return Judgement(verdict="right")
    bottom = guess.text.partition("/")[2]
    if bottom and int(bottom) != order.total and (guess.value * order.total).denominator != 1:
        return Judgement(verdict="total")
    if guess.value > truth:
        # A clipped n-gram is the one that tempts: it does stand in the reference.
        wanted = "clipped" if order.clipped else "missing"
        return Judgement(verdict="high", hint=_first(order, wanted))
    return Judgement(verdict="low", hint=_first(order, "matched", last=True))


def _first(order: NgramOrder, fate: str, *, last: bool = False) -> int | None:
    places = reversed(order.places) if last else iter(order.places)
    return next((place.position for place in places if place.fate == fate), None)
