"""A sentence as tokens, as its side of a task is cut."""

import re

from seqviz.data.texts import one_line, words_of
from seqviz.records.pairs import TokenKind, Tokens


def cut(sentence: str, kind: TokenKind) -> Tokens:
    """Return the tokens of a sentence: in lower case, without white space."""
    line = one_line(sentence).lower()
    if kind == "character":
        return tuple(line.replace(" ", ""))
    words = words_of(line)
    if kind == "word":
        return tuple(words)
    return tuple(piece for word in words for piece in re.findall(r"\d|\D+", word))
