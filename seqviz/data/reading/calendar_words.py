"""Names of months and days in the languages that files come in, and headings that speak of time."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale

_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "hu", "ro", "tr")
_KEPT = 1000
"""Words that stay known: a column repeats its months and days of the week."""
_MORE_MONTHS = {"sept": 9, "mrz": 3, "maerz": 3, "janv": 1, "fevr": 2, "juil": 7}
TIME_WORDS = Path(__file__).parents[3] / "assets" / "reading" / "time-words.txt"
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_a-zA-Z]+")


def fold(word: str) -> str:
    """Return a word in small letters without accents and full stops."""
    apart = unicodedata.normalize("NFKD", word.casefold().strip(". "))
    return "".join(c for c in apart if not unicodedata.combining(c))


@lru_cache(maxsize=_KEPT)
def month_of(word: str) -> int | None:
    """Return the number of a month by its name or abbreviation; ``None`` for any other word."""
    return _months().get(fold(word))


@lru_cache(maxsize=_KEPT)
def is_weekday(word: str) -> bool:
    """Tell whether a word is the name or abbreviation of a day of the week."""
    return fold(word) in _weekdays()


def speaks_of_time(name: str) -> bool:
    """Tell whether a heading is one of a time: its last word says so, and no word makes a rate or a duration of it."""
    words, known = _words(name), _time_words()
    while len(words) > 1 and words[-1] in known["neutral"]:
        words = words[:-1]
    if not words or known["rates"] & set(words):
        return False
    last = words[-1]
    return last in known["dates"] | known["clocks"] | known["eastern-alone"] or last.endswith(tuple(known["eastern"]))


def speaks_of_dates(name: str) -> bool:
    """Tell whether a heading is one of dates rather than of hours."""
    return speaks_of_time(name) and not _time_words()["clocks"] & set(_words(name))


def is_year(name: str) -> bool:
    """Tell whether a heading says year and nothing else."""
    return _is_one_of(name, "years")


def is_month(name: str) -> bool:
    """Tell whether a heading says month and nothing else."""
    return _is_one_of(name, "months")


def is_day(name: str) -> bool:
    """Tell whether a heading says day and nothing else."""
    return _is_one_of(name, "days")


def is_hour(name: str) -> bool:
    """Tell whether a heading says hour and nothing else."""
    return _is_one_of(name, "hours")


def has_dotted_clock(name: str) -> bool:
    """Tell whether a heading speaks of a clock so plainly that 10.30 under it is half past ten."""
    return bool(_time_words()["dotted-clocks"] & set(_words(name)))


def _is_one_of(name: str, kind: str) -> bool:
    words = _words(name)
    return len(words) == 1 and words[0] in _time_words()[kind]


@cache
def _time_words() -> dict[str, frozenset[str]]:
    lines = [line.split() for line in TIME_WORDS.read_text(encoding="utf-8").splitlines()]
    return {kind: frozenset(words) for kind, *words in lines}


@cache
def _words(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", plain))]


@cache
def _months() -> dict[str, int]:
    """Return the months by name. A word that is another month in another language stands for none."""
    found: dict[str, set[int]] = {name: {number} for name, number in _MORE_MONTHS.items()}
    for language in _LANGUAGES:
        for context in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context[width].items():
                    found.setdefault(fold(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1 and not name.isdigit()}


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        fold(name)
        for language in _LANGUAGES
        for context in Locale(language).days.values()
        for width in ("wide", "abbreviated", "short")
        if width in context
        for name in context[width].values()
    )
