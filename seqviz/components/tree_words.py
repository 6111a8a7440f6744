"""Numbers and names of a search tree, in the learner's language."""

from collections.abc import Iterable, Sequence

from seqviz.figures.search_tree import Prefix
from seqviz.text.catalog import Language
from seqviz.text.numbers import decimals_text, number_text, power_text

PILL_LETTERS = 5
MOST_LETTERS = 9
"""A pill has room for so many letters of its token: usually, and where the tokens are long."""
LINE_LETTERS = 16
"""Letters of a prefix in the candidate table, which is narrow."""


def p_text(probability: float, language: Language) -> str:
    """Write a probability with three decimals, a very small one with a power of ten."""
    if probability <= 0:
        return "0"
    return decimals_text(probability, language) if probability >= 0.0005 else power_text(probability, language)


def factor_text(probability: float, language: Language) -> str:
    """Write one factor of a product as the table has it."""
    return number_text(probability, language, figures=4)


def sequence_text(tokens: Sequence[str]) -> str:
    """Write a sequence of tokens."""
    return " ".join(tokens)


def identity_of(prefix: Prefix, vocabulary: Sequence[str]) -> str:
    """Return the name of a prefix in the browser and in the address, the same in all searches."""
    return "-".join(str(vocabulary.index(token)) for token in prefix)


def prefix_of(identity: str, vocabulary: Sequence[str]) -> Prefix | None:
    """Return the prefix that was named, or ``None`` for what is no prefix of this table."""
    try:
        return tuple(vocabulary[int(place)] for place in identity.split("-")) if identity else ()
    except (ValueError, IndexError):
        return None


def short(token: str, letters: int = PILL_LETTERS) -> str:
    """Return a token as far as it fits into a pill for so many ``letters``."""
    room, kept = letters, ""
    for letter in token:
        room -= _breadth(letter)
        if room < 0:
            return kept + "…"
        kept += letter
    return kept


def pill_letters(tokens: Iterable[str]) -> int:
    """Return how many letters the pills of a tree need room for."""
    longest = max((sum(map(_breadth, token)) for token in tokens), default=0)
    return min(MOST_LETTERS, max(PILL_LETTERS, longest))


def tail_text(tokens: Sequence[str]) -> str:
    """Write the end of a sequence, as much as a line of the candidate table has room for."""
    shown = list(tokens[-1:])
    for token in reversed(tokens[:-1]):
        if sum(map(_breadth, sequence_text([token, *shown]))) > LINE_LETTERS:
            return sequence_text(["…", *shown])
        shown.insert(0, token)
    return sequence_text(shown)


def _breadth(letter: str) -> int:
    """A CJK character takes the room of two letters."""
    return 2 if ord(letter) > 0x2E7F else 1
