"""A small network in training, step by step: what all small trainers do alike."""

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from seqviz.records.training import OutcomeRecord
from seqviz.training.guard import Guard
from seqviz.training.optimizers import Update


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What came of one step: the ``loss`` that is judged, whether the gradient was ``finite``; what else is told."""

    loss: float
    finite: bool
    figures: Mapping[str, Any] = field(default_factory=dict)


class SmallTraining(ABC):
    """A training at one learning rate, which reports every step at once and stops where it is broken.

    A trainer says how it learns from its next batch and how it is evaluated, and what of its own decides the steps to
    come. It builds its network and its ``optimizer``, then calls ``begin_guard``.
    """

    optimizer: Update
    guard: Guard

    def __init__(self, config: Any) -> None:
        """``config`` has a learning rate and ``max_steps``."""
        self.config = config
        self.step = 0
        self.seconds = 0.0
        self.tokens_read = 0
        self.broken = False

    @abstractmethod
    def learn(self) -> Learned:
        """Do one optimisation step. Where the gradient is not finite the weights stay as they are."""

    @abstractmethod
    def told(self, learned: Learned) -> Any:
        """Return the record of the step that was made last."""

    @abstractmethod
    def evaluation_is_due(self) -> bool:
        """Whether held-out data are looked at after this step."""

    @abstractmethod
    def evaluate(self) -> Any:
        """Look at held-out data and return the record of it."""

    @abstractmethod
    def own_state(self) -> dict[str, Any]:
        """Return the weights, and what decides the batches to come."""

    @abstractmethod
    def put_back(self, state: Mapping[str, Any]) -> None:
        """Go back to ``own_state``."""

    def begin_guard(self, *, hopeless: float, patience: int, good_every: int) -> None:
        """Judge every step from now on; the state of now is the first good one."""
        self.guard = Guard(hopeless=hopeless, patience=patience, good_every=good_every, state=None)
        self.guard.good = (0, self.snapshot())

    @property
    def finished(self) -> bool:
        """Whether all steps are made, or the run is broken."""
        return self.broken or self.step >= int(self.config.max_steps)

    def advance(self) -> tuple[Any, ...]:
        """Do one optimisation step and return what there is to say."""
        records: list[Any] = [self.evaluate()] if self.step == 0 else []
        begun = time.perf_counter()
        learned = self.learn()
        self.seconds += time.perf_counter() - begun
        self.step += 1
        records.append(self.told(learned))
        if self.guard.judge(learned.loss, finite=learned.finite) == "broken":
            records.append(self._end_at_the_last_good_state())
        else:
            self.guard.keep(self.step, self.snapshot)
        if not self.broken and self.evaluation_is_due():
            records.append(self.evaluate())
        return tuple(records)

    def report(self) -> tuple[Any, ...]:
        """Return nothing: every step is reported when it is made."""
        return ()

    def go_on(self, learning_rate: float) -> tuple[Any, ...]:
        """Train on from the last good weights of a run that broke, at another rate; nothing where it did not."""
        if not self.broken or self.step >= self.config.max_steps:
            return ()
        self.set("learning_rate", learning_rate)
        self.broken = False
        self.guard.forgive()
        return (OutcomeRecord(step=self.step, outcome="running", last_good_step=self.guard.good[0], stopped=False),)

    @property
    def settings(self) -> dict[str, float]:
        """What can be changed while it trains, with the values now in force."""
        return {"learning_rate": self.optimizer.learning_rate}

    def set(self, name: str, value: float) -> None:
        """Change ``learning_rate`` from the next step on; raise ``Problem`` for one out of range."""
        if name not in self.settings:
            raise ValueError(f"a run has no setting {name!r}")
        replace(self.config, learning_rate=value)  # checks the range
        self.optimizer.learning_rate = value

    def snapshot(self) -> dict[str, Any]:
        """Return everything that decides the steps to come, independent of the run. Replays exactly on one machine."""
        return {
            "step": self.step,
            "tokens_read": self.tokens_read,
            "optimizer": self.optimizer.state(),
            "doubts": self.guard.counts,
            **self.own_state(),
        }

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Put the run back to a snapshot."""
        self.step, self.tokens_read, self.broken = snapshot["step"], snapshot["tokens_read"], False
        self.optimizer.restore(snapshot["optimizer"])
        self.guard.counts = snapshot["doubts"]
        self.put_back(snapshot)

    def _end_at_the_last_good_state(self) -> OutcomeRecord:
        """Say that the run is broken and go back to the last good weights; what happened stays counted."""
        step, tokens_read, doubts = self.step, self.tokens_read, self.guard.counts
        last_good, state = self.guard.good
        self.restore(state)
        self.step, self.tokens_read, self.guard.counts, self.broken = step, tokens_read, doubts, True
        return OutcomeRecord(step=step, outcome="diverged", last_good_step=last_good)
