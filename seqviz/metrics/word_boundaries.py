"""Precision, recall and F1 of the words into which a text is cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, kw_only=True)
class WordScore:
    """How many words were ``found``, how many there are in ``truth``, and how many of them are ``right``.

    A word is right where it begins and ends as a true one does.
    """

    right: int = 0
    found: int = 0
    truth: int = 0

    def __add__(self, other: "WordScore") -> "WordScore":
        return WordScore(right=self.right + other.right, found=self.found + other.found, truth=self.truth + other.truth)

    @property
    def precision(self) -> float:
        """Share of the words found that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the true words that are found."""
        return self.right / self.truth if self.truth else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.truth) if self.found + self.truth else 0.0


def score_words(truth: Sequence[str], found: Sequence[str]) -> WordScore:
    """Compare two ways to cut the same text; raise ``ValueError`` for two texts."""
    if "".join(truth) != "".join(found):
        raise ValueError("the same text, cut in two ways, is compared")
    true, guessed = _spans(truth), _spans(found)
    return WordScore(right=len(true & guessed), found=len(guessed), truth=len(true))


def _spans(words: Sequence[str]) -> set[tuple[int, int]]:
    ends = list(accumulate(map(len, words)))
    return {(end - len(word), end) for word, end in zip(words, ends, strict=True)}
