"""The conventions that hide behind "beam search", applied to one step: scores, slots, and when it is enough."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from seqviz.decoding.step import BoolArray, Choice, best_of_each, choose, scores
from seqviz.records.search import TIE_DIGITS, Convention, FloatArray, IntArray, Stopping


def scores_by(convention: Convention, log_prob: FloatArray, length: int, ended: np.ndarray | bool) -> FloatArray:
    """Return the scores of candidates of ``length`` tokens, of which some have ``ended`` with the end token."""
    lengths = length if convention.count_eos else np.maximum(length - np.asarray(ended, dtype=np.int64), 1)
    return scores(log_prob, lengths, convention.alpha, convention.length_score)


def choose_by(
    convention: Convention, totals: FloatArray, *, width: int | None, eos: int | None, finished: int
) -> Choice:
    """Cut the candidates ``totals`` (n, V) of a step before which ``finished`` answers were complete."""
    taken = finished if convention.slots == "for_good" else 0
    places = None if width is None else width - taken
    return choose(totals, width=places, eos=eos, spare=convention.slots == "none")


def cut_each(
    convention: Convention, totals: FloatArray, group: IntArray, *, width: int, eos: int | None, finished: Sequence[int]
) -> BoolArray:
    """Mark what ``choose_by`` takes of the candidates ``totals`` (n, V) of many sentences, each cut by itself.

    ``group`` (n,), ascending from 0, says whose prefix a row is; ``finished`` answers were complete of each sentence.
    """
    taken = np.array(finished) if convention.slots == "for_good" else np.zeros(len(finished), dtype=np.int64)
    values, places = np.round(totals, TIE_DIGITS), width - taken
    chosen = best_of_each(values, group, places)
    if convention.slots == "none" and eos is not None:
        ending = chosen[:, eos].copy()
        values[:, eos] = -np.inf
        chosen = best_of_each(values, group, places)
        chosen[:, eos] = ending
    return chosen


def has_enough(stopping: Stopping, finished: int, width: int | None) -> bool:
    """Return whether so many finished answers end the search, whatever is open."""
    return (stopping == "first" and finished > 0) or (stopping == "first_k" and width is not None and finished >= width)


def varied(alpha: float) -> dict[str, Convention]:
    """Return the lecture's convention, and those that differ from it in one point."""
    usual = Convention(alpha=alpha)
    return {
        "lecture": usual,
        "raw": replace(usual, alpha=0.0),
        "gnmt": replace(usual, length_score="gnmt"),
        "reward": replace(usual, length_score="reward", alpha=0.5),
        "uncounted": replace(usual, count_eos=False),
        "none": replace(usual, slots="none"),
        "for_good": replace(usual, slots="for_good"),
        "leader": replace(usual, stopping="leader"),
        "first_k": replace(usual, stopping="first_k"),
        "first": replace(usual, stopping="first"),
        "never": replace(usual, stopping="never"),
    }
