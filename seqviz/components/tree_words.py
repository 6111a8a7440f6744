"""Numbers and names of a search tree, in the learner's language."""

from collections.abc import Sequence

from seqviz.figures.search_tree import Prefix
from seqviz.text.catalog import Language
from seqviz.text.numbers import decimals_text, number_text, power_text

PILL_LETTERS = 5


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


def short(token: str) -> str:
    """Return a token as far as it fits into a pill; a CJK character takes the room of two letters."""
    room, kept = PILL_LETTERS, ""
    for letter in token:
        room -= 2 if ord(letter) > 0x2E7F else 1
        if room < 0:
            return kept + "…"
        kept += letter
    return kept
