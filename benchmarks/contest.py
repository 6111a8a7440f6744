"""Claim: two contestants at H 128 make at least .95 of half the steps that one makes alone.

    python benchmarks/contest.py [rounds]

A run of one model trains, a run of two such models (the twin against itself), and the first again, in turn for about
.3 seconds, again and again, in one process and on one thread. Processor time is counted, not the clock's: others may
be busy meanwhile. Held-out text is read by both as often as in the app.
"""

import statistics
import sys
import time

import torch

from seqviz.config import LanguageModelConfig
from seqviz.config.contest import Contest
from seqviz.training.contest import Training

CELLS = [("rnn", "before"), ("gru", "before"), ("lstm", "before")]


def seconds(training: Training, rounds: int) -> float:
    began = time.thread_time()
    for _ in range(rounds):
        training.advance()
    return time.thread_time() - began


def main(rounds: int = 31) -> None:
    torch.set_num_threads(1)
    print(f"torch {torch.__version__}, one thread, H 128; steps of each of two, over half the steps of one")
    for cell, reset in CELLS:
        config = LanguageModelConfig(cell=cell, reset=reset, device="cpu")
        one = Training(Contest.of(config))
        two = Training(Contest(names=("a", "b"), configs=(config, config)))
        turn = max(1, round(10 * 0.3 / (seconds(one, 10) + seconds(two, 10) / 2) * 2))
        ratios = []
        for _ in range(rounds):
            first, both, last = seconds(one, turn), seconds(two, turn), seconds(one, turn)
            ratios.append((first + last) / both)
        low, middle, high = statistics.quantiles(ratios, n=4)
        print(f"{cell:4}: {middle:.3f} (quartiles {low:.3f} to {high:.3f}; target 0.95)", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
