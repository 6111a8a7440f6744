"""One step of a search as a pure rule: candidates in, the survivors and the endings out."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from seqviz.records.search import TIE_DIGITS, FloatArray, IntArray, LengthScore

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """What one step decided; candidates are numbered ``prefix * V + token``.

    ``chosen`` (ascending) are above the cut, ``ended`` marks those of them that are complete.
    """

    chosen: IntArray
    ended: np.ndarray[tuple[int], np.dtype[np.bool_]]


def choose(totals: FloatArray, *, width: int | None, eos: int | None, spare: bool = False) -> Choice:
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
    spare
        Whether what ends takes no place from what goes on: among the best ``width`` it is complete, and the best
        ``width`` of all others go on.

    Notes
    -----
    Ties go to the prefix that comes first in vocabulary order, compared token by token, provided that the rows of
    ``totals`` come in that order; ``chosen`` keeps it for the next step.
    """
    flat = totals.ravel()
    chosen = np.arange(flat.size) if width is None else _best(np.round(flat, TIE_DIGITS), width)
    if spare and width is not None and eos is not None:
        others = np.round(totals, TIE_DIGITS)
        others[:, eos] = -np.inf
        chosen = np.union1d(chosen[chosen % totals.shape[1] == eos], _best(others.ravel(), width))
    return _as_choice(chosen, totals.shape[1], eos)


def _as_choice(chosen: IntArray, size: int, eos: int | None) -> Choice:
    """Return chosen candidates, ascending, of a vocabulary of ``size`` tokens as a choice."""
    ended = np.zeros(len(chosen), dtype=bool) if eos is None else chosen % size == eos
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


def best_of_each(values: FloatArray, group: IntArray, width: IntArray) -> BoolArray:
    """Mark the ``width`` (S,) largest possible values of each of S groups of rows (n, V); of tied ones the first.

    ``group`` (n,) is ascending and names no group without a row.
    """
    counts = np.bincount(group)
    starts = np.cumsum(counts) - counts
    side_by_side = np.full((len(counts), counts.max(), values.shape[1]), -np.inf)
    side_by_side[group, np.arange(len(group)) - starts[group]] = values
    cut = _cuts(side_by_side.reshape(len(counts), -1), width)[group, np.newaxis]
    chosen = np.asarray(values > cut)
    above = np.add.reduceat(chosen.sum(axis=1), starts)
    row, column = np.nonzero((values == cut) & np.isfinite(values))
    level = np.bincount(group[row], minlength=len(counts))
    rank = np.arange(len(row)) - (np.cumsum(level) - level)[group[row]]
    first = rank < (width - above)[group[row]]
    chosen[row[first], column[first]] = True
    return chosen


def _cuts(values: FloatArray, width: IntArray) -> FloatArray:
    """Return of each row (S, n) its value number ``width`` from the top: -inf where it has fewer, inf for a width 0."""
    size = values.shape[1]
    places = size - np.clip(width, 1, size)
    found = np.partition(values, np.unique(places), axis=1)[np.arange(len(values)), places]
    found = np.where(width > size, -np.inf, found)
    return np.asarray(np.where(width > 0, found, np.inf))


def scores(
    log_probs: FloatArray, length: int | IntArray, alpha: float, length_score: LengthScore = "power"
) -> FloatArray:
    """Return ``log p / L**alpha``, the score of sequences of ``length`` tokens, or that of another ``length_score``.

    Log-probabilities are negative, so a larger ``alpha`` favours longer sequences. (D2L, chapter on beam search;
    ((5 + L) / 6)**alpha: Wu et al., "Google's neural machine translation system", 2016.)
    """
    lengths = np.asarray(length, dtype=np.float64)
    if length_score == "reward":
        return np.asarray(log_probs + alpha * lengths)
    return np.asarray(log_probs / np.power(lengths if length_score == "power" else (5 + lengths) / 6, alpha))


def still_possible(totals: FloatArray, *, best: float, reach: FloatArray, eos: int | None) -> Choice:
    """Keep every candidate that can still win or tie: ``reach`` (n, V) are the best scores to which each can lead."""
    wins = np.round(reach, TIE_DIGITS) >= np.round(best, TIE_DIGITS)
    return _as_choice(np.flatnonzero(np.isfinite(totals) & wins), totals.shape[1], eos)


def may_stop(best_finished: float, best_possible: float) -> bool:
    """Return whether no active prefix can still win.

    A prefix of log-probability ``log p`` can only lose probability, and at best reaches ``log p / T**alpha`` at the
    longest length T: ``best_possible`` is that bound for the best active prefix. Strictly less, because a tie is
    decided by the tie rule and not by who came first.
    """
    return bool(np.round(best_finished, TIE_DIGITS) > np.round(best_possible, TIE_DIGITS))
