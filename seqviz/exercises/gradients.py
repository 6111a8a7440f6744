"""Arithmetic of gradients through time: a product of many factors, how far a loss reaches, how long a memory lasts."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from seqviz.exercises.instance import Instance, telling
from seqviz.records.gradients import SHARE, reach_of

EXACT = 1e-9
FAR = 35
"""So many tokens back cells are compared, or as far as a sentence goes."""
Logs = Mapping[str, Sequence[float]]
"""Cell to the logarithms of its products, from the last token backwards."""


def factor_needed(rng: np.random.Generator) -> Instance:
    """Ask for the factor of one step of which so many in a row leave a given share."""
    steps, percent = int(rng.integers(15, 61)), int(rng.choice([1, 2, 5, 10, 20]))
    share = percent / 100
    return Instance(
        values={"steps": steps, "percent": percent},
        answer=share ** (1 / steps),
        tolerance=0.003,
        mistakes={"divided": share / steps, "one": 1 - (1 - share) / steps},
    )


def reach_of_norms(rng: np.random.Generator) -> Instance:
    """Ask for the reach of norms that are listed from the nearest state backwards."""
    nearest = float(rng.integers(4, 10)) / 10
    shares = [1.0]
    while shares[-2:][0] >= SHARE:  # two lie below the line
        shares.append(shares[-1] * float(rng.uniform(0.45, 0.8)))
    norms = [round(nearest * share, 3) for share in shares]
    reach = reach_of(tuple(reversed(norms)))
    absolute = sum(norm >= SHARE for norm in norms)
    mistakes = {"beyond": float(reach + 1), "absolute": float(absolute)}
    return Instance(
        values={"norms": ", ".join(f"{norm:g}" for norm in norms), "percent": round(100 * SHARE)},
        answer=float(reach),
        tolerance=EXACT,
        mistakes={name: value for name, value in mistakes.items() if value != reach},
    )


def half_life(rng: np.random.Generator) -> Instance:
    """Ask after how many steps half of a memory is left, by the bias of the forget gate."""

    def draw() -> Instance:
        bias = float(rng.integers(4, 41)) / 10
        forget = 1 / (1 + math.exp(-bias))
        return Instance(
            values={"bias": f"{bias:g}", "forget": f"{forget:.3f}"},
            answer=math.log(0.5) / math.log(forget),
            tolerance=0.05,
            mistakes={"once": 0.5 / forget, "linear": 0.5 / (1 - forget)},
        )

    return telling(draw)


def far_of(logs: Logs) -> int:
    """Return how far back the cells are compared."""
    return min(FAR, min(map(len, logs.values())) - 1)


def lead_of(logs: Logs, over: str = "rnn") -> float:
    """Return how many times more can pass through the LSTM than through another cell."""
    back = far_of(logs)
    return float(10 ** min(logs["lstm"][back] - logs[over][back], 300.0))
