"""Sentence pairs: what is translated into what, cut into tokens and into a training and a held-out part."""

from dataclasses import dataclass, field
from typing import Literal

from seqviz.records.notice import Notice

PairsName = Literal[
    "numbers-en-fr", "dates-en-zh", "dates-en-fr", "dates-zh-en", "dates-zh-fr", "dates-fr-en", "dates-fr-zh",
    "sentences-zh-en", "sentences-en-zh", "copying", "d2l-en-fr", "own",
]  # fmt: skip
"""What can be learnt to translate; two languages stand for the direction."""

Tokens = tuple[str, ...]
TokenKind = Literal["word", "digit", "character"]
"""How a side is cut: into words, into words with numbers digit by digit, into characters."""


@dataclass(frozen=True)
class Pair:
    """A sentence and its translation, in tokens, without the end token."""

    source: Tokens
    target: Tokens


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """All pairs of a task; no source of the training part is held out. A training pair may stand there often.

    ``rare`` is the least count with which a token is known: rarer ones are ``<unk>``. ``origin`` is Markdown, empty for
    pairs that are made here. ``notices`` say what was left out.
    """

    training: tuple[Pair, ...] = field(repr=False)
    held_out: tuple[Pair, ...] = field(repr=False)
    source_kind: TokenKind
    target_kind: TokenKind
    rare: int = 1
    origin: str = ""
    licence: str = ""
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What is translated; ``reference`` is its translation where that is known, without the end token.

    ``spaced`` says whether a space stands between two words of the translation.
    """

    source: str
    reference: Tokens | None
    spaced: bool

    def joined(self, words: Tokens) -> str:
        """Return words of the translation as they are written."""
        return (" " if self.spaced else "").join(words)
