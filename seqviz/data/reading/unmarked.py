"""UTF-16 without its mark: of the two orders of bytes the one that a person can read."""

from collections import Counter

from seqviz.data.reading.chinese import frequent

READABLE = 0.6
"""The least mean score. The wrong order of bytes gives signs from everywhere, mostly rare ideographs."""
SURE = 0.92
"""Where no byte is zero a text of rare ideographs or syllables could be anything: only frequent ones count."""
_SAMPLE = 100_000
_ALPHABETS = (
    ("\u00a0", "\u052f"), ("\u0590", "\u06ff"), ("\u0900", "\u0eff"), ("\u1e00", "\u206f"), ("\u3000", "\u30ff"),
    ("\uac00", "\ud7a3"), ("\uff01", "\uff5e"),
)  # fmt: skip
"""Letters and signs of Europe, the Near East, India, Thailand, Vietnam, Japan and Korea."""


def read_unmarked(content: bytes, *, least: float = READABLE) -> str | None:
    """Return the text in the order of bytes that reads better; ``None`` where neither makes a text."""
    texts = []
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            texts.append(content.decode(codec))
        except UnicodeDecodeError:
            continue
    best = max(texts, key=readable, default=None)
    return best if best is not None and readable(best) >= least else None


def readable(text: str) -> float:
    """Return the mean score of the characters: 1 for ASCII and frequent ideographs, less for what is rarer.

    A text without a single one of the first two, be it a blank or the end of a line, scores nothing.
    """
    counts = Counter(text[:_SAMPLE])
    if not any(c < "\x7f" or c in frequent() for c in counts):
        return 0.0
    return sum(times * _familiar(c) for c, times in counts.items()) / max(1, counts.total())


def _familiar(character: str) -> float:
    if character < "\x7f":
        return 1.0 if character >= " " or character in "\t\n\r\f" else -3.0
    if character in frequent():
        return 1.0
    if any(first <= character <= last for first, last in _ALPHABETS):
        return 0.9
    return 0.4 if "\u4e00" <= character <= "\u9fff" else 0.0
