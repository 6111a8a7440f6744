"""Find a unit: a feature of the text, and the units of a model that tell where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from seqviz.records.problem import Problem

FeatureName = Literal[
    "letter", "space", "before", "began", "place", "late", "vowel-next", "space-next", "enclosed", "pattern", "marked"
]
"""``letter``: a certain letter now. ``before``: it was the token before. ``began``: within a word that began with it.

``place``: the n-th letter of a word. ``late``: the n-th or a later one. ``enclosed``: within quotation marks or
brackets. ``pattern``: within a stretch that a pattern fits. ``marked``: within a stretch that the learner marked.
"""
FEATURES: tuple[FeatureName, ...] = get_args(FeatureName)

BY_CHANCE = 0.1
"""By so much can two untrained networks of 128 units differ; a smaller gain says nothing."""

LONGEST_PATTERN = 80
LONGEST_MARKED = 200


@dataclass(frozen=True, kw_only=True)
class Feature:
    """What one looks for in a text.

    ``letter`` goes with ``letter``, ``before`` and ``began``; ``place`` with ``place`` and ``late``; ``pattern`` is
    plain text, or a regular expression where ``regex`` is on; ``ranges`` are the marked stretches [first, end) of
    ``text``, which is read instead of held-out text.
    """

    name: FeatureName = "letter"
    letter: str = "t"
    place: int = 2
    pattern: str = ""
    regex: bool = False
    text: str = ""
    ranges: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for what cannot be looked for."""
        if self.name in ("letter", "before", "began") and len(self.letter) != 1:
            raise Problem("units.one-letter", letter=self.letter)
        if self.name == "pattern" and not self.pattern:
            raise Problem("units.no-pattern")
        if self.name == "pattern" and len(self.pattern) > LONGEST_PATTERN:
            raise Problem("units.long-pattern", length=len(self.pattern), longest=LONGEST_PATTERN)
        if self.name == "marked" and not self.ranges:
            raise Problem("units.no-marks")
        if self.name == "marked" and len(self.text) > LONGEST_MARKED:
            raise Problem("units.long-text", length=len(self.text), longest=LONGEST_MARKED)


@dataclass(frozen=True, kw_only=True)
class UnitQuestion:
    """Ask which units of one layer tell best where a feature is.

    Of an LSTM the memory cell is looked at, else the hidden state. Units are chosen on one half of the held-out text
    and scored on the other.
    """

    feature: Feature
    layer: int = 0


@dataclass(frozen=True, kw_only=True)
class UnitScore:
    """How well one unit tells a feature.

    ``auc`` is the probability that the unit is higher where the feature is than where it is not (lower, if it does not
    ``rise``), on the half of the text that did not choose; ``chosen`` is the same on the half that chose it.
    """

    unit: int
    rises: bool
    chosen: float
    auc: float


@dataclass(frozen=True, kw_only=True)
class UnitRanking:
    """The units that tell a feature best, as the choosing half ranks them, and the best of an untrained twin.

    The twin is the same model before its first step: random recurrent networks echo the last letters, so only the
    ``gain`` over it was learned. ``share`` of the ``places`` that score have the feature.
    """

    step: int
    signal: Literal["cell", "hidden"]
    share: float
    places: int
    units: tuple[UnitScore, ...]
    twin: UnitScore

    @property
    def gain(self) -> float:
        """What training has added to the best unit."""
        return self.units[0].auc - self.twin.auc


def read_marks(written: str, *, only_letters: bool = False) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without its asterisks, and the stretches that stood between two of them.

    White space becomes one space; with ``only_letters`` so does everything but Latin letters, in lower case, as in the
    texts of the course.
    """
    text, edges = "", []
    for character in written:
        if character == "*":
            edges.append(len(text))
            continue
        kept = _folded(character, only_letters=only_letters)
        if kept != " " or (text and text[-1] != " "):
            text += kept
    return text, _pairs(edges, len(text))


def _folded(character: str, *, only_letters: bool) -> str:
    if not only_letters:
        return " " if character.isspace() else character
    small = character.lower()
    return small if "a" <= small <= "z" else " "


def _pairs(edges: Sequence[int], end: int) -> tuple[tuple[int, int], ...]:
    """A mark that is opened and not closed reaches to the end."""
    closed = [*edges, end] if len(edges) % 2 else list(edges)
    return tuple((first, last) for first, last in zip(closed[::2], closed[1::2], strict=True) if first < last)
