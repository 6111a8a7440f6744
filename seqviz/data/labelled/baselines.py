"""What labels a text without a network: the commonest label, a table of tags, naive Bayes.

A network is worth its training only where it beats counting, not where it beats the commonest label.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from seqviz.data.labelled.examples import LabelledSet, all_labels


class Baseline(Protocol):
    """Labels the tokens of one example."""

    def label(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Return one label for each token, or a single one where the task has one for all."""


@dataclass(frozen=True, kw_only=True)
class Commonest:
    """Gives everything the commonest label."""

    usual: str
    aligned: bool

    def label(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Return the commonest label, as often as it is asked for."""
        return (self.usual,) * (len(tokens) if self.aligned else 1)


@dataclass(frozen=True, kw_only=True)
class TagTable:
    """Gives each token the tag that it had most often; one that it never met gets the commonest of all."""

    tags: Mapping[str, str]
    usual: str

    def label(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Return the tag of each token, whatever stands around it."""
        return tuple(self.tags.get(token, self.usual) for token in tokens)


@dataclass(frozen=True, kw_only=True)
class NaiveBayes:
    """Multinomial naive Bayes: log p(label) plus log p(token | label) of every token, in whatever order they stand.

    One is added to every count; a token that was never met tells nothing.
    """

    priors: Mapping[str, float]
    likelihoods: Mapping[str, Mapping[str, float]]

    def label(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Return the most probable label."""
        scores = self.scores(tokens)
        return (max(scores, key=lambda label: scores[label]),)

    def scores(self, tokens: Sequence[str]) -> dict[str, float]:
        """Return the log-probability of each label together with the tokens."""
        return {
            label: prior + sum(self.likelihoods[label].get(token, 0.0) for token in tokens)
            for label, prior in self.priors.items()
        }


def commonest(found: LabelledSet) -> Commonest:
    """Return the label that is commonest in training."""
    return Commonest(usual=_most(Counter(all_labels(found.training)), found.labels), aligned=found.aligned)


def counting(found: LabelledSet) -> Baseline:
    """Return what counting makes of a task: a table of tags, or naive Bayes."""
    return tag_table(found) if found.aligned else naive_bayes(found)


def tag_table(found: LabelledSet) -> TagTable:
    """Count the tags of each token in training."""
    counts: dict[str, Counter[str]] = {}
    for one in found.training:
        for token, tag in zip(one.tokens, one.labels, strict=True):
            counts.setdefault(token, Counter())[tag] += 1
    tags = {token: _most(tags, found.labels) for token, tags in counts.items()}
    return TagTable(tags=tags, usual=commonest(found).usual)


def naive_bayes(found: LabelledSet) -> NaiveBayes:
    """Count the tokens of each label in training."""
    examples = Counter(all_labels(found.training))
    counts: dict[str, Counter[str]] = {label: Counter() for label in found.labels}
    for one in found.training:
        counts[one.labels[0]].update(one.tokens)
    known = set().union(*counts.values())
    totals = {label: tokens.total() + len(known) for label, tokens in counts.items()}
    return NaiveBayes(
        priors={label: math.log(examples[label] / len(found.training)) for label in found.labels},
        likelihoods={
            label: {token: math.log((tokens[token] + 1) / totals[label]) for token in known}
            for label, tokens in counts.items()
        },
    )


def labels_by(baseline: Baseline, found: LabelledSet) -> tuple[str, ...]:
    """Return what a baseline says to all held-out examples, one after another."""
    return tuple(label for one in found.held_out for label in baseline.label(one.tokens))


def _most(counts: Counter[str], labels: Sequence[str]) -> str:
    """Return the label with the highest count; of equal ones the first in the order of the task."""
    return max(labels, key=lambda label: counts[label])
