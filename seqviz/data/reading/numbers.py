"""A column of numbers: the decimal sign is found by all of it, and never guessed from one cell."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seqviz.data.reading.cells import Decimal, Number, is_infinite, is_missing, number_of, odd_sign
from seqviz.records.problem import Problem

_SIMPLE = re.compile(r"[0-9.,eE+\-\n]*")
_SETTLING = 200
"""Cells among which one that settles the decimal sign is looked for before all are."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of numbers, NaN where a value is missing, read by one decimal sign; ``unit`` as in :class:`Number`."""

    values: list[float]
    decimal: Decimal
    unit: str


def evidence(cells: Iterable[str]) -> Decimal | None:
    """Return the decimal sign that some cell settles, if all that settle it agree."""
    signs = {next(iter(found.readings)) for cell in cells if (found := number_of(cell)) and len(found.readings) == 1}
    return signs.pop() if len(signs) == 1 else None


def read_column(
    name: str, cells: Sequence[str], rows: Sequence[int], *, decimal: Decimal | None, elsewhere: Decimal | None,
    likely: Decimal | None,
) -> Column:  # fmt: skip
    """Read a column.

    Parameters
    ----------
    rows
        The line of each cell in the file.
    decimal
        The sign that the learner chose.
    elsewhere
        What other columns settled, where this one settles nothing.
    likely
        What the kind of file makes certain enough, where nothing settles it.

    Raises
    ------
    Problem
        ``reading.not-a-number``, ``reading.infinite``, ``reading.two-signs``, ``reading.two-units``, and
        ``reading.ask.decimal`` where the learner has to say which sign it is.
    """
    simple = _simple(cells, decimal)
    if simple is not None:
        return Column(values=simple[0], decimal=simple[1] or decimal or elsewhere or ".", unit="")
    known = {cell: None if is_missing(cell) else number_of(cell) for cell in set(cells)}
    found = [known[cell] for cell in cells]
    _refuse_words(name, cells, rows, found)
    sign = decimal or _sign(name, cells, rows, found, elsewhere, likely)
    _refuse_other_sign(name, cells, rows, found, sign)
    values = [math.nan if number is None else number.readings[sign] for number in found]
    return Column(values=values, decimal=sign, unit=_unit(name, cells, rows, found))


def _simple(cells: Sequence[str], decimal: Decimal | None) -> tuple[list[float], Decimal | None] | None:
    """Read a column without thousands and signs all at once, where nothing is in doubt; else return ``None``."""
    joined = "\n".join(cells)
    if not _SIMPLE.fullmatch(joined) or ("." in joined and "," in joined):
        return None
    sign: Decimal | None = "." if "." in joined else "," if "," in joined else None
    if sign is not None and (decimal or evidence(cells[:_SETTLING])) != sign:
        return None
    try:
        values = [float(cell) if cell else math.nan for cell in joined.replace(",", ".").split("\n")]
    except ValueError:
        return None
    finite = all(math.isfinite(v) for v, cell in zip(values, cells, strict=True) if cell)
    return (values, sign) if finite else None


def _refuse_words(name: str, cells: Sequence[str], rows: Sequence[int], found: Sequence[Number | None]) -> None:
    for cell, row, number in zip(cells, rows, found, strict=True):
        if is_infinite(cell) or (number and any(map(math.isinf, number.readings.values()))):
            raise Problem("reading.infinite", column=name, row=row)
    wrong = [place for place, number in enumerate(found) if number is None and not is_missing(cells[place])]
    if wrong:
        first = wrong[0]
        sign = odd_sign(cells[first])
        raise Problem(
            "reading.not-a-number", column=name, text=cells[first][:40], sign=sign, row=rows[first], count=len(wrong)
        )


def _sign(
    name: str, cells: Sequence[str], rows: Sequence[int], found: Sequence[Number | None], elsewhere: Decimal | None,
    likely: Decimal | None,
) -> Decimal:  # fmt: skip
    """Return the decimal sign of a column: what its cells settle, else other columns, else the kind of file."""
    settled = {next(iter(n.readings)): place for place, n in enumerate(found) if n and len(n.readings) == 1}
    if len(settled) == 2:
        dot, comma = settled["."], settled[","]
        raise Problem(
            "reading.two-signs", column=name, row=rows[dot], text=cells[dot][:40], other_row=rows[comma],
            other=cells[comma][:40],
        )  # fmt: skip
    if settled:
        return next(iter(settled))
    doubtful = [place for place, n in enumerate(found) if n and len(set(n.readings.values())) > 1]
    if not doubtful:
        return elsewhere or "."
    if elsewhere:
        return elsewhere
    if likely and all(likely in cells[place] for place in doubtful):
        return likely
    number = found[doubtful[0]]
    assert number is not None
    raise Problem(
        "reading.ask.decimal", column=name, row=rows[doubtful[0]], text=cells[doubtful[0]][:40],
        point=number.readings["."], comma=number.readings[","],
    )  # fmt: skip


def _refuse_other_sign(
    name: str, cells: Sequence[str], rows: Sequence[int], found: Sequence[Number | None], sign: Decimal
) -> None:
    for cell, row, number in zip(cells, rows, found, strict=True):
        if number is not None and sign not in number.readings:
            raise Problem("reading.other-sign", column=name, row=row, text=cell[:40], sign=sign)


def _unit(name: str, cells: Sequence[str], rows: Sequence[int], found: Sequence[Number | None]) -> str:
    """Return the unit of a column. Percent beside plain numbers, or two currencies, are not one series."""
    units: dict[str, int] = {}
    for place, number in enumerate(found):
        if number is not None:
            units.setdefault(number.unit, place)
    named = [unit for unit in units if unit]
    if len(named) > 1 or ("" in units and named in (["%"], ["\u2030"])):
        first, second = sorted(units.values())[:2]
        raise Problem(
            "reading.two-units", column=name, row=rows[second], text=cells[second][:40], other_row=rows[first],
            other=cells[first][:40],
        )  # fmt: skip
    return named[0] if named else ""
