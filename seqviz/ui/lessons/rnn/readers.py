"""The labelling networks of each application, which train side by side, and what they are compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from seqviz.components.unrolled import Direction
from seqviz.config.contest import Contest
from seqviz.config.labelling import LabellingConfig
from seqviz.data.labelled.baselines import commonest, counting, labels_by
from seqviz.data.labelled.examples import Example, LabelledSet
from seqviz.data.labelled.tasks import LONGEST, labelled_set
from seqviz.metrics.confusion import accuracy, confusion
from seqviz.records.labelling import Counts, LabelTask
from seqviz.ui.lessons.rnn.outline import Reader, Use

READERS: Mapping[Reader, Mapping[str, Any]] = MappingProxyType(
    {
        "rnn": {"cell": "rnn", "learning_rate": 0.002},
        "none": {"cell": "rnn", "learning_rate": 0.002, "recurrence": "none"},
        "both": {"cell": "rnn", "learning_rate": 0.002, "bidirectional": True},
        "gru": {"cell": "gru", "learning_rate": 0.005},
    }
)
"""Their order is that of their colours."""
DIRECTIONS: Mapping[Reader, tuple[Direction, ...]] = MappingProxyType(
    {"rnn": ("forward",), "none": (), "both": ("forward", "backward"), "gru": ("forward",)}
)
TASKS: Mapping[Use, LabelTask] = MappingProxyType(
    {"one-one": "segmentation", "level": "level", "president": "president", "aligned": "segmentation"}
)
"""The applications that label."""
CONTESTANTS: Mapping[Use, tuple[Reader, ...]] = MappingProxyType(
    {
        "one-one": ("none",), "level": ("rnn", "gru", "none"), "president": ("rnn", "gru", "none"),
        "aligned": ("rnn", "both", "none"),
    }
)  # fmt: skip


def contest_of(use: Use) -> Contest:
    """Return the networks of an application, side by side on the same batches."""
    configs = tuple(LabellingConfig(task=TASKS[use], **READERS[reader]) for reader in CONTESTANTS[use])
    return Contest(names=CONTESTANTS[use], configs=configs)


@dataclass(frozen=True, kw_only=True, eq=False)
class Untrained:
    """The share of held-out labels that is right by the commonest label and by counting; the confusions of the latter.

    ``counts`` [L, L] has a row for each true label.
    """

    commonest: float
    counting: float
    counts: Counts


@lru_cache(maxsize=8)
def untrained(task: LabelTask) -> Untrained:
    """Label all held-out examples of a task without training, once for all learners."""
    found = labelled_set(task)
    usual, counted = (
        confusion(found.truth, labels_by(baseline, found), found.labels)
        for baseline in (commonest(found), counting(found))
    )
    counted.flags.writeable = False
    return Untrained(commonest=accuracy(usual), counting=accuracy(counted), counts=counted)


def held_out_example(found: LabelledSet, number: int) -> tuple[Example, str]:
    """Return a held-out example that a learner can read, and its text."""
    joiner = " " if found.task == "president" else ""
    fit = [one for one in found.held_out if len(one.tokens) >= 5 and len(joiner.join(one.tokens)) <= LONGEST]
    one = fit[number % len(fit)]
    return one, joiner.join(one.tokens)
