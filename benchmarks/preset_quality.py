"""Claim: what a preset on Lincoln's messages reaches within 15 seconds of one CPU core (H 128, characters).

    python benchmarks/preset_quality.py [seconds]

Prints the best held-out perplexity so far, and the training perplexity beside it, for each cell. Processor time is
counted, not the clock's: a busy machine takes longer, and learns the same.
"""

import math
import sys
import time

import torch

from seqviz.config import LanguageModelConfig
from seqviz.records.training import EvaluationRecord, StepRecord
from seqviz.training.language_model import Training


def main() -> None:
    torch.set_num_threads(1)
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 15.0
    print(f"{'cell':6} {'steps':>6} {'validation':>11} {'training':>9}   within {seconds:g} s of one core")
    for cell in ("lstm", "gru", "rnn"):
        training = Training(LanguageModelConfig(cell=cell, device="cpu"))
        best, losses, begun = math.inf, [], time.process_time()
        while time.process_time() - begun < seconds:
            for record in training.advance():
                if isinstance(record, EvaluationRecord):
                    best = min(best, record.loss)
                elif isinstance(record, StepRecord):
                    losses.append(record.loss)
        recent = sum(losses[-50:]) / len(losses[-50:])
        print(f"{cell:6} {training.step:6} {math.exp(best):11.2f} {math.exp(recent):9.2f}", flush=True)


if __name__ == "__main__":
    main()
