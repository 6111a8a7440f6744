"""What labels the examples of a task without a network, computed once for all learners."""

from dataclasses import dataclass
from functools import lru_cache

from seqviz.data.labelled.baselines import commonest, counting, labels_by
from seqviz.data.labelled.tasks import labelled_set
from seqviz.metrics.confusion import accuracy, confusion
from seqviz.records.labelling import Counts, LabelTask


@dataclass(frozen=True, kw_only=True, eq=False)
class Untrained:
    """The share of held-out labels that is right by the commonest label and by counting; the confusions of the latter.

    ``counts`` [L, L] has a row for each true label.
    """

    labels: tuple[str, ...]
    commonest: float
    counting: float
    counts: Counts


@lru_cache(maxsize=8)
def untrained(task: LabelTask) -> Untrained:
    """Label all held-out examples of a task without training."""
    found = labelled_set(task)
    usual, counted = (
        confusion(found.truth, labels_by(baseline, found), found.labels)
        for baseline in (commonest(found), counting(found))
    )
    counted.flags.writeable = False
    return Untrained(labels=found.labels, commonest=accuracy(usual), counting=accuracy(counted), counts=counted)
