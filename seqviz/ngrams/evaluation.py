"""Perplexity of n-gram models against n and against the smoothing's strength, on tokens the counts never saw."""

from collections.abc import Sequence

import numpy as np

from seqviz.data.vocabulary import Ids
from seqviz.ngrams.counts import Floats, NgramCounts
from seqviz.ngrams.model import evidence_along, mean_nll
from seqviz.ngrams.smoothing import Evidence, Rule, Smoothing, estimate
from seqviz.records.counting import PerplexityCurve, read_only


class Examiner:
    """Holds what was counted around every token of one text and asks any model of the same counts about it.

    All orders predict the same tokens: those that have a full context at the longest order.
    """

    def __init__(self, counts: NgramCounts, ids: Ids) -> None:
        self.evidence = evidence_along(counts, ids, counts.max_n)
        self.skip = counts.max_n - 1

    def probabilities(self, n: int, smoothing: Smoothing) -> Floats:
        """Return the probability of each examined token."""
        evidence = Evidence(
            raw=self.evidence.raw[:n],
            continued=self.evidence.continued[:n],
            vocabulary_size=self.evidence.vocabulary_size,
        )
        return estimate(evidence, smoothing)[self.skip :]

    def mean_nll(self, n: int, smoothing: Smoothing) -> float:
        """Return the mean of -log p per token, in nats."""
        return mean_nll(self.probabilities(n, smoothing))

    def by_n(self, smoothing: Smoothing) -> PerplexityCurve:
        """Return the perplexity for every n that was counted."""
        n = range(1, self.skip + 2)
        return _curve(smoothing.rule, n, [self.mean_nll(order, smoothing) for order in n])

    def by_strength(self, n: int, rule: Rule, strengths: Sequence[float]) -> PerplexityCurve:
        """Return the perplexity at one n for every strength."""
        nlls = [self.mean_nll(n, Smoothing(rule=rule, strength=strength)) for strength in strengths]
        return _curve(str(n), strengths, nlls)


def _curve(name: str, x: Sequence[float] | range, nlls: Sequence[float]) -> PerplexityCurve:
    with np.errstate(over="ignore"):
        return PerplexityCurve(name=name, x=read_only(x), perplexities=read_only(np.exp(nlls)))
