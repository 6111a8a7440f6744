"""The texts in which a token is hidden: as sentences, some of them held out, and how a learner's line is cut."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from seqviz.config.two_sided import BlankText
from seqviz.data.blanks.hungry import Sentence, read_parts, sentences
from seqviz.data.corpus import split
from seqviz.data.hsk import graded_sentences
from seqviz.data.texts import load_text, one_line, only_letters, words_of
from seqviz.data.vocabulary import Vocabulary

PIECE = 48
"""Letters of a piece of a long text, at most: it is cut between two words."""
HELD_OUT = 500
"""Sentences that are held out, at most, and no more than a sixth of all."""
WORD_LIMIT = 5_000


@dataclass(frozen=True, kw_only=True)
class BlankSet:
    """The sentences of a text. No held-out sentence has a part in training.

    ``joiner`` stands between two tokens when they are written, ``between`` are the tokens between two sentences.
    """

    training: tuple[Sentence, ...]
    held_out: tuple[Sentence, ...]
    joiner: str
    between: Sentence = ()
    source: str
    licence: str

    def vocabulary(self) -> Vocabulary:
        """Return the most frequent tokens of the training sentences."""
        return Vocabulary.of((token for one in self.training for token in one), limit=WORD_LIMIT)


def blank_set(text: BlankText) -> BlankSet:
    """Return the sentences of a text, read once in a process."""
    return _MAKERS[text]()


def cut(text: BlankText, line: str, *, open_end: bool = False) -> Sentence:
    """Return a line of the learner's in the tokens of a text; of letters, a space at an ``open_end`` counts."""
    if text == "lincoln":
        letters = only_letters(line)
        if open_end and letters:
            letters = " " * line[:1].isspace() + letters + " " * line[-1:].isspace()
        return tuple(letters)
    if text == "hungry-en":
        return tuple(words_of(one_line(line).lower()))
    return tuple(one_line(line).replace(" ", ""))


def pieces(words: Sequence[str], longest: int = PIECE) -> Iterator[Sentence]:
    """Cut a text into pieces of whole words, of at most so many letters and spaces each."""
    piece = ""
    for word in words:
        longer = f"{piece} {word}" if piece else word
        if len(longer) > longest and piece:
            yield tuple(piece)
            longer = word
        piece = longer
    if piece:
        yield tuple(piece)


@cache
def _lincoln() -> BlankSet:
    found = load_text("lincoln", fetch=False)
    training, held_out = (tuple(pieces("".join(part).split())) for part in split(found.tokens("character")))
    seen = set(training)  # a phrase of every message, such as the one it begins with
    return BlankSet(
        training=training,
        held_out=tuple(one for one in held_out if one not in seen)[:HELD_OUT],
        joiner="",
        between=(" ",),
        source=found.source,
        licence=found.licence,
    )


@cache
def _hsk() -> BlankSet:
    found = load_text("hsk", fetch=False)
    once = tuple(dict.fromkeys(tuple(one.text) for one in graded_sentences()))
    return BlankSet(
        training=once[:-HELD_OUT], held_out=once[-HELD_OUT:], joiner="", source=found.source, licence=found.licence
    )


@cache
def _hungry_en() -> BlankSet:
    return _mixed(sentences(read_parts("en")), joiner=" ")


@cache
def _hungry_zh() -> BlankSet:
    return _mixed(sentences(read_parts("zh")), joiner="")


def _mixed(found: Sequence[Sentence], *, joiner: str) -> BlankSet:
    """Hold out a sixth of sentences that were put together, in a fixed mixed order."""
    order = np.random.default_rng(0).permutation(len(found))
    mixed = tuple(found[index] for index in order)
    edge = min(HELD_OUT, len(mixed) // 6)
    return BlankSet(training=mixed[edge:], held_out=mixed[:edge], joiner=joiner, source="", licence="")


_MAKERS: Mapping[BlankText, Callable[[], BlankSet]] = MappingProxyType(
    {"lincoln": _lincoln, "hsk": _hsk, "hungry-en": _hungry_en, "hungry-zh": _hungry_zh}
)
