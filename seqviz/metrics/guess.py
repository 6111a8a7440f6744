"""The learner's guess of p_n: read it, check it against the computation, choose what to point at."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from seqviz.records.bleu import NgramFate, NgramOrder
from seqviz.records.problem import Problem

# No signs, no exponents: "1e999999999" would keep the fraction busy for hours.
_FRACTION = re.compile(r"(?P<top>\d{1,4})(?:/(?P<bottom>\d{1,4})|(?P<decimals>\.\d{1,6}))?(?P<percent>%?)")

GuessVerdict = Literal["right", "total", "high", "low"]


@dataclass(frozen=True, kw_only=True)
class Guess:
    """A guess as it was typed, its value, and how far off a rounded one may be: half a unit of its last place."""

    text: str
    value: Fraction
    slack: Fraction = Fraction(0)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What is right or wrong about a guess, and the place of the n-gram to point at."""

    verdict: GuessVerdict
    hint: int | None = None


def read_guess(typed: str) -> Guess:
    """Read "3/4", ".75" or "75 %", in full-width digits too; raise ``Problem`` for anything else.

    A fraction and a whole number are meant exactly, a decimal and a percentage as far as they go.
    """
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).replace("\u2044", "/")
    match = _FRACTION.fullmatch(f"0{text}" if text.startswith(".") else text)
    if not match or (match["bottom"] and int(match["bottom"]) == 0):
        raise Problem("bleu.guess.unreadable")
    decimals, scale = match["decimals"] or "", 100 if match["percent"] else 1
    value = Fraction(match["top"] + decimals) / int(match["bottom"] or 1) / scale
    rounded = bool(decimals or (match["percent"] and not match["bottom"]))
    places = max(0, len(decimals) - 1)
    return Guess(text=text, value=value, slack=Fraction(1, 2 * 10**places * scale) if rounded else Fraction(0))


def judge(guess: Guess, order: NgramOrder) -> Judgement:
    """Check a guess of p_n against the count and point at an n-gram that the learner may have overlooked."""
    truth = Fraction(order.matches, order.total)
    if abs(guess.value - truth) <= guess.slack:
        return Judgement(verdict="right")
    bottom = guess.text.rstrip("%").partition("/")[2]
    if bottom and int(bottom) != order.total and (guess.value * order.total).denominator != 1:
        return Judgement(verdict="total")
    if guess.value > truth:
        # A clipped n-gram is the one that tempts: it does stand in the reference.
        return Judgement(verdict="high", hint=_first(order, "clipped" if order.clipped else "missing"))
    return Judgement(verdict="low", hint=_first(order, "matched", last=True))


def _first(order: NgramOrder, fate: NgramFate, *, last: bool = False) -> int | None:
    places = reversed(order.places) if last else iter(order.places)
    return next((place.position for place in places if place.fate == fate), None)
