"""Reading a test set line by line: one text of tab-separated lines, or two texts whose lines belong together.

A prediction may have several references, a tab before each: in the one text behind the prediction, or in the second.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import zip_longest

from seqviz.records.problem import Problem
from seqviz.records.scoring import LineFault

MOST_LINES = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a test set: a prediction, the references that are not empty, and how many are.

    ``read`` is the share of the texts read so far.
    """

    number: int
    prediction: str
    references: tuple[str, ...]
    empty: int = 0
    fault: LineFault | None = None
    read: float

    @property
    def blank(self) -> bool:
        """Whether the line holds nothing at all."""
        return not (self.prediction or self.references or self.fault)


def read_lines(texts: Sequence[str]) -> Iterator[Line]:
    """Read a test set from one text (prediction, tab, reference, tab, ...) or two (predictions, references).

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
        prediction, *references = columns if len(texts) == 2 else columns[0].split("\t", 1)
        yield _line(number, prediction.strip(), [text for more in references for text in more.split("\t")], done / size)


def _line(number: int, prediction: str, columns: list[str], read: float) -> Line:
    references = tuple(text for column in columns if (text := column.strip()))
    fault = None
    if prediction and not references:
        key = "bleu.fault.no_reference" if columns else "bleu.fault.no_tab"
        fault = LineFault(line=number, key=key)
    empty = len(columns) - len(references) if references else 0
    return Line(number=number, prediction=prediction, references=references, empty=empty, fault=fault, read=read)


def _refuse_counts(counts: Sequence[int]) -> None:
    if len(set(counts)) > 1:
        raise Problem("bleu.error.unequal", predictions=counts[0], references=counts[1])
    if counts[0] > MOST_LINES:
        raise Problem("bleu.error.too_many_lines", lines=counts[0], most=MOST_LINES)


def count_lines(text: str) -> int:
    """Count the lines of a text; the last one may lack its line feed."""
    return text.count("\n") + (text[-1:] not in ("", "\n"))
