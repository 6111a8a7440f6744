"""One forecasting run as the page watches it: curves from its records, and the newest forecasts."""

import time
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np

from seqviz.jobs.run import Run
from seqviz.records.forecast import ForecastEvaluation, ForecastStep, HorizonAnswer, HorizonQuestion
from seqviz.records.jobs import Poll
from seqviz.records.training import OutcomeRecord
from seqviz.ui.live.watch import StandingQuestion

LAST_ANSWER_SECONDS = 3.0
POINTS = 300
"""Points of a training curve; more steps are averaged."""


@dataclass
class ForecastWatch:
    """What the page knows of a run: refreshed by each tick of the live view."""

    run: Run
    poll: Poll = field(default_factory=lambda: Poll(status="starting"))
    steps: list[ForecastStep] = field(default_factory=list)
    evaluations: list[ForecastEvaluation] = field(default_factory=list)
    outcome: OutcomeRecord | None = None
    standing: StandingQuestion = field(default_factory=lambda: StandingQuestion(every=0.3))
    asked: HorizonQuestion | None = None
    verdict: tuple[str, str] | None = None

    def refresh(self) -> None:
        """Ask the run for its news."""
        poll = self.run.poll(self.poll.last)
        for record in poll.records:
            if isinstance(record, ForecastStep):
                self.steps.append(record)
            elif isinstance(record, ForecastEvaluation):
                self.evaluations.append(record)
            elif isinstance(record, OutcomeRecord):
                self.outcome = record
        self.poll = poll

    def ask(self, question: HorizonQuestion) -> None:
        """Keep the forecasts fresh."""
        if self.poll.description is None or self.poll.status in ("lost", "freed"):
            return
        self.asked = question
        self._keep_fresh(question)
        # Of a run that has ended no further look will come: stay until the last answer is there.
        deadline = time.monotonic() + LAST_ANSWER_SECONDS
        while self.poll.ended and not self._up_to_date and time.monotonic() < deadline:
            time.sleep(0.02)
            self._keep_fresh(question)

    def _keep_fresh(self, question: HorizonQuestion) -> None:
        # A standing question carries any question that the run's trainer answers; its type names those of the lab.
        self.standing.keep_fresh(self.run, cast(Any, question), past=None, step=self.poll.step)

    @property
    def _up_to_date(self) -> bool:
        found = self.answer
        return self.standing.problem is not None or (found is not None and found.step == self.poll.step)

    @property
    def answer(self) -> HorizonAnswer | None:
        """The newest forecasts, if they answer the question that was asked last."""
        found: HorizonAnswer | None = self.standing.answer
        if found is None or self.asked is None:
            return None
        fits = found.feedback == self.asked.feedback and bool(found.alone) == self.asked.alone
        return found if fits and set(self.asked.horizons) & set(found.horizons) == set(found.horizons) else None

    def training_errors(self, contestant: int) -> tuple[list[float], list[float]]:
        """Return steps and root mean square batch errors, in units of the series, averaged to at most 300 points."""
        scale = self.poll.description.scale if self.poll.description else 1.0
        losses = np.array([record.losses[contestant] for record in self.steps])
        steps = np.array([record.step for record in self.steps], dtype=float)
        parts = np.array_split(np.arange(len(steps)), max(1, min(POINTS, len(steps) // 3)))
        used = [part for part in parts if len(part)]
        return (
            [float(steps[part].mean()) for part in used],
            [float(np.sqrt(losses[part].mean())) * scale for part in used],
        )

    def held_out_errors(self, contestant: int) -> tuple[list[float], list[float]]:
        """Return steps and one-step errors on the held-out targets, in units of the series."""
        return (
            [float(record.step) for record in self.evaluations],
            [record.errors[contestant] for record in self.evaluations],
        )
