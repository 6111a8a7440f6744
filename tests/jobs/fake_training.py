"""A lesson without torch for the tests of jobs: it counts, and does on demand what lessons may do wrong."""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from seqviz.models.interruption import breathe
from seqviz.records.problem import Problem
from seqviz.records.training import OutcomeRecord


@dataclass(frozen=True, kw_only=True)
class FakeConfig:
    """``..._at`` names the step at which something happens; a step of this process leaves a file in ``diary``;
    steps are reported in blocks of ``block``; every step keeps ``hoard`` more bytes; the steps of a ``deaf`` one have
    no seams."""

    trainer: ClassVar[str] = __name__

    step_seconds: float = 0.002
    finish_at: int | None = None
    diverge_at: int | None = None
    crash_at: int | None = None
    bad_text: bool = False
    build_seconds: float = 0.0
    diary: str | None = None
    words: int = 0
    block: int = 1
    hoard: int = 0
    deaf: bool = False


@dataclass(frozen=True, kw_only=True)
class FakeDescription:
    device: str


@dataclass(frozen=True, kw_only=True)
class FakeStep:
    MEASURED: ClassVar[tuple[str, ...]] = ("loss", "norms")
    COUNTED: ClassVar[tuple[str, ...]] = ("learning_rate", "counted")

    step: int
    learning_rate: float
    loss: float = 1.0
    norms: tuple[float, ...] = (1.0, 2.0)
    counted: int = 0
    contestant: str = ""


@dataclass(frozen=True, kw_only=True)
class FakeAnswer:
    question: Any
    step: int
    pid: int
    modules: tuple[str, ...]


def busy(seconds: float) -> None:
    """Compute for so long, with the seams that models have."""
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        breathe()
        time.sleep(min(left, 0.01))


class Training:
    def __init__(self, config: FakeConfig) -> None:
        if config.bad_text:
            raise Problem("data.short", needed=40, characters=1)
        busy(config.build_seconds)
        if config.words:
            print("word " * config.words)
        self.config = config
        self.description = FakeDescription(device="none")
        self.step = 0
        self.learning_rate = 0.1
        self.theta = 1.0
        self.finished = False
        self.unsaid: list[FakeStep] = []
        self.hoard: list[np.ndarray] = []

    def advance(self) -> tuple[FakeStep, ...]:
        time.sleep(self.config.step_seconds) if self.config.deaf else busy(self.config.step_seconds)
        if self.config.diary:
            Path(self.config.diary, str(os.getpid())).touch()
        if self.step == self.config.crash_at:
            raise ZeroDivisionError("made to crash")
        if self.config.hoard:
            self.hoard.append(np.empty(self.config.hoard, np.uint8))
        self.step += 1
        if self.step in (self.config.finish_at, self.config.diverge_at):
            self.finished = True
        loss = 1.0 / self.step
        done = FakeStep(step=self.step, learning_rate=self.learning_rate, loss=loss, counted=self.step // 3)
        if self.step == self.config.diverge_at:
            return (done, OutcomeRecord(step=self.step, outcome="diverged", last_good_step=self.step - 1))
        self.unsaid.append(done)
        return self.report() if len(self.unsaid) >= self.config.block else ()

    def report(self) -> tuple[FakeStep, ...]:
        said, self.unsaid = tuple(self.unsaid), []
        return said

    @property
    def settings(self) -> dict[str, float]:
        return {"learning_rate": self.learning_rate, "theta": self.theta}

    def set(self, name: str, value: float) -> None:
        if value <= 0:
            raise Problem("fake.setting", name=name, value=value)
        setattr(self, name, value)

    def snapshot(self) -> dict[str, Any]:
        return {"step": self.step, "weights": bytearray(8)}

    def answer(self, question: Any, snapshot: dict[str, Any] | None = None) -> Any:
        if question == "slow":
            busy(1.5)
        if question == "endless":
            busy(3600.0)
        if question == "wrong":
            raise KeyError("no such character")
        if question == "problem":
            raise Problem("fake.question", text="?")
        if question == "memory":
            np.empty(10**15, np.uint8)
        if isinstance(question, tuple):
            return self.pieces(*question)
        heavy = tuple(name for name in ("streamlit", "plotly") if name in sys.modules)
        step = snapshot["step"] if snapshot else self.step
        return FakeAnswer(question=question, step=step, pid=os.getpid(), modules=heavy)

    def pieces(self, count: int, seconds: float, wrong_at: int | None = None) -> Iterator[tuple[float, list[int]]]:
        done: list[int] = []
        for piece in range(count):
            busy(seconds)
            if piece == wrong_at:
                raise KeyError("no such sentence")
            done = [*done, self.step]
            yield (piece + 1) / count, done
