"""Claim: the seconds of a training step are estimated within a factor of two before anything is built.

    python benchmarks/training_cost.py [cpu | cuda]

One thread. On a CPU processor time is counted, not the clock's, so a busy machine changes little.
"""

import sys
import time

import torch

from seqviz.config import LanguageModelConfig
from seqviz.training.cost import cost_of
from seqviz.training.language_model import Training

SECONDS = 0.5
SIZES = [  # cell, hidden size, layers, batch size, steps
    ("rnn", 4, 1, 1, 2),
    ("lstm", 4, 1, 1, 256),
    ("gru", 16, 4, 4, 256),
    ("rnn", 128, 1, 32, 35),
    ("gru", 128, 1, 32, 35),
    ("lstm", 128, 1, 32, 35),
    ("rnn", 512, 1, 32, 35),
    ("gru", 512, 1, 32, 35),
    ("lstm", 512, 1, 32, 35),
    ("lstm", 256, 2, 64, 35),
    ("rnn", 256, 4, 256, 35),
    ("gru", 64, 1, 256, 128),
    ("lstm", 128, 1, 256, 128),
    ("lstm", 1024, 1, 1, 35),
    ("gru", 1024, 2, 8, 35),
    ("lstm", 1024, 4, 32, 35),
]


def measured(training: Training) -> float:
    """Seconds of one step, after one to warm up."""
    on_gpu = training.device.type == "cuda"
    clock = time.perf_counter if on_gpu else time.thread_time
    training.train_step()
    steps, began = 0, clock()
    while clock() - began < SECONDS:
        training.train_step()
        steps += 1
    training.report()  # waits for a GPU
    return (clock() - began) / steps


def main(device: str = "cpu") -> None:
    torch.set_num_threads(1)
    cases = [(size, {}) for size in SIZES]
    cases += [(("lstm", 128, 1, 32, 35), {"text": "hsk", "unit": "word"}), (("gru", 256, 1, 64, 35), {"unit": "word"})]
    ratios = []
    for (cell, hidden, layers, batch, steps), text in cases:
        config = LanguageModelConfig(
            cell=cell, hidden_size=hidden, layers=layers, batch_size=batch, steps=steps, device=device, **text
        )
        training = Training(config)
        vocabulary = len(training.vocabulary)
        estimate, found = cost_of(config, vocabulary, device).seconds, measured(training)
        ratios.append(estimate / found)
        print(
            f"{cell:4} {layers} x {hidden:4}  B {batch:3}  T {steps:3}  V {vocabulary:4}: estimated "
            f"{1000 * estimate:7.1f} ms, measured {1000 * found:7.1f} ms, ratio {ratios[-1]:.2f}",
            flush=True,
        )
    print(f"{torch.__version__}, {device}: ratios {min(ratios):.2f} to {max(ratios):.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
