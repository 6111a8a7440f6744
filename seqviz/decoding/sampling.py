"""Sampling from a model: temperature, the k likeliest, the nucleus of probability p."""

import numpy as np

from seqviz.decoding.model import Model, SearchProblem, eos_id
from seqviz.decoding.reading import Reading
from seqviz.decoding.step import scores
from seqviz.records.search import TIE_DIGITS, FloatArray, Hypothesis, IntArray


def sample(
    model: Model, *, max_length: int, seed: int, count: int = 1, temperature: float = 1.0,
    top_k: int | None = None, top_p: float | None = None, alpha: float = 0.75,
) -> tuple[Hypothesis, ...]:  # fmt: skip
    """Draw ``count`` sequences token by token, in the order of drawing.

    ``log_prob`` and ``score`` of an answer are the model's own, whatever reshaped the draw; ``node`` numbers the
    draws. The same seed draws the same sequences.

    Raises
    ------
    SearchProblem
        When a number is out of range or the model answers something that is no log-probability.
    """
    if max_length < 1:
        raise SearchProblem("beam-search.error.length", length=max_length)
    if count < 1:
        raise SearchProblem("beam-search.error.count", count=count)
    random, eos = np.random.default_rng(seed), eos_id(model)
    tokens = np.full((count, max_length), -1, dtype=np.int64)
    log_prob, lengths = np.zeros(count), np.zeros(count, dtype=np.int64)
    active = np.arange(count)
    reading = Reading(model)
    rows = reading.start(count)
    for step in range(max_length):
        drawn = _draw(reshaped(rows, temperature=temperature, top_k=top_k, top_p=top_p), random)
        tokens[active, step] = drawn
        log_prob[active] += rows[np.arange(len(active)), drawn]
        lengths[active] += 1
        goes_on = np.flatnonzero(drawn != eos) if eos is not None else np.arange(len(active))
        active = active[goes_on]
        if not len(active) or step + 1 == max_length:
            break
        rows = reading.follow(goes_on, drawn[goes_on])
    marks = scores(log_prob, lengths, alpha)
    unfinished = set(active.tolist())
    return tuple(
        Hypothesis(
            tokens=tuple(model.vocabulary[token] for token in tokens[draw, : lengths[draw]]),
            log_prob=float(log_prob[draw]), score=float(marks[draw]), ended=draw not in unfinished, node=draw,
        )
        for draw in range(count)
    )  # fmt: skip


def reshaped(
    log_probs: FloatArray, *, temperature: float = 1.0, top_k: int | None = None, top_p: float | None = None
) -> FloatArray:
    """Return the probabilities (n, V) to draw from, each row summing to 1.

    Parameters
    ----------
    log_probs
        (n, V) log-probabilities of the model.
    temperature
        Divides the log-probabilities; above 0. Below 1 sharpens, above 1 flattens.
    top_k
        Leaves the k likeliest tokens; ties go to the vocabulary's order.
    top_p
        Leaves the fewest likeliest tokens whose probabilities reach p, in (0, 1]; applied after ``top_k``.
    """
    if not (np.isfinite(temperature) and temperature > 0):
        raise SearchProblem("beam-search.error.temperature", temperature=temperature)
    if top_k is not None and top_k < 1:
        raise SearchProblem("beam-search.error.top-k", top_k=top_k)
    if top_p is not None and not 0 < top_p <= 1:
        raise SearchProblem("beam-search.error.top-p", top_p=top_p)
    scaled = (log_probs - log_probs.max(axis=1, keepdims=True)) / temperature
    order = np.argsort(-np.round(log_probs, TIE_DIGITS), axis=1, kind="stable")
    sorted_p = _normalize(np.exp(np.take_along_axis(scaled, order, axis=1)))
    if top_k is not None:
        sorted_p[:, top_k:] = 0
        sorted_p = _normalize(sorted_p)
    if top_p is not None:
        before = np.cumsum(sorted_p, axis=1) - sorted_p
        sorted_p[before >= top_p - 10.0**-TIE_DIGITS] = 0
        sorted_p = _normalize(sorted_p)
    result = np.empty_like(sorted_p)
    np.put_along_axis(result, order, sorted_p, axis=1)
    return result


def _normalize(rows: FloatArray) -> FloatArray:
    return np.asarray(rows / rows.sum(axis=1, keepdims=True))


def _draw(probabilities: FloatArray, random: np.random.Generator) -> IntArray:
    """Draw one token per row by inverting the cumulative distribution; a token of probability 0 is never drawn."""
    edges = np.cumsum(probabilities, axis=1)
    aims = random.random((len(probabilities), 1)) * edges[:, -1:]
    return np.asarray((edges <= aims).sum(axis=1), dtype=np.int64)
