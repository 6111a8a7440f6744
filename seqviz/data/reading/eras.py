"""Years that are counted from the beginning of an era: the Republic of China, and the reigns of Japan since 1912."""

import re

ERA = (
    r"(?P<era>(?:\u4e2d[\u83ef\u534e])?\u6c11[\u570b\u56fd]|\u4ee4\u548c|\u5e73\u6210|\u662d\u548c|\u5927\u6b63)"
    r"\s*(?P<ey>\u5143|\d{1,3})"
)
"""The name of an era and its year, the first of which may be written as a word. Meiji is left out: it began with
another calendar, in which a month and a day mean other days."""
_BEFORE = {"\u4ee4\u548c": 2018, "\u5e73\u6210": 1988, "\u662d\u548c": 1925, "\u5927\u6b63": 1911}
_REPUBLIC = 1911
"""The Republic of China counts from 1912."""
_UNNAMED = re.compile(
    r"\d{2,3}\s*\u5e74\s*\d{1,2}\s*\u6708.*|1\d\d(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}|[TSHR]\s?\d{1,2}[-/.\u5e74].*"
)


def year_in(era: str, year: str) -> int:
    """Return the year of our calendar for one of an era, ``era`` and ``year`` as :data:`ERA` finds them."""
    return _BEFORE.get(era, _REPUBLIC) + (1 if year == "\u5143" else int(year))


def lacks_its_era(cell: str) -> bool:
    """Tell whether a cell looks like a date whose year is counted from an unknown beginning: 109/1/5, R2.1.5."""
    return _UNNAMED.fullmatch(cell) is not None
