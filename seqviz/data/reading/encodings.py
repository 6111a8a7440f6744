"""Which encoding a file is in: UTF-8 and UTF-16 are certain, the older ones are told apart by what a reader would see.

Almost every sequence of bytes is *valid* in the Chinese encodings and in cp1252, so validity decides nothing. In the
right one of them a Chinese text consists of common characters, a Western one of letters beside letters.
"""

import re
from typing import Literal

from seqviz.data.reading.chinese import SURE, chinese, is_rather_korean
from seqviz.data.reading.unmarked import SURE as SURE_UNMARKED
from seqviz.data.reading.unmarked import read_unmarked
from seqviz.data.reading.western import has_a_rival, western
from seqviz.records.problem import Problem

Encoding = Literal[
    "utf-8",
    "utf-16",
    "gb18030",
    "big5",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "shift_jis",
    "euc_kr",
    "koi8_r",
]
Found = Literal["gb18030", "big5", "cp1252"]
"""The older encodings that are found without being asked for; the others the learner chooses."""
PLAUSIBLE, PLAUSIBLE_IF_SHORT, SHORT = 0.5, 0.35, 12
"""The least mean score of the characters beyond ASCII. Korean or Russian read as Chinese stays below the first; up to
``SHORT`` different characters may all be rare ones."""
_SAMPLE = 100_000
_CODECS: dict[Encoding, tuple[str, ...]] = {
    "utf-8": ("utf-8-sig",),
    "big5": ("cp950", "big5hkscs"),
    "shift_jis": ("cp932",),
    "euc_kr": ("cp949",),
}
_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf4][\x80-\xbf]{3}"
)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
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
    names: tuple[Found, ...] = ("gb18030", "big5", "cp1252")
    read = {name: text for name in names if (text := _strict(content, name)) is not None}
    sample = b"\n".join(line for line in content.split(b"\n") if not line.isascii())[:_SAMPLE]
    samples = {name: sample.decode(_CODECS.get(name, (name,))[-1], errors="ignore") for name in read}
    scores = {name: plausibility(samples[name], name) for name in read}
    best = max(scores, key=lambda name: scores[name], default=None)
    if best and scores[best] >= _least(samples[best]) and not _is_rather_another(sample, samples[best], best):
        return _no_binary(read[best]), best
    text = read_unmarked(content, least=SURE_UNMARKED)
    if text is not None:
        return _no_binary(text), "utf-16"
    head = content[:4096]
    if sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head) > len(head) / 50:
        raise Problem("reading.binary")
    raise Problem("reading.encoding", row=_first_wrong_row(content))


def _least(text: str) -> float:
    return PLAUSIBLE if len({c for c in text if c > "\x7f"}) > SHORT else PLAUSIBLE_IF_SHORT


def plausibility(text: str, encoding: Found) -> float:
    """Return how well the characters beyond ASCII suit the encoding, from below 0 (not at all) to 1."""
    return western(text) if encoding == "cp1252" else chinese(text, encoding)


def _is_rather_another(sample: bytes, text: str, encoding: Found) -> bool:
    """Tell whether a reading that looks right is the wrong one: a broken UTF-8, or an encoding that is not found."""
    if encoding == "cp1252":
        return _is_broken_utf8(sample, shortest=2) or has_a_rival(sample, text)
    # Pairs of bytes of the Chinese encodings look like letters of UTF-8, but hardly like its ideographs of three bytes.
    return chinese(text, encoding) < SURE and (_is_broken_utf8(sample, shortest=3) or is_rather_korean(sample))


def _is_broken_utf8(sample: bytes, *, shortest: int) -> bool:
    """Tell whether most bytes beyond ASCII are in whole characters of UTF-8: a cut or a wrong byte spoils no file."""
    whole = sum(len(found) for found in _UTF8.findall(sample) if len(found) >= shortest)
    return 2 * whole > len(_BEYOND_ASCII.findall(sample))


def _strict(content: bytes, encoding: Encoding) -> str | None:
    for codec in _CODECS.get(encoding, (encoding,)):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _utf16(content: bytes) -> str | None:
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return read_unmarked(content)
    try:
        return content.decode("utf-16")
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
