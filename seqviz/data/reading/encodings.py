"""Which encoding a file is in: UTF-8 and UTF-16 are certain, the older ones are told apart by what a reader would see.

Almost every sequence of bytes is *valid* in the Chinese encodings and in cp1252, so validity decides nothing. In the
right one of them a Chinese text consists of common characters, a Western one of letters beside letters.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Literal

from seqviz.records.problem import Problem

Encoding = Literal["utf-8", "utf-16", "gb18030", "big5", "cp1252"]
FREQUENT = Path(__file__).parents[3] / "assets" / "reading" / "frequent.txt"
PLAUSIBLE, PLAUSIBLE_IF_SHORT, SHORT = 0.5, 0.35, 12
"""The least mean score of the characters beyond ASCII. Korean or Russian read as Chinese stays below the first; up to
``SHORT`` different characters may all be rare ones."""
_SAMPLE = 100_000
_CODECS: dict[Encoding, tuple[str, ...]] = {
    "utf-8": ("utf-8-sig",),
    "gb18030": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
    "cp1252": ("cp1252",),
}
_PACKED = (
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf",
)
_WESTERN = re.compile(
    "[A-Za-z][\u00c0-\u024f]{1,2}|[\u00c0-\u024f]{1,2}[A-Za-z]"  # letters beside letters
    "|(?<![\u0080-\uffff])[\u00c0-\u024f\u00a0-\u00bf\u2013-\u203a\u20ac\u2122](?![\u0080-\uffff])"  # or one sign alone
    "|[\u00ab\u00bb\u2018-\u201e\u2026\u20ac\u00a0\u2013\u2014]"  # or punctuation
)


def decode(content: bytes, *, encoding: Encoding | None = None) -> tuple[str, Encoding]:
    """Return a file as text, and its encoding: the given one, else the one that reads best.

    Raises
    ------
    Problem
        ``reading.binary``; ``reading.encoding`` with the line of the first byte that is not UTF-8;
        ``reading.not-in-encoding`` where the given encoding does not fit.
    """
    if content.startswith(_PACKED):
        raise Problem("reading.binary")
    if encoding is not None:
        text = _utf16(content) if encoding == "utf-16" else _strict(content, encoding)
        if text is None:
            raise Problem("reading.not-in-encoding", encoding=encoding)
        return _no_binary(text), encoding
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content:
        text = _utf16(content)
        if text is None:
            raise Problem("reading.binary")
        return _no_binary(text), "utf-16"
    text = _strict(content, "utf-8")
    if text is not None:
        return _no_binary(text), "utf-8"
    return _best(content)


def _best(content: bytes) -> tuple[str, Encoding]:
    """Return the most plausible of the older encodings; at equal scores the first."""
    names: tuple[Encoding, ...] = ("gb18030", "big5", "cp1252")
    read = {name: text for name in names if (text := _strict(content, name)) is not None}
    scores = {name: plausibility(text, name) for name, text in read.items()}
    best = max(scores, key=lambda name: scores[name], default=None)
    if best is None or scores[best] < _least(read[best]):
        head = content[:4096]
        if sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head) > len(head) / 50:
            raise Problem("reading.binary")
        raise Problem("reading.encoding", row=_first_wrong_row(content))
    return _no_binary(read[best]), best


def _least(text: str) -> float:
    beyond = len({c for c in text[:_SAMPLE] if c > "\x7f"})
    return PLAUSIBLE if beyond > SHORT else PLAUSIBLE_IF_SHORT


def plausibility(text: str, encoding: Encoding) -> float:
    """Return how well the characters beyond ASCII suit the encoding, from below 0 (not at all) to 1."""
    beyond = Counter(c for c in text[:_SAMPLE] if c > "\x7f")
    count = beyond.total()
    if not count:
        return 1.0
    if encoding == "cp1252":
        fitting = "".join(_WESTERN.findall(text[:_SAMPLE]))
        return sum(c > "\x7f" for c in fitting) / count
    return sum(times * _familiar(c, encoding) for c, times in beyond.items()) / count


def _familiar(character: str, encoding: Encoding) -> float:
    """Rate a character of a Chinese text: frequent, in the first level of its standard, punctuation, or strange."""
    if character in _frequent():
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
def _frequent() -> frozenset[str]:
    return frozenset(FREQUENT.read_text(encoding="utf-8")) - {"\n"}


def _strict(content: bytes, encoding: Encoding) -> str | None:
    for codec in _CODECS[encoding]:
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _utf16(content: bytes) -> str | None:
    """Read UTF-16 by its mark; without one, zero bytes stand where the high half of a Latin sign is."""
    codec = "utf-16"
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        high, low = content[0::2].count(0), content[1::2].count(0)
        codec = "utf-16-be" if high > low else "utf-16-le"
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _no_binary(text: str) -> str:
    head = text[:4096]
    # A packed picture or program has about one control character in ten, a text next to none.
    if sum(not (c >= " " or c.isspace()) or "\x7f" <= c < "\x85" for c in head) > len(head) / 50 or "\x00" in text:
        raise Problem("reading.binary")
    return text


def _first_wrong_row(content: bytes) -> int:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return content[: error.start].count(b"\n") + 1
    return 1
