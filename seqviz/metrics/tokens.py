"""Cutting a text into the tokens that BLEU counts, and making what cannot be seen visible."""

import unicodedata
from collections.abc import Sequence

import regex

from seqviz.records.bleu import TokenUnit

# Ideographs, kana and hangul: scripts whose words are not separated by white space, or whose syllables are units.
_EAST_ASIAN = regex.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003134f]"
)
# What a reader takes for one character (Unicode's extended grapheme cluster): a letter with its marks, a flag.
_CHARACTER = regex.compile(r"\X")
_CHARACTER_OR_FOREIGN_WORD = regex.compile(rf"(?={_EAST_ASIAN.pattern})\X|(?:(?!{_EAST_ASIAN.pattern})\X)+")
_RUN = 4
_JOINER = "\u200d"


def tokenize(text: str, unit: TokenUnit) -> tuple[str, ...]:
    """Cut ``text`` into tokens.

    ``words`` splits at white space of any kind; ``characters`` makes a token of what a reader takes for one
    character, marks and all; ``mixed`` cuts ideographs apart and keeps the words of other scripts.
    The text is brought to its composed form (NFC) first, so that two spellings of one accent are one token.
    """
    words = unicodedata.normalize("NFC", text).split()
    if unit == "words":
        return tuple(words)
    cut = _CHARACTER if unit == "characters" else _CHARACTER_OR_FOREIGN_WORD
    return tuple(token for word in words for token in cut.findall(word))


def looks_unsegmented(text: str) -> bool:
    """Tell whether a text holds a run of East Asian characters that white space would leave in one piece."""
    return not text.isascii() and any(len(_EAST_ASIAN.findall(word)) >= _RUN for word in text.split())


def holds_east_asian(text: str) -> bool:
    """Tell whether a text holds ideographs, kana or hangul."""
    return not text.isascii() and _EAST_ASIAN.search(text) is not None


def mixes_scripts(text: str) -> bool:
    """Tell whether a text holds East Asian characters beside letters of another script."""
    others = (char for char in text if char.isalpha() and not _EAST_ASIAN.match(char))
    return bool(_EAST_ASIAN.search(text)) and next(others, None) is not None


def hidden_characters(text: str) -> int:
    """Count the control and formatting characters that a reader would not see; white space is none of them."""
    return sum(_picture(char) != char and not char.isspace() for char in text)


def runs_right_to_left(tokens: Sequence[str]) -> bool:
    """Tell whether most letters of a text are Hebrew or Arabic."""
    letters = [char for token in tokens for char in token if char.isalpha()]
    return sum("\u0590" <= char <= "\u08ff" for char in letters) * 2 > len(letters)


def visible(token: str) -> str:
    """Return a token as it can be drawn: control characters as their pictures, other invisible ones as a box.

    The zero-width joiner stays where it holds an emoji together.
    """
    return "".join(map(_picture, token))


def _picture(char: str) -> str:
    if unicodedata.category(char) == "Cc":
        return chr(0x2400 + ord(char)) if ord(char) < 0x20 else "\u2421" if ord(char) == 0x7F else "\u25af"
    return "\u25af" if unicodedata.category(char) == "Cf" and char != _JOINER else char
