"""Reading a test set line by line: one text of tab-separated pairs, or two texts whose lines belong together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import zip_longest

from seqviz.records.problem import Problem
from seqviz.records.scoring import LineFault

MOST_LINES = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a test set with its two texts; ``read`` is the share of the texts read so far."""

    number: int
    prediction: str
    reference: str
    fault: LineFault | None
    read: float

    @property
    def blank(self) -> bool:
        """Whether the line holds nothing at all."""
        return not (self.prediction or self.reference or self.fault)


def read_lines(texts: Sequence[str]) -> Iterator[Line]:
    """Read a test set from one text (prediction, tab, reference) or two (predictions, references).

    Only a line feed ends a line: a form feed or a Unicode separator is white space inside it.

    Raises
    ------
    Problem
        ``bleu.error.unequal`` with both counts; ``bleu.error.too_many_lines``.
    """
    _refuse_counts([count_lines(text) for text in texts])
    size, done = max(1, sum(map(len, texts))), 0
    sides = [StringIO(text, newline="\n") for text in texts]
    for number, columns in enumerate(zip_longest(*sides, fillvalue=""), start=1):
        done += sum(map(len, columns))
        yield _line(number, list(columns) if len(texts) == 2 else columns[0].split("\t"), done / size)


def _line(number: int, texts: list[str], read: float) -> Line:
    texts = [text.strip() for text in texts]
    if not any(texts):
        return Line(number=number, prediction="", reference="", fault=None, read=read)
    key = ""
    if len(texts) == 1:
        key = "bleu.fault.no_tab"
    elif len(texts) > 2:
        key = "bleu.fault.columns"
    elif not texts[1]:
        key = "bleu.fault.no_reference"
    prediction, reference = (*texts, "")[:2]
    fault = LineFault(line=number, key=key) if key else None
    return Line(number=number, prediction=prediction, reference=reference, fault=fault, read=read)


def _refuse_counts(counts: Sequence[int]) -> None:
    if len(set(counts)) > 1:
        raise Problem("bleu.error.unequal", predictions=counts[0], references=counts[1])
    if counts[0] > MOST_LINES:
        raise Problem("bleu.error.too_many_lines", lines=counts[0], most=MOST_LINES)


def count_lines(text: str) -> int:
    """Count the lines of a text; the last one may lack its line feed."""
    return text.count("\n") + (text[-1:] not in ("", "\n"))
