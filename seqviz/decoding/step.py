"""One step of a search as a pure rule: candidates in, the survivors and the endings out."""

from dataclasses import dataclass

import numpy as np

from seqviz.records.search import TIE_DIGITS, FloatArray, IntArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """What one step decided; candidates are numbered ``prefix * V + token``.

    ``chosen`` (ascending) are above the cut, ``ended`` marks those of them that are complete.
    """

    chosen: IntArray
    ended: np.ndarray[tuple[int], np.dtype[np.bool_]]


def choose(totals: FloatArray, *, width: int | None, eos: int | None) -> Choice:
    """Keep the best ``width`` candidates of one step.

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
    chosen = np.arange(flat.size) if width is None else _best(np.round(flat, TIE_DIGITS), width)
    ended = np.zeros(len(chosen), dtype=bool) if eos is None else chosen % totals.shape[1] == eos
    return Choice(chosen=chosen, ended=ended)


def _best(values: FloatArray, width: int) -> IntArray:
    """Return the places of the ``width`` largest possible values, ascending; of tied ones the first are taken."""
    possible = np.flatnonzero(np.isfinite(values))
    if len(possible) <= width:
        return possible
    cut = np.partition(values[possible], -width)[-width]
    above = possible[values[possible] > cut]
    level = possible[values[possible] == cut]
    return np.sort(np.concatenate([above, level[: width - len(above)]]))


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
    return bool(np.round(best_finished, TIE_DIGITS) > np.round(best_possible, TIE_DIGITS))
