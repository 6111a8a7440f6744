"""A sentence with a blank: a line of the learner's, an example of the lecture's, or a held-out sentence."""

import re
from dataclasses import dataclass
from functools import cache

from seqviz.config.two_sided import BlankText
from seqviz.data.blanks.hungry import Sentence, read_parts
from seqviz.data.blanks.sets import blank_set, cut
from seqviz.records.problem import Problem

MARK = re.compile("[_\uff3f]+")
"""How a learner writes a blank; a full-width line is one too."""
LONGEST = 60
"""Tokens of a sentence that can be drawn."""


@dataclass(frozen=True, kw_only=True)
class Blank:
    """The tokens of a sentence and the ``place`` that is hidden; ``truth`` is what stands there, if anything does."""

    tokens: Sentence
    place: int
    truth: str | None


def blank_in(text: BlankText, line: str, place: int) -> Blank:
    """Hide what a line marks with ``__``, else the token at ``place``, or in the middle where that is negative.

    Raises ``Problem`` for a line without a token beside the blank, or with too many.
    """
    if found := MARK.search(line):
        before, after = (cut(text, part, open_end=True) for part in (line[: found.start()], line[found.end() :]))
        tokens, at, truth = (*before, "", *after), len(before), None
    else:
        tokens = cut(text, line)
        at = len(tokens) // 2 if place < 0 else min(place, len(tokens) - 1)
        truth = tokens[at] if tokens else None
    if len(tokens) < 2:
        raise Problem("bidirectional.short")
    if len(tokens) > LONGEST:
        raise Problem("bidirectional.long", count=len(tokens), longest=LONGEST)
    return Blank(tokens=tokens, place=at, truth=truth)


def example(text: BlankText, number: int) -> str:
    """Return an example: the lecture's sentences with their blank, or the held-out sentence of that number."""
    listed = examples(text)
    return listed[number % len(listed)] if listed else whole_example(text, number)


def whole_example(text: BlankText, number: int) -> str:
    """Return the held-out sentence of that number, of those that can be drawn."""
    found = drawable(text)
    return blank_set(text).joiner.join(found[number % len(found)])


@cache
def drawable(text: BlankText) -> tuple[Sentence, ...]:
    """Return the held-out sentences of 5 to 60 tokens."""
    return tuple(one for one in blank_set(text).held_out if 5 <= len(one) <= LONGEST)


def examples(text: BlankText) -> tuple[str, ...]:
    """Return the sentences of the lecture where a text has them."""
    if text == "hungry-en":
        return tuple(read_parts("en").examples)
    return tuple(read_parts("zh").examples) if text == "hungry-zh" else ()
