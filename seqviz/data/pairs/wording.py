"""Tokens as a learner reads them: a source as a line to type, a translation in little room."""

import re

from seqviz.data.pairs.number_words import french_number
from seqviz.records.pairs import PairsName, TokenKind, Tokens

_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")


def written(tokens: Tokens, kind: TokenKind) -> str:
    """Return tokens as a line that is cut into them again."""
    if kind == "character":
        return "".join(tokens)
    return _BETWEEN_DIGITS.sub("", " ".join(tokens))


def spelled(words: Tokens, pairs: PairsName, *, spaced: bool) -> str:
    """Return a translation in little room: number words as a number, where they are one."""
    number = french_number(words) if pairs == "numbers-en-fr" else None
    if number is not None:
        return f"{number:,}".replace(",", "\u202f")
    return (" " if spaced else "").join(words)
