"""How well a text suits the Chinese encodings, or the Korean one: in the right one its characters are common ones."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Literal

SURE = 0.65
"""A Chinese text whose mean score is this high is Chinese, whatever else its bytes could be."""
_ASSETS = Path(__file__).parents[3] / "assets" / "reading"


def chinese(text: str, encoding: Literal["gb18030", "big5"]) -> float:
    """Return the mean score of the characters beyond ASCII, from below 0 (none suits) to 1 (all are frequent)."""
    beyond = Counter(c for c in text if c > "\x7f")
    return sum(times * _familiar(c, encoding) for c, times in beyond.items()) / max(1, beyond.total())


def is_rather_korean(sample: bytes) -> bool:
    """Tell whether bytes are words of frequent Korean syllables: rare Chinese characters look like a short one too."""
    try:
        beyond = [c for c in sample.decode("euc-kr") if c > "\x7f"]
    except UnicodeDecodeError:
        return False
    return bool(beyond) and sum(c in _frequent_syllables() for c in beyond) > len(beyond) / 2


def _familiar(character: str, encoding: Literal["gb18030", "big5"]) -> float:
    """Rate a character of a Chinese text: frequent, in the first level of its standard, punctuation, or strange."""
    if character in frequent():
        return 1.0
    if (
        "\u3000" <= character <= "\u303f"
        or "\uff00" <= character <= "\uffef"
        or character in "\u00b7\u2014\u2026\u201c\u201d\u2018\u2019\u2103\u00b0"
    ):
        return 0.8
    first, last = (0xB0, 0xD7) if encoding == "gb18030" else (0xA4, 0xC6)
    lead = _lead(character, "gb2312" if encoding == "gb18030" else "big5")
    return 0.4 if first <= lead <= last else 0.15 if "\u4e00" <= character <= "\u9fff" and lead else -0.5


def _lead(character: str, codec: str) -> int:
    try:
        return character.encode(codec)[0]
    except UnicodeEncodeError:
        return 0


@cache
def frequent() -> frozenset[str]:
    """Return the most frequent characters of Chinese, simplified and traditional."""
    return _characters("frequent.txt")


@cache
def _frequent_syllables() -> frozenset[str]:
    return _characters("hangul.txt")


def _characters(name: str) -> frozenset[str]:
    return frozenset((_ASSETS / name).read_text(encoding="utf-8")) - {"\n"}
