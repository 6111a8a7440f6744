"""What a run trains: its model, the settings in force, and what is kept of the way. Only its thread works here."""

import threading
import time
from typing import Any

from seqviz.config.contest import Contest
from seqviz.jobs.lesson import Training, build
from seqviz.jobs.limits import Limits
from seqviz.jobs.progress import Progress
from seqviz.jobs.settings import Change, InForce, shown
from seqviz.jobs.standing import Standing
from seqviz.records.jobs import ENDED
from seqviz.records.problem import Problem
from seqviz.records.training import OutcomeRecord


class TrainingState:
    """The training of ``contest``. Its lesson is touched without the ``lock``, all that others read with it."""

    def __init__(self, contest: Contest, limits: Limits, standing: Standing, lock: "threading.Condition") -> None:
        self.progress = Progress(limits)
        self.changes: list[Change] = []
        """Settings that are to change, the oldest first."""
        self.stepping = False
        """Whether a round is being made."""
        self._contest = contest
        self._standing = standing
        self._lock = lock
        self._training: Training | None = None
        self._in_force: InForce = {}
        self._diverged: set[str] = set()
        self._broken = False

    @property
    def settings(self) -> dict[str, dict[str, Any]]:
        """Contestant to name to value: in force, or commanded since."""
        return shown(self._in_force, self.changes, self._contest.names)

    def begin(self) -> None:
        """Build the model and keep its first state."""
        training = build(self._contest)
        self._training = training
        self._keep(training)
        with self._lock:
            self.progress.description = training.description
            self.progress.landmarks = training.landmarks
            self._in_force = _copied(training.settings)
            if self._standing.phase == "starting":
                self._standing.phase = "training"

    def step(self) -> None:
        """Make one round, and keep what it says and, when one is due, the state."""
        training = self._training
        assert training is not None  # the phase is "training" only once it is built
        began = time.monotonic()
        records = training.advance()
        ended = time.monotonic()
        with self._lock:
            self.progress.stepped(began=began, ended=ended)
            self._standing.pace.stepped(ended)
            self.stepping = False
            due = self.progress.state_is_due(ended)
        if due:
            self._keep(training)
        self._take(records, training)

    def report(self) -> None:
        """Let the lesson say what it has kept to itself."""
        assert self._training is not None  # the phase is "training" only once it is built
        self._take(self._training.report(), self._training)

    def set(self, change: Change) -> None:
        """Make a change that was announced in ``changes``."""
        try:
            if self._training is not None and self._standing.phase not in ENDED:
                self._training.set(change.name, change.value, change.contestant)
                self._in_force = _copied(self._training.settings)
        finally:
            with self._lock:
                self.changes.remove(change)

    def go_on(self, learning_rate: float) -> None:
        """Let what has diverged go on from its last good weights."""
        if self._training is None or self._standing.phase not in ("training", "diverged"):
            return
        records = self._training.go_on(learning_rate)
        with self._lock:
            self.progress.told(records)
            self._diverged.difference_update(record.contestant for record in records)
            self._in_force = _copied(self._training.settings)
            if records and self._standing.phase == "diverged":
                self._standing.phase = "training"
                self._standing.command("resume", None)

    def answer(self, question: Any, step: int | None, contestant: str | None) -> Any:
        """Answer on the current state, or on the kept one nearest to ``step``."""
        if self._training is None:
            raise self._standing.problem or Problem("jobs.no-state")
        if step is None and self._broken:
            step = self.progress.steps  # what broke may have left anything behind: the newest kept state answers
        kept = None if step is None else self.progress.nearest_state(step)
        return self._training.answer(question, kept.snapshot if kept else None, contestant=contestant)

    def broke(self, problem: Problem) -> None:
        """Take in that the lesson has failed. Where memory was short the neighbours need it: only the story stays."""
        self._broken = True
        if problem.key == "jobs.memory":
            self._training = None
            with self._lock:
                self.progress.forget_states()

    def let_go(self, limits: Limits) -> None:
        """Drop everything."""
        self._training = None
        self.progress = Progress(limits)

    def _take(self, records: tuple[Any, ...], training: Training) -> None:
        """Keep what rounds said; they may have said that the run is over."""
        with self._lock:
            self.progress.told(records)
        ends = (record for record in records if isinstance(record, OutcomeRecord) and record.outcome == "diverged")
        self._diverged.update(record.contestant for record in ends)
        if training.finished:
            self._keep(training)
            with self._lock:
                self._in_force = _copied(training.settings)
                self._standing.end("diverged" if self._diverged >= set(self._contest.names) else "finished")

    def _keep(self, training: Training) -> None:
        began = time.monotonic()
        snapshot = training.snapshot()
        with self._lock:
            self.progress.keep(snapshot, began=began, ended=time.monotonic())


def _copied(settings: InForce) -> InForce:
    return {contestant: dict(values) for contestant, values in settings.items()}
