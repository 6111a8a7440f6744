"""The graded Chinese sentences of the course, cut into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np


@dataclass(frozen=True, kw_only=True)
class GradedSentence:
    """One sentence: its ``words``, where each punctuation mark is one, and its HSK ``level``, 1 the easiest of 6."""

    words: tuple[str, ...]
    level: int

    @property
    def text(self) -> str:
        """The sentence as it is written."""
        return "".join(self.words)


@cache
def graded_sentences() -> tuple[GradedSentence, ...]:
    """Return all sentences in a fixed mixed order.

    The package lists them by level; mixed, the end that is held out is as hard as the rest. Any fixed order would do.
    """
    import hsk_sentences_audio as hsk

    listed = list(hsk.load_sentences())
    order = np.random.default_rng(0).permutation(len(listed))
    return tuple(
        GradedSentence(
            words=tuple(segmented(one["chinese"], [token["word"] for token in one["tokens"]])), level=one["hsk_level"]
        )
        for one in (listed[index] for index in order)
    )


def segmented(sentence: str, words: Sequence[str]) -> list[str]:
    """Cut ``sentence`` at the given words; what stands between them (punctuation) is cut into single characters."""
    pieces: list[str] = []
    start = 0
    for word in words:
        found = sentence.find(word, start)
        if found < 0:
            continue
        pieces += [*sentence[start:found], word]
        start = found + len(word)
    return [*pieces, *sentence[start:]]
