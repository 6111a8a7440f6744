"""One forecasting run as the page watches it: curves from its records, and the newest forecasts."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seqviz.config import ForecastConfig
from seqviz.records.forecast import ForecastEvaluation, ForecastStep, HorizonAnswer, HorizonQuestion
from seqviz.ui.live.watch import RunWatch, StandingQuestion

ASK_SECONDS = 0.3
POINTS = 300
FIRST_STRETCH = 4

Curve = tuple[list[float], list[float]]
"""Steps, and the error at each."""


@dataclass
class BatchErrors:
    """The batch errors of a run, each point the mean over a stretch of steps.

    At ``POINTS`` points neighbours are merged and stretches are twice as long from then on: memory stays the same.
    """

    points: list[NDArray[np.float64]] = field(default_factory=list)
    stretch: int = FIRST_STRETCH
    _open: list[tuple[float, ...]] = field(default_factory=list)

    def add(self, record: ForecastStep) -> None:
        """Take in a step. A point is [step, loss of each contestant], averaged."""
        self._open.append((record.step, *record.losses))
        if len(self._open) < self.stretch:
            return
        self.points.append(np.mean(self._open, axis=0))
        self._open.clear()
        if len(self.points) == POINTS:
            pairs = zip(self.points[::2], self.points[1::2], strict=True)
            self.points = [(first + second) / 2 for first, second in pairs]
            self.stretch *= 2


@dataclass
class ForecastWatch(RunWatch[ForecastConfig]):
    """What the page knows of a forecasting run."""

    batches: BatchErrors = field(default_factory=BatchErrors)
    evaluations: list[ForecastEvaluation] = field(default_factory=list)
    learning_rate: float | None = None
    horizon: StandingQuestion[HorizonQuestion, HorizonAnswer] = field(
        default_factory=lambda: StandingQuestion(every=ASK_SECONDS)
    )
    asked: HorizonQuestion | None = None
    verdict: tuple[str, str] | None = None

    def keep(self, records: tuple[Any, ...]) -> None:
        """Add to the curves. A run ends by itself, so its evaluations are about a thousand at most."""
        for record in records:
            if isinstance(record, ForecastStep):
                self.batches.add(record)
                self.learning_rate = record.learning_rate
            elif isinstance(record, ForecastEvaluation):
                self.evaluations.append(record)

    def ask(self, question: HorizonQuestion, *, past: int | None) -> None:
        """Keep the forecasts fresh, those of now or of the kept state ``past``."""
        self.asked = question
        self.keep_asking(self.horizon, question, past=past)

    @property
    def answer(self) -> HorizonAnswer | None:
        """The newest forecasts, if they answer the question that was asked last."""
        about = self.horizon.about
        return self.horizon.answer if about is not None and about.question == self.asked else None

    @property
    def answer_of_now(self) -> HorizonAnswer | None:
        """The newest forecasts, if they are those of the run as it is, not of a state it has left behind."""
        about, answer = self.horizon.about, self.answer
        if about is None or answer is None or about.past is not None:
            return None
        return None if self.poll.ended and answer.step != self.poll.step else answer

    def training_errors(self, contestant: int) -> Curve:
        """Return the root mean square batch errors in the unit of the series."""
        scale = self.poll.description.scale if self.poll.description else 1.0
        points = self.batches.points
        return [float(p[0]) for p in points], [float(np.sqrt(p[1 + contestant])) * scale for p in points]

    def held_out_errors(self, contestant: int) -> Curve:
        """Return the one-step errors on the held-out targets in the unit of the series."""
        found = self.evaluations
        return [float(record.step) for record in found], [record.errors[contestant] for record in found]
