"""Scoring a whole test set: the question to a worker, how far it is, and the report."""

from dataclasses import dataclass, field
from typing import Literal

from seqviz.records.bleu import BleuScore, Smoothing, TokenUnit
from seqviz.records.bleu_conventions import ConventionScore

Origin = Literal["sample", "paste", "file", "two", "translator"]
"""Where the lines of a test set come from."""


@dataclass(frozen=True, kw_only=True)
class CorpusSettings:
    """How a test set is cut into tokens and scored; ``smoothing`` applies to the standard formula."""

    unit: TokenUnit = "words"
    max_n: int = 4
    smoothing: Smoothing = "none"


@dataclass(frozen=True, kw_only=True)
class CorpusQuestion:
    """Score a test set. The answer comes in pieces: ``CorpusProgress``, at last a ``CorpusReport``.

    Parameters
    ----------
    texts
        One text of tab-separated lines (a prediction, one reference or more), or predictions and references.
    settings
        How the texts are cut and scored.
    """

    texts: tuple[str, ...] = field(repr=False)
    settings: CorpusSettings

    def __post_init__(self) -> None:
        if len(self.texts) not in (1, 2):
            raise ValueError(f"a test set is one text of pairs or two texts, not {len(self.texts)}")


@dataclass(frozen=True, kw_only=True)
class CorpusProgress:
    """How far the scoring of a test set is: the share of the lines, and how many pairs are scored."""

    share: float
    pairs: int


@dataclass(frozen=True, kw_only=True)
class ScoredPair:
    """One line of a test set, scored on its own by both formulas; ``line`` counts from 1."""

    line: int
    prediction: str
    references: tuple[str, ...]
    lecture: float
    standard: float


@dataclass(frozen=True, kw_only=True)
class LineFault:
    """A line that could not be scored and the label key of the reason; the other lines are scored all the same."""

    line: int
    key: str


@dataclass(frozen=True, kw_only=True)
class FormulaReport:
    """What one formula says of a test set.

    ``interval`` holds the middle 95 % of the scores of test sets drawn from its lines, with replacement.
    ``histogram`` counts sentence scores in equal bins from 0 to 1, the last one holding 1 itself, ``zeros`` those
    at 0; ``worst`` and ``best`` are sentences in that order, longer ones first among equals.
    """

    score: BleuScore
    interval: tuple[float, float]
    mean: float
    zeros: int
    histogram: tuple[int, ...]
    worst: tuple[ScoredPair, ...]
    best: tuple[ScoredPair, ...]


@dataclass(frozen=True, kw_only=True)
class CorpusReport:
    """A scored test set: both formulas, and how many lines were scored, left blank or at fault (a few named).

    ``unsegmented`` counts the pairs of which a side has East Asian characters in a row that were taken for one word,
    ``empty_references`` the references that were ignored; ``references`` is the fewest and the most that a line has.
    ``conventions`` are the scores that others would print; ``resamples`` test sets were drawn for the intervals.
    ``seconds`` were spent scoring; while others had their turn is not counted.
    """

    settings: CorpusSettings
    pairs: int
    blank: int
    at_fault: int
    faults: tuple[LineFault, ...]
    empty_predictions: int
    empty_references: int
    references: tuple[int, int]
    unsegmented: int
    lecture: FormulaReport
    standard: FormulaReport
    conventions: tuple[ConventionScore, ...]
    resamples: int
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, kw_only=True)
class LinesQuestion:
    """Give the table of every line of the test set that was scored last, as CSV, from byte ``start`` on."""

    start: int = 0


@dataclass(frozen=True, kw_only=True)
class LinesPiece:
    """A piece of that table, of ``size`` bytes in all. The piece is empty at its end."""

    content: bytes = field(repr=False)
    size: int
