"""A text as training and held-out ids: the one cut by position, and the vocabulary of the training part."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from seqviz.config.language_model import Unit
from seqviz.data.texts import SourceText
from seqviz.data.vocabulary import UNKNOWN, Ids, Vocabulary
from seqviz.records.problem import Problem

SHORTEST = 24
"""Tokens of the shortest text that is taken."""
VALIDATION_LEAST = 6
"""So that every model up to a 5-gram is examined on a full context at least once."""
VALIDATION_LIMIT = 20_000
WORD_LIMIT = 5_000
"""Words that a network knows; counting knows them all."""


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """Ids of the training part and of the held-out end of one text. The two never overlap."""

    vocabulary: Vocabulary
    training: Ids
    validation: Ids


@dataclass(frozen=True, kw_only=True)
class CorpusFacts:
    """What a page says about a text before anything is trained on it; with a ``problem`` no corpus can be built."""

    characters: int
    vocabulary_size: int
    training_tokens: int
    validation_tokens: int
    problem: Problem | None = None


def split(tokens: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the training part and the held-out end of a text: its last eighth, 6 to 20,000 tokens.

    Raises ``Problem`` for a text of fewer than 24 tokens.
    """
    if len(tokens) < SHORTEST:
        raise Problem("texts.too-short", tokens=len(tokens), needed=SHORTEST)
    edge = len(tokens) - _held_out(len(tokens))
    return tokens[:edge], tokens[edge:]


def encode(training: Sequence[str], validation: Sequence[str], *, limit: int | None = None) -> Corpus:
    """Return both parts in ids of the training part's ``limit`` most frequent tokens.

    A held-out token may be ``<unk>``, as it would be in use.
    """
    vocabulary = Vocabulary.of(training, limit=limit)
    return Corpus(vocabulary=vocabulary, training=vocabulary.encode(training), validation=vocabulary.encode(validation))


def build_corpus(source: SourceText, unit: Unit, *, steps: int, max_tokens: int = 0) -> Corpus:
    """Cut a text for training with windows of ``steps`` tokens; of words the 5,000 most frequent are known.

    With ``max_tokens`` only so many of the training part are read; the held-out end stays the same. Raises ``Problem``
    when what is read has one distinct token, or is too short for one window in training.
    """
    tokens = source.tokens(unit)
    whole, validation = split(tokens)
    training = whole[: max_tokens or None]
    if problem := _unfit(len(tokens), training, set(training), steps, max_tokens):
        raise problem
    return encode(training, validation, limit=_limit(unit))


def describe(source: SourceText, unit: Unit, steps: int, max_tokens: int = 0) -> CorpusFacts:
    """Return what ``build_corpus`` would build or raise, without building it.

    Small and frozen: a page keeps it under ``source.key`` and the other arguments, for five megabytes cost up to .4 s.
    """
    tokens = source.tokens(unit)
    try:
        whole, validation = split(tokens)
    except Problem as problem:
        return CorpusFacts(
            characters=len(source.text), vocabulary_size=0, training_tokens=len(tokens), validation_tokens=0,
            problem=problem,
        )  # fmt: skip
    training = whole[: max_tokens or None]
    distinct = set(training)
    known = len(distinct - {UNKNOWN})
    return CorpusFacts(
        characters=len(source.text),
        vocabulary_size=1 + min(known, _limit(unit) or known),
        training_tokens=len(training),
        validation_tokens=len(validation),
        problem=_unfit(len(tokens), training, distinct, steps, max_tokens),
    )


def _held_out(tokens: int) -> int:
    return min(max(tokens // 8, VALIDATION_LEAST), VALIDATION_LIMIT)


def _limit(unit: Unit) -> int | None:
    return WORD_LIMIT if unit == "word" else None


def _unfit(length: int, training: Sequence[str], distinct: set[str], steps: int, max_tokens: int) -> Problem | None:
    """Say what keeps a network from training on a text of ``length`` with windows of ``steps`` tokens and a target."""
    if 0 < max_tokens <= steps:
        return Problem("texts.too-few-tokens", tokens=max_tokens, needed=steps + 1, steps=steps)
    if len(training) <= steps:
        needed = next(longer for longer in count(length) if longer - _held_out(longer) > steps)
        return Problem("texts.too-short-for-window", tokens=length, needed=needed, steps=steps)
    if len(distinct) < 2:
        return Problem("texts.one-token", token=training[0])
    return None
