"""The figures of steps, read from the device and counted: one by one, or in blocks where each look costs a wait."""

import copy
import time
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from seqviz.records.training import StepRecord
from seqviz.training.tally import Tally

READ_BACK_EVERY = 16
READ_BACK_SECONDS = 0.05
"""Where steps are reported in blocks, a block ends after so many steps or so much time, whichever comes first."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One step; ``figures`` are its loss, the norm of its gradient and of each parameter's, still on the device."""

    step: int
    figures: Tensor
    learning_rate: float
    theta: float | None
    tokens: int


class Readings:
    """What steps say: kept on the device until a block is full, then counted and told as records."""

    def __init__(self, *, in_blocks: bool) -> None:
        self.in_blocks = in_blocks
        self.tally = Tally()
        self.unread: list[Reading] = []
        self.unread_seconds = 0.0
        self.read_at = time.monotonic()

    def add(self, reading: Reading, *, began: float) -> None:
        """Take in a step that began at ``began`` of the performance counter."""
        self.unread.append(reading)
        self.unread_seconds += time.perf_counter() - began

    @property
    def due(self) -> bool:
        """Whether it is time to look."""
        fresh = len(self.unread) < READ_BACK_EVERY and time.monotonic() - self.read_at < READ_BACK_SECONDS
        return not (self.in_blocks and fresh)

    def take(self) -> list[StepRecord]:
        """Return the records of the steps that have none yet; they share the seconds since the look before."""
        if not self.unread:
            return []
        began = time.perf_counter()
        rows = torch.stack([reading.figures for reading in self.unread]).tolist()  # waits for the device
        seconds = (self.unread_seconds + time.perf_counter() - began) / len(rows)
        records = [
            self.tally.count(
                step=reading.step,
                loss=loss,
                norms=norms,
                learning_rate=reading.learning_rate,
                theta=reading.theta,
                tokens=reading.tokens,
                seconds=seconds,
            )
            for reading, (loss, *norms) in zip(self.unread, rows, strict=True)
        ]
        self.unread.clear()
        self.unread_seconds = 0.0
        self.read_at = time.monotonic()
        return records

    @property
    def state(self) -> tuple[Tally, tuple[Reading, ...], float]:
        """What was counted, and a copy of what is still to be read: part of a snapshot."""
        unread = tuple(replace(reading, figures=reading.figures.clone()) for reading in self.unread)
        return copy.copy(self.tally), unread, self.unread_seconds

    @state.setter
    def state(self, state: tuple[Tally, tuple[Reading, ...], float]) -> None:
        tally, unread, self.unread_seconds = state
        self.tally, self.unread = copy.copy(tally), list(unread)

    @property
    def seconds(self) -> float:
        """Seconds spent in steps."""
        return self.tally.seconds + self.unread_seconds

    @property
    def tokens(self) -> int:
        """Tokens read in all steps, with repetition."""
        return self.tally.tokens_read + sum(reading.tokens for reading in self.unread)
