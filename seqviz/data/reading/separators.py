"""What stands between the cells of a file: the sign that cuts its first lines into equally many cells."""

import csv
import re
from collections import Counter
from collections.abc import Sequence

from seqviz.data.reading.cells import Decimal, is_missing, is_number
from seqviz.data.reading.date_forms import is_date
from seqviz.records.problem import Problem

SEPARATORS = (",", ";", "\t", "|")
ONE_COLUMN = ""
_LOOKED_AT, _SETTLING = 20, 2000
_WIDEST_LINE = 4000
_TWO_OR_ONE = re.compile(r"[+-]?\d+,\d+")
_DECIMALS = re.compile(r"[+-]?\d+,0\d+")
"""5,07: no whole number is written 07."""


def find_separator(lines: Sequence[str], skipped: int, decimal: Decimal | None) -> str:
    """Return the separator whose cells can be read; nothing for one column.

    Raises ``reading.no-rows``, and ``reading.ask.comma`` where ``decimal`` does not settle it.
    """
    sample = [line[:_WIDEST_LINE] for line in lines[:200] if line.strip()][:_LOOKED_AT]
    if not sample:
        raise Problem("reading.no-rows")
    if not any("," in line for line in sample[:1]) and all(
        is_number(line) or is_missing(line.strip()) for line in sample[1:]
    ):
        return ONE_COLUMN  # one column of 1,5 under its heading
    place = _open_comma(lines)
    if place is not None:
        if decimal is None and not any(_DECIMALS.fullmatch(line.strip()) for line in lines):
            raise Problem("reading.ask.comma", row=skipped + place + 1, text=lines[place].strip()[:40])
        return "," if decimal == "." else ONE_COLUMN
    best, best_key = ONE_COLUMN, (0.0, 0.0, 0)
    for separator in SEPARATORS:
        key = _evenness(sample, separator)
        if key > best_key:
            best, best_key = separator, key
    return best


def _evenness(sample: Sequence[str], separator: str) -> tuple[float, float, int]:
    """Rate a separator: how many lines it cuts into equally many cells, how many of these can be read, how many."""
    try:
        cut = [next(csv.reader([line], delimiter=separator, skipinitialspace=True)) for line in sample]
    except (csv.Error, StopIteration):
        return 0.0, 0.0, 0
    width, times = Counter(map(len, cut)).most_common(1)[0]
    if width < 2:
        return 0.0, 0.0, 0
    cells = [cell.strip() for line in cut for cell in line]
    read = sum(is_missing(cell) or is_date(cell) or is_number(cell) for cell in cells) / len(cells)
    return round(times / len(cut), 1), read, width


def _open_comma(lines: Sequence[str]) -> int | None:
    """Return the first line like 5,6 where every line is one, so that a column of decimals looks like two of wholes.

    A heading such as ``a,b`` is one of two columns; ``Temperature, degrees`` is as open as none.
    """
    told = [(place, line.strip()) for place, line in enumerate(lines[:_SETTLING]) if line.strip()]
    heading = told[0][1]
    if not _TWO_OR_ONE.fullmatch(heading):
        if heading.count(",") != 1 or ", " not in heading:
            return None
        told = told[1:]
    if not told or not all(_TWO_OR_ONE.fullmatch(line) for _, line in told):
        return None
    return told[0][0]
