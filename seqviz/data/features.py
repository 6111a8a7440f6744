"""Where a feature of a text is: one label for each character, or for each token of a longer kind."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import regex
from numpy.typing import NDArray

from seqviz.data.vocabulary import UNKNOWN
from seqviz.records.problem import Problem
from seqviz.records.units import Feature, FeatureName

Labels = NDArray[np.bool_]
Span = tuple[int, int]
"""The first character, and the one after the last."""

VOWELS = "aeiou"
PATTERN_SECONDS = 0.05
"""A pattern that fits in too many ways is given up: it would stop the training."""
TRIES = 3
WIDEST = 300
"""Characters between two quotation marks or brackets that still belong together."""
NOTHING = "\ufffd"
"""Stands for a token that the vocabulary lacks."""

WORD = regex.compile(r"\p{L}+(?:['\u2019]\p{L}+)*")
BRACKETS = {"(": ")", "[": "]", "{": "}", "\u201c": "\u201d", "\u00ab": "\u00bb", "\uff08": "\uff09"}
BRACKETS |= {"\u300c": "\u300d", "\u300e": "\u300f", "\u300a": "\u300b", "\u3010": "\u3011", '"': '"'}


def labels_of(feature: Feature, text: str) -> Labels:
    """Return for each character of ``text`` whether the feature is there.

    Raises ``Problem`` for a pattern that is none, or that takes too long.
    """
    return _LABELS[feature.name](feature, text)


def token_labels(feature: Feature, tokens: Sequence[str], *, between: str = "") -> Labels:
    """Return for each token whether the feature is at its last character; ``between`` separates tokens."""
    written = [NOTHING if token == UNKNOWN else token for token in tokens]
    ends = np.cumsum([len(token) + len(between) for token in written]) - len(between) - 1
    found: Labels = labels_of(feature, between.join(written))[ends]
    return found


def places_in_words(text: str) -> NDArray[np.int64]:
    """Return for each character which letter of its word it is, 1 for the first; 0 outside words."""
    places = np.zeros(len(text), np.int64)
    for word in WORD.finditer(text):
        places[word.start() : word.end()] = np.arange(1, word.end() - word.start() + 1)
    return places


def _spans(spans: Iterator[Span], text: str) -> Labels:
    labels = np.zeros(len(text), np.bool_)
    for first, end in spans:
        labels[first:end] = True
    return labels


def _characters(text: str, wanted: str) -> Labels:
    return np.array([character in wanted for character in text], np.bool_)


def _one_later(labels: Labels) -> Labels:
    """Labels of the character before; before the first there is none."""
    return np.append(False, labels[:-1])[: len(labels)]


def _one_earlier(labels: Labels) -> Labels:
    """Labels of the next character; after the last there is none."""
    return np.append(labels[1:], False)[: len(labels)]


def _cases(letter: str) -> str:
    return letter.lower() + letter.upper()


def _enclosed(text: str) -> Iterator[Span]:
    """Stretches from an opening mark to the character before its closing one."""
    opened: list[int] = []
    for place, character in enumerate(text):
        closed = [at for at in opened if BRACKETS[text[at]] == character and place - at <= WIDEST]
        if closed:
            yield closed[-1], place
            opened = [at for at in opened if at < closed[-1]]
        elif character in BRACKETS:
            opened = [*(at for at in opened if place - at <= WIDEST), place]


def _fits(feature: Feature, text: str) -> list[Span]:
    """Stretches that the pattern fits.

    The limit of a search counts the time of the whole process: where this thread has hardly computed, it tries again.
    """
    try:
        pattern = regex.compile(feature.pattern if feature.regex else regex.escape(feature.pattern))
    except regex.error as error:
        raise Problem("units.bad-pattern", pattern=feature.pattern, why=str(error)) from None
    for _ in range(TRIES):
        began = time.thread_time()
        try:
            return list(_found(pattern, text))
        except TimeoutError:
            if time.thread_time() - began > PATTERN_SECONDS / 2:
                break
    raise Problem("units.slow-pattern", pattern=feature.pattern)


def _found(pattern: "regex.Pattern[str]", text: str) -> Iterator[Span]:
    until = time.thread_time() + PATTERN_SECONDS
    for found in pattern.finditer(text, timeout=PATTERN_SECONDS):
        yield found.span()
        if time.thread_time() > until:
            raise TimeoutError


def _began(letter: str, text: str) -> Iterator[Span]:
    return (word.span() for word in WORD.finditer(text) if text[word.start()] in _cases(letter))


_LABELS: Mapping[FeatureName, Callable[[Feature, str], Labels]] = {
    "letter": lambda feature, text: _characters(text, _cases(feature.letter)),
    "space": lambda feature, text: _characters(text, " "),
    "before": lambda feature, text: _one_later(_characters(text, _cases(feature.letter))),
    "began": lambda feature, text: _spans(_began(feature.letter, text), text),
    "place": lambda feature, text: places_in_words(text) == feature.place,
    "late": lambda feature, text: places_in_words(text) >= feature.place,
    "vowel-next": lambda feature, text: _one_earlier(_characters(text, _cases(VOWELS))),
    "space-next": lambda feature, text: _one_earlier(_characters(text, " ")),
    "enclosed": lambda feature, text: _spans(_enclosed(text), text),
    "pattern": lambda feature, text: _spans(iter(_fits(feature, text)), text),
    "marked": lambda feature, text: _spans(iter(feature.ranges), text),
}
