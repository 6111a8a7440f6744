"""Claim: a run that is watched makes at least .95 of the steps of the same run unwatched, and that .97 of a bare loop.

    python benchmarks/watched_run.py [rounds] [seconds]

Three contestants train the same language model in turn, for some seconds each, again and again: a plain loop in a
process of its own, a run of the engine that nobody asks anything, and that run polled and asked about a probe text four
times a second. A round gives one ratio for each claim; printed are their median and quartiles. One torch thread each.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

from seqviz.config.language_model import LanguageModelConfig
from seqviz.jobs.engine import Engine
from seqviz.jobs.limits import Limits
from seqviz.jobs.run import Run
from seqviz.records.training import ProbeQuestion

CONFIG = LanguageModelConfig(device="cpu")
QUESTION = ProbeQuestion(text="fellow citizens of the senate")
WATCH_EVERY = 0.25


def bare_loop() -> None:
    """Train for as many seconds as each line of standard input says; print the steps per second."""
    import torch

    from seqviz.training.language_model import Training

    torch.set_num_threads(1)
    training = Training(CONFIG)
    training.advance()
    print("ready", flush=True)
    for line in sys.stdin:
        steps, began = 0, time.perf_counter()
        while time.perf_counter() - began < float(line):
            training.advance()
            steps += 1
        print(steps / (time.perf_counter() - began), flush=True)


def start_bare() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, __file__, "bare"],
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def ask_bare(bare: "subprocess.Popen[str]", seconds: float) -> float:
    print(seconds, file=bare.stdin, flush=True)
    return float(bare.stdout.readline())


def measure(run: Run, watch: Callable[[], None], seconds: float) -> float:
    """Let the run train for some seconds and return its steps per second, counted between two steps."""
    run.command("resume")
    first, began = run.poll(10**9).step, time.perf_counter()
    while (left := began + seconds - time.perf_counter()) > 0:
        watch()
        time.sleep(min(WATCH_EVERY, left))
    last, ended = run.poll(10**9).step, time.perf_counter()
    run.command("pause")
    return (last - first) / (ended - began)


def report(claim: str, ratios: list[float], target: float) -> None:
    low, middle, high = statistics.quantiles(ratios, n=4)
    print(f"{claim}: {middle:.3f} (quartiles {low:.3f} to {high:.3f}; target {target})")


def main(rounds: int = 12, seconds: float = 3.0) -> None:
    engine = Engine(workers=1, limits=Limits(claim=10 * seconds))
    run = engine.start(CONFIG)
    run.ask(QUESTION, limit=60.0)
    run.command("pause")
    since = 0

    def look() -> None:
        nonlocal since
        since = run.poll(since).last
        run.ask(QUESTION)

    contestants = {
        "bare": lambda: ask_bare(bare, seconds),
        "unwatched": lambda: measure(run, lambda: None, seconds),
        "watched": lambda: measure(run, look, seconds),
    }
    with start_bare() as bare:
        bare.stdout.readline()
        results = [turn(contestants, first) for first in range(rounds)]
        bare.stdin.close()
    engine.close()
    report("watched / unwatched", [result["watched"] / result["unwatched"] for result in results], 0.95)
    report("unwatched / bare loop", [result["unwatched"] / result["bare"] for result in results], 0.97)


def turn(contestants: Mapping[str, Callable[[], float]], first: int) -> dict[str, float]:
    """Let each contestant train once, beginning with another one in every round; return the steps per second."""
    names = list(contestants)
    names = names[first % len(names) :] + names[: first % len(names)]
    speeds = {name: contestants[name]() for name in names}
    print("  ".join(f"{name} {speeds[name]:.1f}" for name in contestants), "steps/s", flush=True)
    return speeds


if __name__ == "__main__":
    if sys.argv[1:] == ["bare"]:
        bare_loop()
    else:
        main(*[kind(value) for kind, value in zip((int, float), sys.argv[1:], strict=False)])
