"""Sampling from a model: one throw of the die for each token, over reshaped probabilities."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seqviz.decoding.loop import Rules
from seqviz.decoding.model import Model, SearchProblem, eos_id
from seqviz.decoding.reading import Reading
from seqviz.decoding.reshaping import Shaping, Stages, reshaped, stages
from seqviz.decoding.step import scores
from seqviz.decoding.tables import Prefix
from seqviz.records.sampling import Cut, Throw, TokenShare
from seqviz.records.search import Convention, FloatArray, Hypothesis, IntArray

__all__ = ["dice_of", "reshaped", "sample", "throws"]


def sample(
    model: Model, *, max_length: int, seed: int, count: int = 1, temperature: float = 1.0,
    top_k: int | None = None, top_p: float | None = None, alpha: float = 0.75, prefix: Prefix = (),
) -> tuple[Hypothesis, ...]:  # fmt: skip
    """Draw ``count`` sequences token by token, in the order of drawing.

    ``log_prob`` and ``score`` of an answer are the model's own, whatever reshaped the draw; ``node`` numbers the
    draws. The same seed draws the same sequences: the i-th of them is the first one of seed ``seed + i``. Every one
    begins with ``prefix``, whose probabilities stay in the product.

    Raises
    ------
    SearchProblem
        When a number is out of range, the prefix cannot start an answer, or the model answers something that is no
        log-probability.
    """
    check(model, max_length=max_length, prefix=prefix, alpha=alpha)
    if count < 1:
        raise SearchProblem("beam-search.error.count", count=count)
    shaping = Shaping(temperature=temperature, top_k=top_k, top_p=top_p)
    tokens = np.full((count, max_length), -1, dtype=np.int64)
    tokens[:, : len(prefix)] = [model.vocabulary.index(token) for token in prefix]
    log_prob, lengths = np.zeros(count), np.full(count, len(prefix))
    for turn in _walk(model, dice_of(seed, count, max_length), shaping, prefix):
        log_prob[turn.active] = turn.log_prob
        tokens[turn.active, lengths[turn.active]] = turn.tokens
        lengths[turn.active] += 1
    eos, marks = eos_id(model), scores(log_prob, lengths, alpha)
    return tuple(
        Hypothesis(
            tokens=tuple(model.vocabulary[token] for token in tokens[draw, : lengths[draw]]),
            log_prob=float(log_prob[draw]), score=float(marks[draw]),
            ended=eos is not None and bool(tokens[draw, lengths[draw] - 1] == eos), node=draw,
        )
        for draw in range(count)
    )  # fmt: skip


def throws(model: Model, *, max_length: int, seed: int, shaping: Shaping, prefix: Prefix = ()) -> tuple[Throw, ...]:
    """Return throw by throw how ``sample`` draws the first sequence of ``seed``; see there for the parameters."""
    check(model, max_length=max_length, prefix=prefix)
    dice = dice_of(seed, 1, max_length)
    written, found = prefix, []
    for turn in _walk(model, dice, shaping, prefix):
        u = float(dice[0, len(written)])
        found.append(_throw(model, turn, shaping, prefix=written, u=u))
        written = (*written, found[-1].chosen.token)
    return tuple(found)


def dice_of(seed: int, count: int, length: int) -> FloatArray:
    """Return the dice of ``count`` seeds from ``seed`` on, (count, length) numbers in [0, 1): one row for each seed."""
    return np.stack([np.random.default_rng(seed + draw).random(length) for draw in range(count)])


def check(model: Model, *, max_length: int, prefix: Prefix, alpha: float = 0.0) -> None:
    """Raise ``SearchProblem`` where a search would: for a number out of range, or a prefix that can start nothing."""
    Rules(
        method="exhaustive", width=None, max_length=max_length, forced=prefix, convention=Convention(alpha=alpha)
    ).check(model)  # fmt: skip


def prefixed(model: Model, reading: Reading, prefix: Prefix, count: int) -> tuple[FloatArray, float]:
    """Read the forced prefix; return the rows (count, V) of what may follow, and its log-probability."""
    rows, log_prob = reading.start(count), 0.0
    for token in prefix:
        place = model.vocabulary.index(token)
        log_prob += float(rows[0, place])
        if not np.isfinite(log_prob):
            raise SearchProblem("beam-search.error.prefix-impossible", prefix=" ".join(prefix))
        rows = reading.follow(np.arange(count), np.full(count, place))
    return rows, log_prob


@dataclass(frozen=True, kw_only=True, eq=False)
class _Turn:
    """One token for each sequence that is still ``active``: where its die fell, and the model's log-probability."""

    active: IntArray
    rows: FloatArray
    stages: Stages
    places: IntArray
    tokens: IntArray
    log_prob: FloatArray


def _walk(model: Model, dice: FloatArray, shaping: Shaping, prefix: Prefix) -> Iterator[_Turn]:
    """Throw the die of each sequence, one row of ``dice`` (n, T), until all have ended or are full."""
    reading, eos = Reading(model), eos_id(model)
    active = np.arange(len(dice))
    rows, before = prefixed(model, reading, prefix, len(dice))
    log_prob = np.full(len(dice), before)
    for step in range(len(prefix), dice.shape[1]):
        found = stages(rows, shaping)
        places = found.thrown(dice[active, step])
        tokens = np.take_along_axis(found.order, places[:, np.newaxis], axis=1)[:, 0]
        log_prob = log_prob + rows[np.arange(len(active)), tokens]
        yield _Turn(active=active, rows=rows, stages=found, places=places, tokens=tokens, log_prob=log_prob)
        goes_on = np.flatnonzero(tokens != eos) if eos is not None else np.arange(len(active))
        active, log_prob = active[goes_on], log_prob[goes_on]
        if not len(active) or step + 1 == dice.shape[1]:
            return
        rows = reading.follow(goes_on, tokens[goes_on])


def _throw(model: Model, turn: _Turn, shaping: Shaping, *, prefix: Prefix, u: float) -> Throw:
    """Write down the turn of a single sequence."""
    found, order = turn.stages, turn.stages.order[0]
    kept_by_k = float(found.tempered[0, : shaping.top_k].sum())
    shares = tuple(
        TokenShare(
            token=model.vocabulary[token], p=float(np.exp(turn.rows[0, token])),
            tempered=float(found.tempered[0, place]), share=float(found.shares[0, place]),
            high=float(found.edges[0, place]), cut=_cut(turn, shaping, place),
        )
        for place, token in enumerate(order.tolist())
    )  # fmt: skip
    return Throw(
        prefix=prefix, shares=shares, nucleus=kept_by_k * (shaping.top_p or 1.0), u=u, place=int(turn.places[0]),
        log_prob=float(turn.log_prob[0]),
    )  # fmt: skip


def _cut(turn: _Turn, shaping: Shaping, place: int) -> Cut:
    if not np.isfinite(turn.rows[0, turn.stages.order[0, place]]):
        return "impossible"
    if shaping.top_k is not None and place >= shaping.top_k:
        return "top_k"
    # A token that the temperature has made smaller than any float is kept, and never drawn.
    cut = turn.stages.shares[0, place] == 0 < turn.stages.after_k[0, place]
    return "top_p" if cut else "kept"
