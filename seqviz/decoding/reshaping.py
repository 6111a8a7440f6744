"""From a model's probabilities to those that are drawn from: temperature, the k likeliest, the nucleus of mass p."""

from dataclasses import dataclass

import numpy as np

from seqviz.decoding.model import SearchProblem
from seqviz.records.search import TIE_DIGITS, FloatArray, IntArray, tie_order


@dataclass(frozen=True, kw_only=True)
class Shaping:
    """How probabilities are reshaped before a draw.

    Parameters
    ----------
    temperature
        Divides the log-probabilities; above 0. Below 1 sharpens, above 1 flattens. What 0 is usually taken to mean,
        the likeliest token, is ``top_k=1``.
    top_k
        Leaves the k likeliest tokens; ties go to the vocabulary's order, so that it never leaves more.
    top_p
        Leaves the fewest likeliest tokens whose probabilities, after temperature and ``top_k``, reach p in (0, 1].

    Notes
    -----
    The order temperature, top-k, top-p, each on what the one before has left and normalized, is that of the samplers
    in use (transformers' ``TemperatureLogitsWarper``, ``TopKLogitsWarper``, ``TopPLogitsWarper``). At ties these differ
    among themselves: transformers' top-k leaves every token as likely as the k-th. The nucleus is that of Holtzman et
    al. (2020), the smallest set with a mass of at least p.
    """

    temperature: float = 1.0
    top_k: int | None = None
    top_p: float | None = None

    def __post_init__(self) -> None:
        """Raise ``SearchProblem`` for a number out of range."""
        if not (np.isfinite(self.temperature) and self.temperature > 0):
            raise SearchProblem("beam-search.error.temperature", temperature=self.temperature)
        if self.top_k is not None and self.top_k < 1:
            raise SearchProblem("beam-search.error.top-k", top_k=self.top_k)
        if self.top_p is not None and not 0 < self.top_p <= 1:
            raise SearchProblem("beam-search.error.top-p", top_p=self.top_p)


@dataclass(frozen=True, kw_only=True, eq=False)
class Stages:
    """Rows of probabilities on their way to the die, all (n, V) and each row likeliest first.

    ``order`` are the places in the vocabulary, ``tempered`` the probabilities after the temperature, ``after_k`` those
    after top-k, ``shares`` those that are drawn from; each row of them sums to 1.
    """

    order: IntArray
    tempered: FloatArray
    after_k: FloatArray
    shares: FloatArray

    @property
    def edges(self) -> FloatArray:
        """Where the stretch of each token ends on the die, (n, V)."""
        return np.asarray(np.cumsum(self.shares, axis=1))

    def thrown(self, dice: FloatArray) -> IntArray:
        """Return the place in ``order`` (n,) on that each of ``dice`` (n,) falls; never one of probability 0."""
        # Rounding may leave the last edge a little below 1 and the die above it.
        aims = np.minimum(dice[:, np.newaxis], np.nextafter(self.edges[:, -1:], 0))
        return np.asarray((self.edges <= aims).sum(axis=1), dtype=np.int64)


def stages(log_probs: FloatArray, shaping: Shaping) -> Stages:
    """Reshape log-probabilities (n, V), step by step."""
    order = np.stack([tie_order(row) for row in log_probs])
    scaled = (log_probs - log_probs.max(axis=1, keepdims=True)) / shaping.temperature
    tempered = _normalize(np.exp(np.take_along_axis(scaled, order, axis=1)))
    after_k = tempered
    if shaping.top_k is not None:
        after_k = tempered.copy()
        after_k[:, shaping.top_k :] = 0
        after_k = _normalize(after_k)
    shares = after_k
    if shaping.top_p is not None:
        before = np.cumsum(after_k, axis=1) - after_k
        shares = _normalize(np.where(before >= shaping.top_p - 10.0**-TIE_DIGITS, 0, after_k))
    return Stages(order=order, tempered=tempered, after_k=after_k, shares=shares)


def reshaped(
    log_probs: FloatArray, *, temperature: float = 1.0, top_k: int | None = None, top_p: float | None = None
) -> FloatArray:
    """Return the probabilities (n, V) to draw from, in the vocabulary's order; see ``Shaping`` for the parameters."""
    found = stages(log_probs, Shaping(temperature=temperature, top_k=top_k, top_p=top_p))
    result = np.empty_like(found.shares)
    np.put_along_axis(result, found.order, found.shares, axis=1)
    return result


def _normalize(rows: FloatArray) -> FloatArray:
    return np.asarray(rows / rows.sum(axis=1, keepdims=True))
