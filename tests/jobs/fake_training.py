"""A lesson without torch for the tests of jobs: it counts, and does on demand what lessons may do wrong."""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from seqviz.records.problem import Problem
from seqviz.records.training import OutcomeRecord


@dataclass(frozen=True, kw_only=True)
class FakeConfig:
    """``..._at`` names the step at which something happens; a step of this process leaves a file in ``diary``;
    steps are reported in blocks of ``block``."""

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


@dataclass(frozen=True, kw_only=True)
class FakeDescription:
    device: str


@dataclass(frozen=True, kw_only=True)
class FakeStep:
    step: int
    norm_before: float
    learning_rate: float


@dataclass(frozen=True, kw_only=True)
class FakeAnswer:
    question: Any
    step: int
    pid: int
    modules: tuple[str, ...]


class Training:
    def __init__(self, config: FakeConfig) -> None:
        if config.bad_text:
            raise Problem("data.short", needed=40, characters=1)
        time.sleep(config.build_seconds)
        if config.words:
            print("word " * config.words)
        self.config = config
        self.description = FakeDescription(device="none")
        self.step = 0
        self.learning_rate = 0.1
        self.finished = False
        self.unsaid: list[FakeStep] = []

    def advance(self) -> tuple[FakeStep, ...]:
        time.sleep(self.config.step_seconds)
        if self.config.diary:
            Path(self.config.diary, str(os.getpid())).touch()
        if self.step == self.config.crash_at:
            raise ZeroDivisionError("made to crash")
        self.step += 1
        if self.step in (self.config.finish_at, self.config.diverge_at):
            self.finished = True
        done = FakeStep(step=self.step, norm_before=1.0, learning_rate=self.learning_rate)
        if self.step == self.config.diverge_at:
            return (done, OutcomeRecord(step=self.step, outcome="diverged", last_good_step=self.step - 1))
        self.unsaid.append(done)
        return self.report() if len(self.unsaid) >= self.config.block else ()

    def report(self) -> tuple[FakeStep, ...]:
        said, self.unsaid = tuple(self.unsaid), []
        return said

    def set(self, name: str, value: float) -> None:
        if value <= 0:
            raise Problem("fake.setting", name=name, value=value)
        setattr(self, name, value)

    def snapshot(self) -> dict[str, Any]:
        return {"step": self.step, "weights": bytearray(8)}

    def answer(self, question: Any, snapshot: dict[str, Any] | None = None) -> FakeAnswer:
        if question == "slow":
            time.sleep(1.5)
        if question == "wrong":
            raise KeyError("no such character")
        if question == "problem":
            raise Problem("fake.question", text="?")
        heavy = tuple(name for name in ("streamlit", "plotly") if name in sys.modules)
        step = snapshot["step"] if snapshot else self.step
        return FakeAnswer(question=question, step=step, pid=os.getpid(), modules=heavy)
