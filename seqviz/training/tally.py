"""What happened in a run so far, counted where it happens, and the record of each step."""

import math
from dataclasses import dataclass

from seqviz.records.training import StepRecord
from seqviz.training.clipping import norm_after

AVERAGED_STEPS = 20


@dataclass(kw_only=True)
class Tally:
    """The counts after the newest step: see ``StepRecord``. ``averaged`` is how many steps the average has seen."""

    average_loss: float = math.nan
    averaged: int = 0
    clipped_steps: int = 0
    skipped_steps: int = 0
    tokens_read: int = 0
    seconds: float = 0.0

    def count(
        self,
        *,
        step: int,
        loss: float,
        norms: list[float],
        learning_rate: float,
        theta: float | None,
        tokens: int,
        seconds: float,
    ) -> StepRecord:
        """Count one step; ``norms`` are those before clipping: of the whole gradient, then of each parameter's."""
        before, *parameter_norms = norms
        skipped = not math.isfinite(before)
        if skipped:
            self.skipped_steps += 1
        elif math.isfinite(loss):
            self.averaged += 1
            newest = 1 / min(self.averaged, AVERAGED_STEPS)
            self.average_loss = loss if self.averaged == 1 else self.average_loss + newest * (loss - self.average_loss)
        if theta is not None and before > theta and not skipped:
            self.clipped_steps += 1
        self.tokens_read += tokens
        self.seconds += seconds
        return StepRecord(
            step=step,
            loss=loss,
            average_loss=self.average_loss,
            norm_before=before,
            norm_after=0.0 if skipped else norm_after(before, theta),
            parameter_norms=tuple(parameter_norms),
            learning_rate=learning_rate,
            theta=theta,
            tokens=tokens,
            skipped=skipped,
            clipped_steps=self.clipped_steps,
            skipped_steps=self.skipped_steps,
            tokens_read=self.tokens_read,
            seconds=self.seconds,
        )
