"""Sentences such as the lecture's: *I am not very hungry, I have just eaten.* What follows gives the blank away.

A real text of a size that trains while one watches has too few of them. These are put together from parts, in every
combination: who it is, how it is said, what they are, and what comes of it, which fits what is so or what is not.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parents[3] / "assets" / "sentences"

Sentence = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of one language. ``{who}`` in what follows is the subject that a sentence began with.

    ``states`` names what somebody is, with what follows where it is ``so``, and where it is ``not_so``; ``plain`` is
    what somebody may be without any of it, and ``examples`` are sentences with a blank.
    """

    subjects: tuple[tuple[str, str], ...]
    so: tuple[str, ...]
    not_so: tuple[str, ...]
    very: str
    states: Mapping[str, Mapping[Literal["so", "not_so"], tuple[str, ...]]]
    comma: str
    stop: str
    plain: tuple[str, ...]
    examples: tuple[str, ...]
    by_characters: bool


def read_parts(language: Literal["en", "zh"]) -> Parts:
    """Read the parts of a language."""
    return Parts(**tomllib.loads((FOLDER / f"hungry-{language}.toml").read_text(encoding="utf-8")))


def sentences(parts: Parts) -> tuple[Sentence, ...]:
    """Return every sentence that the parts make, each once, in a fixed order."""
    return tuple(dict.fromkeys(_sentences(parts)))


def _sentences(parts: Parts) -> Iterator[Sentence]:
    for (begins, who), state in product(parts.subjects, parts.states):
        yield _cut(parts, f"{begins} {state}", parts.stop)
        kinds: tuple[tuple[Literal["so", "not_so"], tuple[str, ...]], ...] = (
            ("so", parts.so), ("not_so", parts.not_so)
        )  # fmt: skip
        for kind, adverbs in kinds:
            for adverb in adverbs:
                said = f"{begins} {adverb} {parts.very} {state}"
                yield _cut(parts, said, parts.stop)
                for follows in parts.states[state][kind]:
                    yield _cut(parts, said, parts.comma, follows.format(who=who), parts.stop)
    for (begins, _), plain in product(parts.subjects, parts.plain):
        yield _cut(parts, f"{begins} {plain}", parts.stop)


def _cut(parts: Parts, *pieces: str) -> Sentence:
    """Return pieces as tokens: words, or characters."""
    words = " ".join(pieces).split()
    return tuple("".join(words)) if parts.by_characters else tuple(words)
