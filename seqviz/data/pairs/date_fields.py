"""The parts of a date that is written out: year, month, day and weekday, of a translation too that is none."""

import re
from collections.abc import Mapping
from typing import Literal

from seqviz.records.pairs import Tokens

DateField = Literal["year", "month", "day", "weekday"]
_PATTERNS: Mapping[str, Mapping[DateField, str]] = {
    # behind the digits stand the signs for year, month and day; the two before a weekday's own mean "week"
    "zh": {"year": r"(\d+)\u5e74", "month": r"(\d+)\u6708", "day": r"(\d+)\u65e5", "weekday": r"(\u661f\u671f.)"},
    "en": {"year": r"(\d+)$", "month": r",([a-z]+)", "day": r"[a-z](\d+),", "weekday": r"^([a-z]+)"},
    "fr": {"year": r"(\d+)$", "month": r"\d(\D+)\d", "day": r"\D(\d+)\D", "weekday": r"^(\D+)\d"},
}


def date_fields(words: Tokens, language: str) -> dict[DateField, str]:
    """Return the parts that are there, as they are written in ``language``; what cannot be found is left out."""
    line = "".join(words)
    found = {field: re.search(pattern, line) for field, pattern in _PATTERNS[language].items()}
    return {field: match[1] for field, match in found.items() if match}
