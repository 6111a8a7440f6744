"""Claim: a run that is watched makes at least .95 of the steps of the same run unwatched, and that .97 of a bare loop.

    python benchmarks/watched_run.py [rounds] [seconds] [language-model | seq2seq]

Three contestants train the same model in turn, for a second each, again and again: a plain loop in a process
of its own, a run of the engine that nobody asks anything, and that run watched as its page does it. The laboratory
polls it and asks about a probe text four times a second, and for a new sample of its writing every two seconds; the
page of the translator polls as often, and asks for its inside along a sentence twice a second. A round gives one
ratio for each claim; printed are their median and quartiles, by the clock and per second of processor time. The second
is what counts on a machine that has other work: it takes in all that the worker process does, and leaves out what
others do. One torch thread each.
"""

import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import psutil

from seqviz.config.language_model import LanguageModelConfig
from seqviz.config.seq2seq import Seq2SeqConfig
from seqviz.jobs.engine import Engine
from seqviz.jobs.limits import Limits
from seqviz.jobs.run import Run
from seqviz.records.trail import TrailCopy, TrailName
from seqviz.records.training import ProbeQuestion, SampleQuestion
from seqviz.records.translation import UnrolledQuestion

WATCH_EVERY = 0.25


@dataclass(frozen=True)
class Case:
    """What is trained, and what its page asks: each question with the number of looks from one asking to the next."""

    config: LanguageModelConfig | Seq2SeqConfig
    questions: tuple[tuple[Any, int], ...]


CASES = {
    "language-model": Case(
        LanguageModelConfig(device="cpu"),
        (
            (ProbeQuestion(text="the people of this union have never been without"), 1),
            (SampleQuestion(prefix="the people"), 8),
        ),
    ),
    "seq2seq": Case(
        Seq2SeqConfig(device="cpu", max_steps=20_000),
        ((UnrolledQuestion(sentence="two hundred and seventy one thousand four hundred and ninety three"), 2),),
    ),
}


@dataclass(frozen=True)
class Speed:
    """Steps per second by the clock, and per second of processor time of the training process."""

    clock: float
    processor: float


def bare_loop(name: str) -> None:
    """Train for as many seconds as each line of standard input says; print the number of steps and the seconds."""
    import torch

    config = CASES[name].config
    torch.set_num_threads(1)
    training = import_module(config.trainer).Training(config)
    training.advance()
    print("ready", flush=True)
    for line in sys.stdin:
        steps, began = 0, time.perf_counter()
        while time.perf_counter() - began < float(line):
            training.advance()
            steps += 1
        print(steps, time.perf_counter() - began, flush=True)


def start_bare(name: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, __file__, "bare", name],
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def processor_time(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def measure_bare(bare: "subprocess.Popen[str]", seconds: float) -> Speed:
    process = psutil.Process(bare.pid)
    before = processor_time(process)
    print(seconds, file=bare.stdin, flush=True)
    steps, elapsed = (float(word) for word in bare.stdout.readline().split())
    return Speed(steps / elapsed, steps / (processor_time(process) - before))


def measure_run(run: Run, worker: psutil.Process, watch: Callable[[], None], seconds: float) -> Speed:
    run.command("resume")
    first, began, before = run.poll(10**9).step, time.perf_counter(), processor_time(worker)
    while (left := began + seconds - time.perf_counter()) > 0:
        watch()
        time.sleep(min(WATCH_EVERY, left))
    steps, elapsed, used = run.poll(10**9).step - first, time.perf_counter() - began, processor_time(worker) - before
    run.command("pause")
    return Speed(steps / elapsed, steps / used)


def turn(contestants: Mapping[str, Callable[[], Speed]], first: int) -> dict[str, Speed]:
    """Let each contestant train once, beginning with another one in every round."""
    names = list(contestants)
    names = names[first % len(names) :] + names[: first % len(names)]
    speeds = {name: contestants[name]() for name in names}
    print(
        "  ".join(f"{name} {speeds[name].clock:.1f} ({speeds[name].processor:.1f})" for name in contestants), flush=True
    )
    return speeds


def report(claim: str, ratios: list[float], target: float) -> None:
    low, middle, high = statistics.quantiles(ratios, n=4)
    print(f"{claim}: {middle:.3f} (quartiles {low:.3f} to {high:.3f}; target {target})")


def main(rounds: int = 60, seconds: float = 1.0, name: str = "language-model") -> None:
    case = CASES[name]
    engine = Engine(workers=1, limits=Limits(claim=20 * seconds))
    run = engine.start(case.config)
    run.ask(case.questions[0][0], limit=60.0)
    run.command("pause")
    worker = max(psutil.Process().children(recursive=True), key=processor_time)  # it has just imported torch
    since = looks = 0
    copies: defaultdict[TrailName, TrailCopy] = defaultdict(TrailCopy)

    def look() -> None:
        nonlocal since, looks
        news = run.poll(since, trails={name: copy.mark for name, copy in copies.items()})
        since, looks = news.last, looks + 1
        for name, trail in news.trails.items():
            copies[name].take(trail)
        for question, every in case.questions:
            if looks % every == 0:
                run.ask(question)

    contestants = {
        "bare": lambda: measure_bare(bare, seconds),
        "unwatched": lambda: measure_run(run, worker, lambda: None, seconds),
        "watched": lambda: measure_run(run, worker, look, seconds),
    }
    print("steps per second by the clock (per second of processor time)")
    with start_bare(name) as bare:
        bare.stdout.readline()
        results = [turn(contestants, first) for first in range(rounds)]
        bare.stdin.close()
    engine.close()
    for unit, of in (("by the clock", lambda speed: speed.clock), ("processor time", lambda speed: speed.processor)):
        report(f"watched / unwatched, {unit}", [of(r["watched"]) / of(r["unwatched"]) for r in results], 0.95)
        report(f"unwatched / bare loop, {unit}", [of(r["unwatched"]) / of(r["bare"]) for r in results], 0.97)


if __name__ == "__main__":
    if sys.argv[1:2] == ["bare"]:
        bare_loop(sys.argv[2])
    else:
        main(*[kind(value) for kind, value in zip((int, float, str), sys.argv[1:], strict=False)])
