"""Claim: on a GPU a training step is right, and several times as fast as a plain torch.nn loop on the same GPU.

    python benchmarks/gpu.py [hidden sizes ...]

Needs torch with CUDA and the packages of training (numpy, array-api-compat, regex), no Streamlit and no Dask: copy the
repository and run it. Text of 27 random letters, V = 28, B = 32, T = 35, Adam, clipping at 1. Where there is no CUDA
device it says so and measures nothing.

1. Parity: twenty steps against the same steps in double precision on the CPU, every gate, and a bit-identical replay.
2. Speed: steps a second in units of the plain loop's (nn.RNN, GRU, LSTM; eager, fused Adam, clip_grad_norm_; the same
   data), all taking turns in one run. The lecture's GRU stands against nn.GRU too: torch has no other.
3. The engine: a run that is watched four times a second against the same run unwatched; 1, 4 and 8 runs on one GPU.
4. What ``auto`` would choose at each size.

Exit status 1 where something is not right; a speed that misses its target is marked, and no more.
"""

import sys
from collections.abc import Callable

import torch
from gpu_engine import runs_together, watched_ratio
from gpu_parity import disagreements
from gpu_runs import CELLS, config_of, name_of
from paired import paired_seconds, ratio
from training_step import FusedModel, plain_loop

from seqviz.training.devices import device_name
from seqviz.training.language_model import Training
from seqviz.training.placement import places_of

SIZES = (32, 64, 128, 256, 512, 1024)
ROUNDS = 5
STEPS = 32
"""Steps between two waits for the device; the figures are read in between as in a real run."""
TOGETHER = (1, 4, 8)
WATCHED = 0.95


def target_of(cell: str, reset: str, hidden: int) -> float:
    """Return the least ratio to the plain loop that is aimed at."""
    if (cell, reset) == ("gru", "before"):
        return 6.0 if hidden <= 128 else 1.6 if hidden <= 256 else 1.0
    small = 4.5 if cell == "lstm" else 5.0
    return small if hidden <= 128 else 2.5 if hidden <= 256 else 1.6


def many(step: Callable[[], object]) -> Callable[[], None]:
    """Return a call that makes ``STEPS`` steps and waits until the device has made them."""

    def steps() -> None:
        for _ in range(STEPS):
            step()
        if torch.cuda.is_available():
            torch.cuda.synchronize()

    return steps


def measure(cell: str, reset: str, hidden: int, device: str) -> str:
    """Return a line of the table: the plain loop's steps a second, and what the others make of it."""
    config = config_of(cell, reset, hidden, device=device)
    training, single = Training(config), Training(config)
    single.fixed = None  # operation by operation
    plain = FusedModel(cell, len(training.vocabulary), hidden).to(device)
    times = paired_seconds(
        {
            "seqviz": many(training.train_step),
            "single": many(single.train_step),
            "plain": many(plain_loop(plain, training)),
        },
        rounds=ROUNDS,
    )
    gain, target = ratio(times, "plain", "seqviz"), target_of(cell, reset, hidden)
    way = training.step_choice.way if training.step_choice else "cpu"
    return (
        f"{name_of(cell, reset):12} {hidden:5} {STEPS / min(times['plain']):9.0f} {gain:8.2f} "
        f"{ratio(times, 'plain', 'single'):8.2f} {target:7.1f} {'yes' if gain >= target else 'NO':>4}  {way}"
    )


def main(sizes: tuple[int, ...]) -> int:
    if not torch.cuda.is_available():
        print("This machine has no CUDA device that torch can use: nothing was measured.")
        return 0
    torch.set_num_threads(1)
    device = "cuda"
    print(f"torch {torch.__version__}, {device_name(torch.device(device))}\n\n1. Parity")
    wrong = [line for cell, reset in CELLS for line in disagreements(cell, reset, device)]
    print("\n".join(wrong) or "all right")
    print(f"\n2. Steps a second of the plain loop; in its units: seqviz, the same step by single operations\n{HEAD}")
    for hidden in sizes:
        for cell, reset in CELLS:
            print(measure(cell, reset, hidden, device), flush=True)
    print("\n3. The engine, H = 128")
    for cell, reset in CELLS:
        found = watched_ratio(cell, reset, device)
        print(f"{name_of(cell, reset):12} watched / unwatched {found:.3f} (target {WATCHED})", flush=True)
    for count in TOGETHER:
        print(f"{count} LSTM runs at once: {runs_together(count, device):.0f} steps a second together", flush=True)
    print("\n4. What auto chooses")
    for hidden in (4, *sizes):
        for cell, reset in CELLS:
            (place,) = places_of([config_of(cell, reset, hidden, device="auto")])
            print(f"{name_of(cell, reset):12} {hidden:5} {place.device.type:5} {place.choice}")
    return 1 if wrong else 0


HEAD = f"{'cell':12} {'H':>5} {'plain/s':>9} {'seqviz':>8} {'single':>8} {'target':>7} {'met':>4}  step"

if __name__ == "__main__":
    sys.exit(main(tuple(int(size) for size in sys.argv[1:]) or SIZES))
