"""Reading a test set line by line: one file of tab-separated pairs, or two files whose lines belong together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from seqviz.records.bleu import LineFault
from seqviz.records.problem import Problem

_SNIFFED = 8192


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a test set with its two texts; ``read`` is the share of the files read so far."""

    number: int
    prediction: str
    reference: str
    fault: LineFault | None
    read: float

    @property
    def blank(self) -> bool:
        """Whether the line holds nothing at all."""
        return not (self.prediction or self.reference or self.fault)


def read_lines(paths: Sequence[Path]) -> Iterator[Line]:
    """Read a test set from one file (prediction, tab, reference) or two (predictions, references).

    Only a line feed ends a line: a form feed or a Unicode separator is white space inside it. Memory holds one
    line at a time.

    Raises
    ------
    Problem
        ``bleu.error.binary``, ``bleu.error.encoding`` (with the line) or ``bleu.error.unequal`` (with both counts).
    """
    size = max(1, sum(path.stat().st_size for path in paths))
    for path in paths:
        _refuse_binary(path)
    if len(paths) == 2:
        _refuse_unequal(*paths)
    done = 0
    for number, columns in enumerate(zip_longest(*map(_decoded, paths), fillvalue=("", 0)), start=1):
        done += sum(length for _, length in columns)
        texts = [text for text, _ in columns] if len(paths) == 2 else columns[0][0].split("\t")
        yield _line(number, texts, done / size)


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


def _decoded(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each line as text with its length in bytes."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise Problem("bleu.error.encoding", line=number) from error
            yield text, len(raw)


def _refuse_binary(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(_SNIFFED)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Problem("bleu.error.encoding", line=1)
    if head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"%PDF")) or head.count(0) > len(head) // 10:
        raise Problem("bleu.error.binary")


def _refuse_unequal(predictions: Path, references: Path) -> None:
    counts = [_count_lines(path) for path in (predictions, references)]
    if counts[0] != counts[1]:
        raise Problem("bleu.error.unequal", predictions=counts[0], references=counts[1])


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)
