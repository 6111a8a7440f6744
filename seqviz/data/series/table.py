"""Bytes of a CSV file become a table of texts: encoding, separator and header are found, never guessed silently."""

import csv
import io
from dataclasses import dataclass

import pandas as pd

from seqviz.records.problem import Problem
from seqviz.records.series import Notice

MAX_BYTES = 5_000_000
SEPARATORS = ",;\t|"
LONGEST_CELL = 64
"""Characters. What is longer is no number; reading a megabyte of digits as one would take a minute."""
MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "--", "?", "."})


@dataclass(frozen=True, kw_only=True, eq=False)
class SeriesTable:
    """A file as text cells, white space stripped: what it holds is decided column by column.

    ``numeric`` columns hold mostly numbers, ``dated`` columns start with a date; both in the order of the file. The
    index of ``cells`` is the line in the file, so that a message can name it.
    """

    cells: pd.DataFrame
    numeric: tuple[str, ...]
    dated: tuple[str, ...]
    decimal_comma: bool
    notices: tuple[Notice, ...] = ()

    def column(self, name: str) -> "pd.Series[str]":
        """Return the text cells of a column; raise ``Problem`` for a column that is not there."""
        if name not in self.cells.columns:
            raise Problem("sequence-models.problem.no-column", column=name)
        return self.cells[name]


def read_table(content: bytes) -> SeriesTable:
    """Read a CSV file of up to 5 MB; raise ``Problem`` for what is no table or holds no number column."""
    text, notices = _decode(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise Problem("sequence-models.problem.empty")
    separator = _separator(text)
    cells = _cells(text, separator)
    if cells.empty:
        raise Problem("sequence-models.problem.empty")
    decimal_comma = separator != "," and bool(cells.head(50).apply(_looks_decimal_comma).any())
    columns = [str(name) for name in cells.columns]
    numeric = tuple(c for c in columns if _mostly_numbers(cells[c], decimal_comma))
    dated = tuple(c for c in columns if c not in numeric and _starts_with_a_date(cells[c]))
    if not numeric:
        raise Problem("sequence-models.problem.no-numbers", columns=", ".join(columns[:5]))
    return SeriesTable(cells=cells, numeric=numeric, dated=dated, decimal_comma=decimal_comma, notices=notices)


def missing(cells: "pd.Series[str]") -> "pd.Series[bool]":
    """Tell which cells hold nothing, or one of the usual words for nothing."""
    return cells.str.lower().isin(MISSING)


def numbers(cells: "pd.Series[str]", *, decimal_comma: bool) -> "pd.Series[float]":
    """Return the cells as numbers, NaN where a cell is none; 1,234.5 and, in such files, 1.234,5 are understood."""
    plain = pd.to_numeric(cells, errors="coerce")
    odd = plain.isna() & ~missing(cells)
    if not odd.any():
        return plain
    if decimal_comma:
        repaired = cells[odd].str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    else:
        grouped = cells[odd].str.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?").fillna(False)
        repaired = cells[odd].where(~grouped, cells[odd].str.replace(",", "", regex=False))
    return plain.where(~odd, pd.to_numeric(repaired.reindex(cells.index), errors="coerce"))


def _decode(content: bytes) -> tuple[str, tuple[Notice, ...]]:
    if len(content) > MAX_BYTES:
        raise Problem(
            "sequence-models.problem.too-large", megabytes=round(len(content) / 1e6, 1), limit=MAX_BYTES // 1_000_000
        )
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16"), ()
        if b"\x00" in content:
            raise Problem("sequence-models.problem.binary")
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise Problem("sequence-models.problem.encoding") from error
    if sum(not (c.isprintable() or c.isspace()) for c in text[:4096]) > 0.05 * min(len(text), 4096):
        raise Problem("sequence-models.problem.binary")
    return text, (Notice(key="sequence-models.notice.encoding"),)


def _separator(text: str) -> str:
    """Return the separator that occurs in the first lines most often and equally often in each."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    counts = {s: [len(next(csv.reader([line], delimiter=s))) - 1 for line in lines] for s in SEPARATORS}
    best = max(SEPARATORS, key=lambda s: (min(counts[s]) == max(counts[s]) > 0, min(counts[s]), sum(counts[s])))
    return best if sum(counts[best]) else ","


def _cells(text: str, separator: str) -> pd.DataFrame:
    """Return the cells below the header, if there is one: a first line without any number."""
    try:
        cells = pd.read_csv(
            io.StringIO(text), sep=separator, header=None, dtype=str, keep_default_na=False, skipinitialspace=True,
            skip_blank_lines=False, index_col=False, on_bad_lines="error",
        )  # fmt: skip
    except (pd.errors.ParserError, pd.errors.ParserWarning, ValueError) as error:
        raise Problem("sequence-models.problem.ragged") from error
    cells = cells.fillna("").apply(_trimmed)
    first = cells.iloc[0].tolist()
    header = not any(_is_number(cell) for cell in first)
    names = first if header else [""] * len(first)
    cells.columns = pd.Index(_distinct([name or str(place + 1) for place, name in enumerate(names)]))
    cells.index = pd.RangeIndex(1, 1 + len(cells))
    cells = cells.iloc[int(header) :]
    # In a file of one column an empty line is a missing value; in a table it is only an empty line.
    return cells if cells.shape[1] == 1 else cells.loc[(cells != "").any(axis=1)]


def _trimmed(cells: "pd.Series[str]") -> "pd.Series[str]":
    cells = cells.str.strip()
    return cells.where(cells.str.len() <= LONGEST_CELL, cells.str.slice(0, LONGEST_CELL) + "…")


def _distinct(names: list[str]) -> list[str]:
    return [f"{name} ({place + 1})" if name in names[:place] else name for place, name in enumerate(names)]


def _is_number(cell: str) -> bool:
    try:
        float(cell.strip().replace(",", "."))
    except ValueError:
        return False
    return True


def _looks_decimal_comma(cells: "pd.Series[str]") -> bool:
    return bool(cells.str.fullmatch(r"[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+").any())


def _mostly_numbers(cells: "pd.Series[str]", decimal_comma: bool) -> bool:
    """Tell whether at least half of the first cells that hold something are numbers (dates as 20240131 are not)."""
    head = cells[~missing(cells.head(20_000)).reindex(cells.index, fill_value=True)]
    if head.empty:
        return False
    if head.str.fullmatch(r"(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])").all():
        return False
    return float(numbers(head, decimal_comma=decimal_comma).notna().mean()) >= 0.5


def _starts_with_a_date(cells: "pd.Series[str]") -> bool:
    head = cells[~missing(cells)].head(20)
    return len(head) > 0 and bool(pd.to_datetime(head, errors="coerce", format="mixed").notna().mean() >= 0.5)
