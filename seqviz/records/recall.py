"""What a run of delayed recall says: losses, exams on fresh sequences, and what arrives at each token of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from seqviz.records.gradients import LayerReach
from seqviz.records.trail import Columns

LEARNED = 0.95
"""The share of fresh sequences that have to be right."""
NOBODY = "none"


@dataclass(frozen=True, kw_only=True)
class RecallDescription:
    """What a page needs to know about a model before its first step."""

    device: str
    parameter_count: int


@dataclass(frozen=True, kw_only=True)
class RecallStep:
    """One optimisation step; ``loss`` is the mean negative log-likelihood of the first symbol in nats."""

    MEASURED: ClassVar[tuple[str, ...]] = ("loss", "norm_before")
    COUNTED: ClassVar[tuple[str, ...]] = ("learning_rate", "seconds")

    step: int
    loss: float
    norm_before: float
    learning_rate: float
    contestant: str = ""
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, kw_only=True)
class RecallExam:
    """The share of ``sequences`` fresh ones whose first symbol was named, after ``step`` steps."""

    MEASURED: ClassVar[tuple[str, ...]] = ()
    COUNTED: ClassVar[tuple[str, ...]] = ("accuracy",)

    step: int
    accuracy: float
    sequences: int
    contestant: str = ""


@dataclass(frozen=True, kw_only=True)
class RecallQuestion:
    """Follow the loss of the symbol to be named back along one of the run's examples."""

    example: int = 0


@dataclass(frozen=True, kw_only=True)
class RecallAnswer:
    """What arrives of the loss at every token of the example, from the first symbol to the cue.

    ``named`` is the symbol that the model finds likeliest, ``probability`` that of the right one.
    """

    step: int
    tokens: tuple[str, ...]
    named: str
    probability: float
    loss: float
    layer: LayerReach


@dataclass(frozen=True, kw_only=True, eq=False)
class Exams:
    """All exams of one model: after which ``step``, and their ``accuracy``, both [n]."""

    step: NDArray[np.float64]
    accuracy: NDArray[np.float64]

    @classmethod
    def of(cls, columns: Columns) -> "Exams":
        """Take them from a trail of ``RecallExam``, which is empty before the first one."""
        nothing = np.empty(0)
        return cls(step=columns.get("step", nothing), accuracy=columns.get("accuracy", nothing))

    @property
    def learned_at(self) -> int | None:
        """The step of the first exam that was passed."""
        passed = np.flatnonzero(self.accuracy >= LEARNED)
        return int(self.step[passed[0]]) if len(passed) else None


@dataclass(frozen=True, kw_only=True)
class Race:
    """The exams of several models, which make at most ``most_steps`` steps with a ``delay``."""

    delay: int
    most_steps: int
    lanes: Mapping[str, Exams]

    @property
    def learned(self) -> dict[str, int | None]:
        """For each model the step after which it passed, if it did."""
        return {lane: exams.learned_at for lane, exams in self.lanes.items()}

    def has_ended(self, lane: str) -> bool:
        """Whether a model has passed, or has made all its steps."""
        exams = self.lanes[lane]
        return exams.learned_at is not None or bool(len(exams.step) and exams.step[-1] >= self.most_steps)

    @property
    def is_over(self) -> bool:
        """Whether every model has ended."""
        return all(map(self.has_ended, self.lanes))

    @property
    def first(self) -> frozenset[str]:
        """The models that passed first, ``NOBODY`` where the race ended without one; empty while it is open."""
        steps = {lane: step for lane, step in self.learned.items() if step is not None}
        if steps:
            return frozenset(lane for lane, step in steps.items() if step == min(steps.values()))
        return frozenset({NOBODY}) if self.is_over else frozenset()
