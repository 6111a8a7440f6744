"""A text becomes a table of cells: separator, heading and names are found, in time linear in the file."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from seqviz.data.reading.cells import Decimal, is_missing, is_number
from seqviz.data.reading.date_forms import is_date
from seqviz.data.reading.separators import ONE_COLUMN, find_separator
from seqviz.records.notice import Notice
from seqviz.records.problem import Problem

MOST_COLUMNS = 1000
LONGEST_CELL = 64
"""Characters. What is longer is no number and no name to show."""
MOST_ROWS = 1_000_000
_LOOKED_AT = 20
_DECLARED = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE)
_FIRST_CELL = re.compile(r"[,;\t|]")


@dataclass(frozen=True, kw_only=True)
class Table:
    """Cells by column, white space stripped. ``rows`` are their lines in the file, ``separator`` may be empty."""

    names: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[int, ...]
    separator: str
    notices: tuple[Notice, ...]

    def column(self, name: str) -> tuple[str, ...]:
        """Return the cells of a column; raise ``Problem`` for one that is not there."""
        if name not in self.names:
            raise Problem("reading.no-column", column=name)
        return self.columns[self.names.index(name)]


def read_table(text: str, *, decimal: Decimal | None = None) -> Table:
    """Cut a text into cells; ``decimal`` is the sign that the learner chose, which may settle what a comma is.

    Raises
    ------
    Problem
        ``reading.no-rows``; ``reading.ragged`` and ``reading.quote`` with the line; ``reading.too-many-columns`` and
        ``reading.too-many-rows``; ``reading.ask.comma`` where 5,6 may be one number or two.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    notices, skipped, separator = [], 0, None
    if match := _DECLARED.fullmatch(lines[0]):
        separator, skipped = match[1], 1
    declared = skipped
    while skipped < len(lines) and (not lines[skipped].strip() or _is_remark(lines[skipped])):
        skipped += 1
    remarks = sum(map(_is_remark, lines[declared:skipped]))
    if remarks:
        notices.append(Notice.of("reading.notice.remarks", count=remarks))
    if len(lines) - skipped > MOST_ROWS + 2:
        raise Problem("reading.too-many-rows", rows=len(lines) - skipped, most=MOST_ROWS)
    if separator is None:
        separator = find_separator(lines[skipped:], skipped, decimal)
    rows, cells = _one_column(lines, skipped) if separator == ONE_COLUMN else _cut(lines, skipped, separator)
    preamble = _preamble(cells[:50])
    if preamble:
        notices.append(Notice.of("reading.notice.preamble", count=preamble))
    rows, cells = rows[preamble:], cells[preamble:]
    if not cells:
        raise Problem("reading.no-rows")
    cells = _same_width(rows, cells)
    heading = _has_heading(cells[: _LOOKED_AT + 1])
    names = _names(cells[0] if heading else [""] * len(cells[0]))
    columns = tuple(zip(*cells[int(heading) :], strict=True))
    if not columns:
        raise Problem("reading.no-rows")
    if not heading:
        notices.append(Notice.of("reading.notice.no-heading"))
    return Table(
        names=names, columns=columns, rows=tuple(rows[int(heading) :]), separator=separator, notices=tuple(notices)
    )


def _is_remark(line: str) -> bool:
    """Tell whether a line above the table is a remark; #N/A is a value that is missing."""
    return line.lstrip().startswith("#") and not is_missing(_FIRST_CELL.split(line, 1)[0].strip(' "'))


def _one_column(lines: list[str], skipped: int) -> tuple[Sequence[int], Sequence[Sequence[str]]]:
    """Return every line as a cell: here an empty line is a missing value; in a table it is only an empty line."""
    while len(lines) > skipped and not lines[-1].strip():
        lines.pop()
    told = lines[skipped:]
    if any('"' in line for line in told):
        for row, line in enumerate(lines, start=1):
            if line.count('"') % 2:
                raise Problem("reading.quote", row=row)
        told = [line.strip().strip('"') for line in told]
    cells = [line.strip() for line in told]
    if max(map(len, cells), default=0) > LONGEST_CELL:
        cells = [_trimmed(cell) for cell in cells]
    return range(skipped + 1, len(lines) + 1), list(zip(cells, strict=True))


def _cut(lines: list[str], skipped: int, separator: str) -> tuple[Sequence[int], Sequence[Sequence[str]]]:
    """Return the numbers of the lines that hold something, and their cells."""
    reader = csv.reader(
        (line + "\n" for line in lines[skipped:]), delimiter=separator, skipinitialspace=True, strict=True
    )
    rows: list[int] = []
    found: list[tuple[str, ...]] = []
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise Problem("reading.too-many-columns", columns=len(cells), most=MOST_COLUMNS)
            stripped = tuple(map(str.strip, cells))
            written = len("".join(stripped))
            if written > LONGEST_CELL:
                stripped = tuple(map(_trimmed, stripped))
            if written:
                rows.append(skipped + reader.line_num)
                found.append(stripped)
    except csv.Error as error:
        raise Problem("reading.quote", row=(rows[-1] if rows else skipped) + 1) from error
    return rows, found


def _trimmed(cell: str) -> str:
    """Return a cell; one too long to be anything here ends in an ellipsis."""
    return cell if len(cell) <= LONGEST_CELL else cell[:LONGEST_CELL] + "\u2026"


def _preamble(head: Sequence[Sequence[str]]) -> int:
    """Return how many lines stand before the table: titles and remarks of fewer than two cells."""
    width = Counter(map(len, head)).most_common(1)[0][0] if head else 1
    if width < 2:
        return 0
    return next((place for place, cells in enumerate(head) if sum(map(bool, cells)) >= min(2, width)), 0)


def _same_width(rows: Sequence[int], cells: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Make all rows as wide as the first: empty cells at the end come and go, others do not."""
    width = len(cells[0])
    if len(set(map(len, cells))) == 1:
        return cells
    if not cells[0][-1]:
        width = max(map(len, cells))
    even = []
    for row, found in zip(rows, cells, strict=True):
        if any(found[width:]):
            raise Problem("reading.ragged", row=row, cells=len(found), columns=width)
        even.append((*found[:width], *[""] * (width - len(found))))
    return even


def _kind(cell: str) -> str:
    return "nothing" if is_missing(cell) else "date" if is_date(cell) else "number" if is_number(cell) else "words"


def _has_heading(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first line is a heading: words over numbers or dates, or words and years alone."""
    first = [_kind(cell) for cell in rows[0]]
    if not {"words", "date"} & set(first):
        return False
    if "words" in first and not {"date", "number"} & set(first):
        return True
    for place, kind in enumerate(first):
        below = [_kind(row[place]) for row in rows[1:] if not is_missing(row[place])]
        if kind == "words" and below and sum(k != "words" for k in below) > len(below) / 2:
            return True
        if kind == "date" and below and sum(k == "number" for k in below) > len(below) / 2:
            return True
    return "words" in first and all(
        re.fullmatch(r"(19|20)\d\d", cell) for cell, kind in zip(rows[0], first, strict=True) if kind == "number"
    )


def _names(heading: Sequence[str]) -> tuple[str, ...]:
    """Return names that differ from each other; a column without one goes by its number."""
    given, taken, seen = set(heading), set[str](), Counter[str]()
    names = []
    for place, cell in enumerate(heading, start=1):
        base = name = " ".join("".join(c if c.isprintable() else " " for c in cell).split()) or str(place)
        while name in taken or (name != cell and name in given):
            seen[base] += 1
            name = f"{base} ({seen[base] + 1})"
        taken.add(name)
        names.append(name)
    return tuple(names)
