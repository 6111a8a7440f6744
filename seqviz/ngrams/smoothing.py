"""From counts to probabilities: no smoothing, add-k, the lecture's interpolation, Kneser-Ney.

Each rule climbs from the shortest context to the longest and needs, at every order, three numbers: how often the
n-gram was seen, how often its context was continued, and by how many distinct tokens. They may be scalars, one per
held-out token, or one per token of the vocabulary: the same lines serve a sentence, a text and a whole distribution.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np

from seqviz.ngrams.counts import Floats
from seqviz.records.problem import Problem

Rule = Literal["none", "add-k", "interpolated", "kneser-ney"]
RULES: tuple[Rule, ...] = get_args(Rule)


@dataclass(frozen=True, kw_only=True)
class Smoothing:
    """A rule and its one number: k of add-k, epsilon of the interpolation, the discount d of Kneser-Ney."""

    rule: Rule = "none"
    strength: float = 1.0

    def __post_init__(self) -> None:
        """Refuse numbers with which probabilities would vanish or sum to something other than 1."""
        highest = 1.0 if self.rule == "kneser-ney" else 1e6
        if self.rule not in RULES:
            raise ValueError(f"unknown smoothing rule {self.rule!r}")
        if self.rule != "none" and not 0 < self.strength <= highest:
            raise Problem("language-models.problem.strength", value=self.strength, highest=highest)


STRENGTHS: Mapping[Rule, tuple[float, ...]] = MappingProxyType(
    {
        "add-k": tuple(np.geomspace(1e-3, 300, 23)),
        "interpolated": tuple(np.geomspace(0.01, 1000, 26)),
        "kneser-ney": tuple(np.linspace(0.05, 1, 20)),
    }
)
"""For each rule the strengths among which its best one is looked for."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """What was counted at one order: arrays [m] or scalars that broadcast.

    ``reached`` is false where fewer tokens stand before the place than this order's context needs.
    """

    joint: Floats
    total: Floats
    types: Floats
    reached: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The levels of orders 1 ... n: plain counts, and the counts of distinct predecessors that Kneser-Ney reads."""

    raw: tuple[Level, ...]
    continued: tuple[Level, ...]
    vocabulary_size: int


def estimate(evidence: Evidence, smoothing: Smoothing) -> Floats:
    """Return p(token | context) for every place that the evidence describes [m].

    With rule ``none`` a context that was never continued gives 0 for every token: 0/0 is read as "cannot happen".

    Sources: Laplace and the interpolation, D2L section "Language Models"; Kneser and Ney (1995) in the interpolated
    form of Chen and Goodman (1999), its unigrams interpolated with 1/V so that no token gets 0.
    """
    if smoothing.rule == "none":
        return _longest(evidence, 0.0)
    if smoothing.rule == "add-k":
        return _longest(evidence, smoothing.strength)
    if smoothing.rule == "interpolated":
        return _interpolate(evidence.raw, smoothing.strength, 1 / evidence.vocabulary_size)
    levels = (*evidence.continued[:-1], evidence.raw[-1])
    return _kneser_ney(levels, smoothing.strength, 1 / evidence.vocabulary_size)


def _longest(evidence: Evidence, k: float) -> Floats:
    p = np.zeros(())
    for level in evidence.raw:
        total = level.total + k * evidence.vocabulary_size
        ratio = np.divide(level.joint + k, total, out=np.zeros(np.shape(level.joint)), where=total > 0)
        p = np.where(level.reached, ratio, p)
    return p


def _kneser_ney(levels: Sequence[Level], discount: float, base: float) -> Floats:
    p = np.asarray(base, np.float64)
    for level in levels:
        known = level.total > 0
        total = np.where(known, level.total, 1.0)
        kept = np.maximum(level.joint - discount, 0.0) / total
        p = np.where(known, kept + discount * level.types / total * p, p)
    return p


def _interpolate(levels: Sequence[Level], strength: float, base: float) -> Floats:
    """p_n = (count + epsilon p_(n-1)) / (total + epsilon), starting from ``base``."""
    p = np.asarray(base, np.float64)
    for level in levels:
        p = (level.joint + strength * p) / (level.total + strength)
    return p
