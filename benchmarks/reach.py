"""Claim: following one loss back through time costs less than half a training step (hidden size 128, 48 characters).

    OPENBLAS_NUM_THREADS=1 python benchmarks/reach.py

Processor time of one thread, paired: step and question take turns, and the ratio is the median over the pairs. The
product of Jacobians, answered in pieces between which the training goes on, is printed beside it.
"""

import statistics
import time
from collections.abc import Callable
from itertools import pairwise

import torch

from seqviz.config import LanguageModelConfig
from seqviz.records.training import JacobianQuestion, ReachQuestion
from seqviz.training.language_model import Training

TEXT = "the people of this union have never been without"
PAIRS, CALLS = 15, 8


def seconds(call: Callable[[], object]) -> float:
    """Processor seconds of a call."""
    began = time.process_time()
    for _ in range(CALLS):
        call()
    return (time.process_time() - began) / CALLS


def main() -> None:
    torch.set_num_threads(1)
    reach, product = ReachQuestion(text=TEXT, position=len(TEXT) - 1), JacobianQuestion(text=TEXT)
    for cell, reset in (("rnn", "before"), ("gru", "before"), ("gru", "after"), ("lstm", "before")):
        training = Training(LanguageModelConfig(cell=cell, reset=reset, hidden_size=128, device="cpu"))
        training.train_step(), training.answer(reach)
        ratios, steps = [], []
        for _ in range(PAIRS):
            steps.append(seconds(training.train_step))
            ratios.append(seconds(lambda training=training: training.answer(reach)) / steps[-1])
        began = time.process_time()
        pieces = [time.process_time() for _ in training.answer(product)]
        jacobians = pieces[-1] - began
        longest = max(end - start for start, end in pairwise([began, *pieces]))
        step, ratio = 1000 * statistics.median(steps), statistics.median(ratios)
        print(
            f"{cell:4} {reset:6}: step {step:5.1f} ms, strip {ratio:.2f} of a step, product of {len(TEXT)} Jacobians "
            f"{1000 * jacobians:.0f} ms in {len(pieces)} pieces, the longest {1000 * longest:.0f} ms",
            flush=True,
        )


if __name__ == "__main__":
    main()
