"""The conventions that hide behind "beam search", applied to one step: scores, slots, and when it is enough."""

import numpy as np

from seqviz.decoding.step import Choice, choose, scores
from seqviz.records.search import Convention, FloatArray, Stopping


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


def has_enough(stopping: Stopping, finished: int, width: int | None) -> bool:
    """Return whether so many finished answers end the search, whatever is open."""
    return (stopping == "first" and finished > 0) or (stopping == "first_k" and width is not None and finished >= width)
