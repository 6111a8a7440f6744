"""How well a text suits Windows-1252: in it letters stand beside letters, and one language explains their accents.

Polish, Czech, Hungarian, Turkish, Baltic, Vietnamese, the old Macintosh and DOS are *valid* in Windows-1252 too. They
give themselves away by signs inside words (``rodz\u00b9``), or because another encoding makes one language of what is a
mixture of several in Windows-1252.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

CERTAIN = 0.95
"""The share of the words with accents that another language has to explain before it outdoes Windows-1252."""
ALPHABETS = Path(__file__).parents[3] / "assets" / "reading" / "alphabets.txt"
_FITTING = re.compile(
    "[A-Za-z][\u00c0-\u024f]{1,2}|[\u00c0-\u024f]{1,2}[A-Za-z]"  # letters beside letters
    "|(?<![\u0080-\uffff])[\u00c0-\u024f\u00a0-\u00bf\u2013-\u203a\u20ac\u2122](?![\u0080-\uffff])"  # or one sign alone
    "|[\u00ab\u00bb\u2018-\u201e\u2026\u20ac\u00a0\u2013\u2014]"  # or punctuation
)
_ORDINARY = re.compile(
    "\\b[cdkm]?m[\u00b2\u00b3]|\\b[nm][\u00ba\u00aa]|[0-9][\u00ba\u00aa\u00b0\u00b2\u00b3\u00b9\u00bc-\u00be]"
    "|\u00b5(?=[a-z])|[\u2018\u2019](?=[a-z])|\u00bf(?=[^\n?]{0,400}[?])|\u00f5(?=e)",
    re.IGNORECASE,
)
"""Signs that words hold rightly: square metres, ordinals, apostrophes, Spanish questions, Portuguese -\u00f5es."""
_BETWEEN = "\u00a0\u00a1\u00a9\u00ab\u00ae\u00b0\u00b1\u00bb\u00d7\u2013\u2014\u2022\u2026\u20ac\u2122"
_EDGES = "\u00a3\u00a5\u00a7\u00b4\u00b7\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a"
_WORD = re.compile(f"[^\\s!-@\\[-`{{-\x7f{_BETWEEN}]+")


def western(text: str) -> float:
    """Return the share of the characters beyond ASCII that stand where Windows-1252 has them."""
    count = sum(c > "\x7f" for c in text)
    return sum(c > "\x7f" for c in "".join(_FITTING.findall(text))) / max(1, count)


def has_a_rival(sample: bytes, text: str) -> bool:
    """Tell whether another encoding makes one language of a file of which a sample reads ``text`` in Windows-1252.

    A sign inside a word counts against every language. Where Windows-1252 explains as many words, it wins.
    """
    words = accented(text)
    whole = max(explained(words, letters) * _prior(letters) for letters in _alphabets()["cp1252"])
    for codec, alphabets in _alphabets().items():
        if codec == "cp1252" or whole == 1:
            continue
        other = unicodedata.normalize("NFC", sample.decode(codec, errors="replace"))
        if other == text:
            continue
        words = accented(other)
        if all(word[0] > "\x7f" and (word.istitle() or len(word) == 1) for word in words):
            continue  # a few capitals before words, and signs by themselves, are some letters in any encoding
        shares = [explained(words, letters) for letters in alphabets]
        if any(share >= CERTAIN and share > whole for share in shares):
            return True
    return False


def accented(text: str) -> Counter[str]:
    """Count the words that hold a letter or sign beyond ASCII; what words hold rightly in any language is left out."""
    words = Counter(word.strip(_EDGES) for word in _WORD.findall(_ORDINARY.sub("", text)))
    return Counter({word: times for word, times in words.items() if not word.isascii()})


def explained(words: Counter[str], letters: frozenset[str]) -> float:
    """Return the share of the words whose letters beyond ASCII all belong to one alphabet."""
    return sum(times for word, times in words.items() if _fits(word, letters)) / words.total() if words else 1.0


def _fits(word: str, letters: frozenset[str]) -> bool:
    """Tell whether a word can be one of a language: with its letters, and no capital with an accent inside."""
    inside = not word.isupper() and any(c > "\x7f" and c.isupper() for c in word[1:])
    return not inside and letters.issuperset(c for c in word if c > "\x7f")


def _prior(letters: frozenset[str]) -> float:
    """Rate a language by its number of writers: the rare letters of Icelandic are the usual ones of Turkish."""
    return 0.99 if "\u00fe" in letters else 1.0


@cache
def _alphabets() -> dict[str, list[frozenset[str]]]:
    """Return the letters beyond ASCII of the languages that are written in each encoding, small and capital."""
    found = defaultdict(list)
    for line in ALPHABETS.read_text(encoding="utf-8").splitlines():
        codec, _, letters = line.split()
        found[codec].append(frozenset(letters + letters.upper()))
    return dict(found)
