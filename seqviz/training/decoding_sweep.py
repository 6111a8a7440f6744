"""A translator decodes a test set in every way, piece by piece, and keeps all answers that can win at some alpha."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import torch

from seqviz.data.pairs.batching import batch_of
from seqviz.data.vocabulary import END
from seqviz.decoding.corpus import Answer, decode
from seqviz.decoding.sampling import sample
from seqviz.metrics.bootstrap import bleu_counts
from seqviz.metrics.chrf import chrf_counts
from seqviz.models.interruption import breathe
from seqviz.models.lengths import inside
from seqviz.models.recurrent import State
from seqviz.models.translator import vector_of
from seqviz.records.decoding_sweep import (
    MOST_ALPHA,
    DecodedSet,
    Sampling,
    Sweep,
    SweepQuestion,
)
from seqviz.records.pairs import Pair, Tokens
from seqviz.records.search import FloatArray
from seqviz.training.trained_translator import TrainedTranslator

PREFIXES = 1_600
"""Prefixes that are read on at once: sentences times the width of the beam."""
AT_ONCE = 200
"""Sentences of one piece at most."""
EXACT_AT_ONCE = 10
"""Sentences that are searched exactly in one piece."""
EXACT_COST = 64
"""What an exact search is reckoned to cost, in units of a beam of 1."""
SAMPLINGS: dict[Sampling, dict[str, float]] = {
    "whole": {}, "cooler": {"temperature": 0.5}, "top_k": {"top_k": 5}, "top_p": {"top_p": 0.9},
}  # fmt: skip
Pieces = Iterator[tuple[float, Sweep]]


@dataclass(frozen=True, kw_only=True)
class Written:
    """What one sentence became: its answers, the likeliest of each length, whether proven, and the prefixes read."""

    answers: tuple[Answer, ...]
    proven: bool
    expanded: int


def sweep(asked: TrainedTranslator, question: SweepQuestion) -> Pieces:
    """Yield the share that is done and everything decoded so far, beams from the narrowest on."""
    pairs = asked.corpus.pairs.held_out[: question.most]
    log_probs = reference_log_probs(asked, len(pairs))
    found = Sweep(
        step=asked.step, pairs=pairs, reference_log_prob=log_probs, sets=(), exact_alphas=question.exact_alphas
    )
    total = sum(question.widths) + EXACT_COST * len(question.exact_alphas) + question.draws * len(SAMPLINGS)
    done = 0.0
    for cost, parts in _ways(asked, question, found):
        for share, part in parts:
            now = replace(found, sets=(*found.sets, part))
            yield (done + cost * share) / total, now
        found, done = now, done + cost
    yield 1.0, replace(found, complete=True)


@torch.no_grad()
def reference_log_probs(asked: TrainedTranslator, count: int) -> FloatArray:
    """Return log p of the references of the first ``count`` held-out sentences, their end tokens counted."""
    batch = batch_of(asked.corpus.held_out, np.arange(count))
    sources, lengths, targets, target_lengths = (
        asked.on_device(part)
        for part in (batch.sources, batch.source_lengths, batch.targets, batch.target_lengths)
    )  # fmt: skip
    model = asked.model
    start = model.encode(sources, lengths)
    hidden, _ = model.decoder(model.begin(targets), start, vector_of(start))
    breathe()
    rows = model.decoder.output(hidden).double().log_softmax(-1).gather(-1, targets.unsqueeze(-1))[..., 0]
    real = inside(target_lengths, len(targets))
    return np.asarray(torch.where(real, rows, 0.0).sum(0).cpu().numpy(), dtype=np.float64)


Parts = Iterator[tuple[float, DecodedSet]]


def _ways(asked: TrainedTranslator, question: SweepQuestion, found: Sweep) -> Iterator[tuple[float, Parts]]:
    """Yield the cost of each way to decode, and its pieces."""
    pairs = found.pairs
    best = {alpha: [Answer(tokens=(), log_prob=-np.inf)] * len(pairs) for alpha in question.exact_alphas}
    for width in question.widths:
        blank = DecodedSet(method="beam", width=width, **_nothing())
        yield (
            width,
            _decoded(asked, pairs, blank, _beam(asked, width, best), at_once=min(AT_ONCE, PREFIXES // width or 1)),
        )
    for name, shaping in SAMPLINGS.items():
        for draw in range(question.draws):
            blank = DecodedSet(method="sample", sampling=name, draw=draw, **_nothing())
            sampled = _sampling(asked, shaping, seed=1 + draw * len(pairs))
            yield 1, _decoded(asked, pairs, blank, sampled, at_once=AT_ONCE)
    for alpha in question.exact_alphas:
        blank = DecodedSet(method="exact", alpha=alpha, **_nothing())
        exact = _exact(asked, best[alpha], question.budget, alpha)
        yield EXACT_COST, _decoded(asked, pairs, blank, exact, at_once=EXACT_AT_ONCE)


Decode = Callable[[State, int, int], Sequence[Written]]
"""States of sentences first ... last to what they become."""


def _beam(asked: TrainedTranslator, width: int, best: Mapping[float, list[Answer]]) -> Decode:
    """Return a beam that keeps the answers that score best at each alpha in ``best``."""

    def written(start: State, first: int, last: int) -> Sequence[Written]:
        # what may stop at the greatest alpha may stop at all: the others favour length less
        found = decode(asked.writing(start), last - first, width=width, max_length=asked.most_words, alpha=MOST_ALPHA)
        for alpha, leading in best.items():
            for n, one in enumerate(found, start=first):
                leading[n] = max([leading[n], *one.answers], key=partial(score_of, alpha=alpha))
        return [Written(answers=able_to_win(one.answers), proven=False, expanded=one.expanded) for one in found]

    return written


def score_of(answer: Answer, *, alpha: float) -> float:
    """Return ``log p / L**alpha``."""
    return float(answer.log_prob / max(len(answer.tokens), 1) ** alpha)


def _exact(asked: TrainedTranslator, best: list[Answer], budget: int, alpha: float) -> Decode:
    """Return an exact search that has ``best`` to beat, and gives these where its budget does not do."""

    def written(start: State, first: int, last: int) -> Sequence[Written]:
        found = decode(
            asked.writing(start), last - first, method="exact", max_length=asked.most_words, alpha=alpha, budget=budget,
            floors=[score_of(answer, alpha=alpha) for answer in best[first:last]],
        )  # fmt: skip
        answers = [
            max(known, Answer(tokens=one.tokens, log_prob=one.log_prob), key=partial(score_of, alpha=alpha))
            for known, one in zip(best[first:last], found, strict=True)
        ]
        return [
            Written(answers=(answer,), proven=one.proven, expanded=one.expanded)
            for answer, one in zip(answers, found, strict=True)
        ]

    return written


def _sampling(asked: TrainedTranslator, shaping: dict[str, float], *, seed: int) -> Decode:
    def written(start: State, first: int, last: int) -> Sequence[Written]:
        draws = sample(
            asked.writing(start), max_length=asked.most_words, seed=seed + first, count=last - first,
            **shaping,  # type: ignore[arg-type]  # top_k is whole
        )  # fmt: skip
        return [
            Written(answers=(Answer(tokens=one.tokens, log_prob=one.log_prob),), proven=False, expanded=len(one.tokens))
            for one in draws
        ]

    return written


def able_to_win(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return those of answers, shortest first, that no longer one exceeds: no others win at any alpha >= 0."""
    kept: list[Answer] = []
    for answer in reversed(answers):
        if not kept or answer.log_prob > kept[-1].log_prob:
            kept.append(answer)
    return tuple(reversed(kept))


def _decoded(
    asked: TrainedTranslator, pairs: Sequence[Pair], blank: DecodedSet, write: Decode, *, at_once: int
) -> Parts:
    """Decode so many sentences in each piece; yield the share that is done, and everything written so far."""
    part = blank
    for first in range(0, len(pairs), at_once):
        breathe()
        last = min(first + at_once, len(pairs))
        began = time.thread_time()
        written = write(states_of(asked, first, last), first, last)
        part = _with(part, written, pairs, first=first, seconds=time.thread_time() - began)
        yield last / len(pairs), part


def states_of(asked: TrainedTranslator, first: int, last: int) -> State:
    """Return the states with which the decoder starts after held-out sentences ``first`` ... ``last - 1``."""
    return asked.start([pair.source for pair in asked.corpus.pairs.held_out[first:last]])


def _with(
    part: DecodedSet, written: Sequence[Written], pairs: Sequence[Pair], *, first: int, seconds: float
) -> DecodedSet:
    """Return the set with the answers to the sentences from ``first`` on."""
    rows = [(first + n, answer) for n, one in enumerate(written) for answer in one.answers]
    words = [words_of(answer.tokens) for _, answer in rows]
    targets = [pairs[n].target for n, _ in rows]

    def grown(name: str, values: Sequence[object]) -> np.ndarray:
        old = getattr(part, name)
        new = np.array(values, dtype=old.dtype).reshape(-1, *old.shape[1:])
        return np.concatenate([old, new])

    return replace(
        part,
        sentence=grown("sentence", [n for n, _ in rows]),
        length=grown("length", [len(answer.tokens) for _, answer in rows]),
        log_prob=grown("log_prob", [answer.log_prob for _, answer in rows]),
        words=(*part.words, *words),
        bleu=grown("bleu", [bleu_counts(*pair) for pair in zip(words, targets, strict=True)]),
        chrf=grown("chrf", [chrf_counts(*pair) for pair in zip(words, targets, strict=True)]),
        proven=grown("proven", [one.proven for one in written]),
        expanded=part.expanded + sum(one.expanded for one in written),
        seconds=part.seconds + seconds,
    )


def _nothing() -> dict[str, Any]:
    none = np.empty(0, np.int16)
    return {
        "sentence": none, "length": none, "log_prob": np.empty(0), "words": (), "proven": none, "expanded": 0,
        "bleu": np.empty((0, 10), np.int16), "chrf": np.empty((0, 18), np.int16), "seconds": 0.0,
    }  # fmt: skip


def words_of(tokens: Tokens) -> Tokens:
    """Return tokens without the end token."""
    return tokens[:-1] if tokens[-1:] == (END,) else tokens
