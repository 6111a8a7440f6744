"""The curves of a run as a page keeps them: bounded, however long the run, and ready for the charts."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from seqviz.records.training import EvaluationRecord, Record, StepRecord

MOST_STEPS = 2_000
MOST_POINTS = 320
SMOOTHING_STEPS = 20.0

Numbers = list[float | None]


@dataclass
class CurveLog:
    """Steps and evaluations so far. Beyond ``MOST_STEPS`` every other step goes, so memory stays the same."""

    steps: list[StepRecord] = field(default_factory=list)
    evaluations: list[EvaluationRecord] = field(default_factory=list)
    seen: int = 0
    clipped: int = 0
    skipped: int = 0

    def add(self, records: Iterable[Record]) -> None:
        """Take in new records, oldest first."""
        for record in records:
            if isinstance(record, StepRecord):
                self.seen += 1
                self.clipped += record.clipped
                self.skipped += record.skipped
                self.steps.append(record)
            elif isinstance(record, EvaluationRecord):
                self.evaluations.append(record)
        while len(self.steps) > MOST_STEPS:
            # the newest step stays, whichever stride it falls on
            self.steps = [*self.steps[:-1:2], self.steps[-1]]

    @property
    def clipped_share(self) -> float:
        """Share of the steps seen whose gradient was clipped."""
        return self.clipped / self.seen if self.seen else 0.0

    @property
    def validation_loss(self) -> float | None:
        """The newest held-out loss in nats."""
        return self.evaluations[-1].loss if self.evaluations else None

    @property
    def training_loss(self) -> float | None:
        """The smoothed training loss in nats, None before the first finite step."""
        smooth = self.smoothed()
        return float(smooth[-1]) if len(smooth) and math.isfinite(smooth[-1]) else None

    def smoothed(self) -> NDArray[np.float64]:
        """Exponential average of the training loss over about ``SMOOTHING_STEPS`` steps, passing over infinite ones."""
        out = np.full(len(self.steps), np.nan)
        average, weight, last = 0.0, 0.0, 0
        for index, record in enumerate(self.steps):
            keep = math.exp(-(record.step - last) / SMOOTHING_STEPS)
            if math.isfinite(record.loss):
                average = keep * average + (1 - keep) * record.loss
                weight = keep * weight + (1 - keep)
                last = record.step
            out[index] = average / weight if weight else np.nan
        return out

    def perplexity_series(self, *, uniform: float, unigram_loss: float) -> dict[str, dict[str, Numbers]]:
        """Return the numbers of ``figures.training.perplexity_figure``."""
        kept = self._evenly(len(self.steps))
        x: Numbers = [self.steps[i].step for i in kept]
        smooth = self.smoothed()
        raw = [_perplexity(self.steps[i].loss) for i in kept]
        end = [0, self.steps[-1].step if self.steps else 1]
        read = [self.evaluations[i] for i in self._evenly(len(self.evaluations))]
        return {
            "/least": {"x": x, "y": raw},
            "/most": {"x": x, "y": raw},
            "/training": {"x": x, "y": [_perplexity(smooth[i]) for i in kept]},
            "/validation": {
                "x": [record.step for record in read],
                "y": [_perplexity(record.loss) for record in read],
            },
            "uniform": {"x": list(end), "y": [uniform] * 2},
            "unigram": {"x": list(end), "y": [_perplexity(unigram_loss)] * 2},
        }

    def norm_series(self) -> dict[str, dict[str, Numbers]]:
        """Return the numbers of ``figures.training.gradient_norm_figure``; theta as it was at each step."""
        kept = self._evenly(len(self.steps))
        x: Numbers = [self.steps[i].step for i in kept]
        return {
            "/before": {"x": x, "y": [_rounded(self.steps[i].norm_before) for i in kept]},
            "/after": {"x": x, "y": [_rounded(self.steps[i].norm_after) for i in kept]},
            "/theta": {"x": x, "y": [self.steps[i].theta for i in kept]},
        }

    def parameter_series(self, parameters: tuple[str, ...]) -> dict[str, dict[str, Numbers]]:
        """Return the numbers of ``figures.training.parameter_norms_figure``."""
        kept = self._evenly(len(self.steps), most=100)
        x: Numbers = [self.steps[i].step for i in kept]
        return {
            f"/{name}": {"x": x, "y": [_rounded(self.steps[i].parameter_norms[index]) for i in kept]}
            for index, name in enumerate(parameters)
        }

    @staticmethod
    def _evenly(count: int, *, most: int = MOST_POINTS) -> list[int]:
        """Indices spread over all ``count`` records, the last one included. A fixed stride: old points never move."""
        stride = 1
        while count // stride > most:
            stride *= 2
        kept = list(range(0, count, stride))
        if kept and kept[-1] != count - 1:
            kept.append(count - 1)
        return kept


def _perplexity(loss: float) -> float | None:
    """Perplexity for a chart: a gap where the loss is not finite or its perplexity beyond drawing."""
    return _rounded(math.exp(loss)) if math.isfinite(loss) and loss < 300 else None


def _rounded(value: float) -> float | None:
    """Four significant digits: what a chart can show, at a third of the bytes."""
    if not math.isfinite(value):
        return None
    if value == 0:
        return 0.0
    return round(value, 3 - math.floor(math.log10(abs(value))))
