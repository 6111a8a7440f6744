"""Reading a test set line by line: one file of tab-separated pairs, or two files whose lines belong together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest

from seqviz.records.problem import Problem
from seqviz.records.scoring import LineFault

MOST_LINES = 1_000_000
_SNIFFED = 8192
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NOT_UTF8 = ("bleu.error.encoding.predictions", "bleu.error.encoding.references")


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


def read_lines(contents: Sequence[bytes]) -> Iterator[Line]:
    """Read a test set from one file (prediction, tab, reference) or two (predictions, references).

    Only a line feed ends a line: a form feed or a Unicode separator is white space inside it. One line at a time is
    decoded.

    Raises
    ------
    Problem
        ``bleu.error.binary``; ``bleu.error.encoding`` with the line, of two files also which; ``bleu.error.unequal``
        with both counts; ``bleu.error.too_many_lines``.
    """
    keys = _NOT_UTF8 if len(contents) == 2 else ("bleu.error.encoding",)
    for content, not_utf8 in zip(contents, keys, strict=True):
        _refuse_binary(content[:_SNIFFED], not_utf8)
    _refuse_counts([count_lines(content) for content in contents])
    size, done = max(1, sum(map(len, contents))), 0
    sides = [_decoded(content, not_utf8) for content, not_utf8 in zip(contents, keys, strict=True)]
    for number, columns in enumerate(zip_longest(*sides, fillvalue=("", 0)), start=1):
        done += sum(length for _, length in columns)
        texts = [text for text, _ in columns] if len(contents) == 2 else columns[0][0].split("\t")
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


def _decoded(content: bytes, not_utf8: str) -> Iterator[tuple[str, int]]:
    """Yield each line as text with its length in bytes."""
    for number, raw in enumerate(BytesIO(content), start=1):
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise Problem(not_utf8, line=number) from error
        yield text, len(raw)


def _refuse_binary(head: bytes, not_utf8: str) -> None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Problem(not_utf8, line=1)
    # A packed picture or program has about one control character in ten bytes, a text next to none.
    if head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"%PDF")) or len(_CONTROL.findall(head)) > len(head) // 50:
        raise Problem("bleu.error.binary")


def _refuse_counts(counts: Sequence[int]) -> None:
    if len(set(counts)) > 1:
        raise Problem("bleu.error.unequal", predictions=counts[0], references=counts[1])
    if counts[0] > MOST_LINES:
        raise Problem("bleu.error.too_many_lines", lines=counts[0], most=MOST_LINES)


def count_lines(content: bytes) -> int:
    """Count the lines of a file; the last one may lack its line feed."""
    return content.count(b"\n") + (content[-1:] not in (b"", b"\n"))
