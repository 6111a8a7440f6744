"""One step of a search as a pure rule: candidates in, their order, the survivors and the endings out."""

from dataclasses import dataclass

import numpy as np

from seqviz.records.search import FloatArray, IntArray

DIGITS = 10
"""Log-probabilities that agree to ten decimals are tied: floating point must not choose between .1 x .6 and .2 x .3."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """What one step decided; candidates are numbered ``prefix * V + token``.

    ``order`` ranks all of them, ``chosen`` (ascending) are above the cut, ``ended`` marks those of ``chosen`` that
    are complete.
    """

    order: IntArray
    chosen: IntArray
    ended: np.ndarray[tuple[int], np.dtype[np.bool_]]


def choose(totals: FloatArray, *, width: int | None, eos: int | None) -> Choice:
    """Rank the candidates of one step and keep the best ``width``.

    Parameters
    ----------
    totals
        (n, V) log-probabilities of the n active prefixes, each continued by every token. All candidates of a step
        have the same length, so dividing by ``L**alpha`` would not change their order.
    width
        How many go on; ``None`` keeps every one (exhaustive search). A candidate of probability 0 never counts
        among the best of a beam.
    eos
        The token that completes a sequence.

    Notes
    -----
    Ties go to the prefix that comes first in vocabulary order, compared token by token, provided that the rows of
    ``totals`` come in that order; ``chosen`` keeps it for the next step.
    """
    flat = totals.ravel()
    order = np.argsort(-np.round(flat, DIGITS), kind="stable")
    best = order if width is None else order[:width][np.isfinite(flat[order[:width]])]
    chosen = np.sort(best)
    ended = np.zeros(len(chosen), dtype=bool) if eos is None else chosen % totals.shape[1] == eos
    return Choice(order=order, chosen=chosen, ended=ended)


def scores(log_probs: FloatArray, length: int | IntArray, alpha: float) -> FloatArray:
    """Return ``log p / L**alpha``, the score of sequences of ``length`` tokens, the end token counted.

    Log-probabilities are negative, so a larger ``alpha`` favours longer sequences. (D2L, chapter on beam search.)
    """
    return np.asarray(log_probs / np.power(np.asarray(length, dtype=np.float64), alpha))


def may_stop(best_finished: float, best_possible: float) -> bool:
    """Return whether no active prefix can still win.

    A prefix of log-probability ``log p`` can only lose probability, and at best reaches ``log p / T**alpha`` at the
    longest length T: ``best_possible`` is that bound for the best active prefix. Strictly less, because a tie is
    decided by the tie rule and not by who came first.
    """
    return bool(np.round(best_finished, DIGITS) > np.round(best_possible, DIGITS))
