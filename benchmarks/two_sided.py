"""Claim: what the presets of the page on bidirectional networks reach, and how many seconds of one CPU core that takes.

    python benchmarks/two_sided.py [seeds]

Prints the shares of held-out blanks that are filled right from the left, from the right, joined by hand and by the
network that reads both sides; of the leak the held-out perplexities. Processor time is counted, not the clock's.
"""

import math
import sys
import time

import torch

from seqviz.config.two_sided import TwoSidedConfig
from seqviz.records.two_sided import FillEvaluation, ForecastEvaluation
from seqviz.training.two_sided import Training

PRESETS = {
    "letters": TwoSidedConfig(device="cpu"),
    "characters": TwoSidedConfig(text="hsk", max_steps=200, device="cpu"),
    "hungry-en": TwoSidedConfig(text="hungry-en", hidden_size=64, max_steps=400, device="cpu"),
    "hungry-zh": TwoSidedConfig(text="hungry-zh", hidden_size=64, max_steps=400, device="cpu"),
    "leak": TwoSidedConfig(aim="forecast", max_steps=250, device="cpu"),
}


def main() -> None:
    torch.set_num_threads(1)
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    for name, config in PRESETS.items():
        for seed in range(seeds):
            found, seconds = trained(TwoSidedConfig(**{**vars(config), "seed": seed}))
            print(f"{name:10} seed {seed} {seconds:5.1f} s  {said(found)}", flush=True)


def trained(config: TwoSidedConfig) -> tuple[FillEvaluation | ForecastEvaluation, float]:
    """Return the last evaluation of a run, and its processor time."""
    training, found, begun = Training(config), None, time.process_time()
    while not training.finished:
        for record in training.advance():
            if isinstance(record, FillEvaluation | ForecastEvaluation):
                found = record
    assert found is not None
    return found, time.process_time() - begun


def said(found: FillEvaluation | ForecastEvaluation) -> str:
    """Return an evaluation in one line."""
    if isinstance(found, FillEvaluation):
        shares = {name: getattr(found, name) for name in ("left", "right", "joined", "both")}
        return "  ".join(f"{name} {share:.3f}" for name, share in shares.items())
    losses = {name: getattr(found, name) for name in ("honest", "leaking", "blind", "last")}
    return "  ".join(f"{name} {math.exp(loss):.2f}" for name, loss in losses.items())


if __name__ == "__main__":
    main()
