"""Arithmetic of gradients through time: a product of many factors, how far a loss reaches, how long a memory lasts."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seqviz.exercises.instance import Instance, telling
from seqviz.records.gradients import SHARE, reach_of
from seqviz.records.sweep import SweepPoint

EXACT = 1e-9
WITHIN = 0.05
"""Perplexities that differ by less than this share are about the same."""
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


@dataclass(frozen=True, kw_only=True)
class BestTheta(Instance):
    """Ask for a theta with a perplexity within 5 % of the best of a sweep; ``answer`` is the best one that was trained.

    Between two thetas that were trained, the loss lies on the straight line between theirs, over the logarithm.
    """

    logs: tuple[float, ...]
    losses: tuple[float, ...]

    @classmethod
    def of(cls, points: Sequence[SweepPoint]) -> "BestTheta | None":
        """Return the exercise for what a sweep has found; ``None`` if fewer than two losses are known."""
        known = [
            (math.log(point.theta), point.loss)
            for point in points
            if point.theta is not None and point.loss is not None and math.isfinite(point.loss)
        ]
        if len(known) < 2:
            return None
        logs, losses = zip(*known, strict=True)
        return cls(values={}, answer=math.exp(logs[int(np.argmin(losses))]), logs=logs, losses=losses)

    def judge(self, said: float) -> str:
        """Return ``right``, or how theta misses: ``small``, ``large``, or ``outside`` of what was trained."""
        if said <= 0 or not self.logs[0] - EXACT <= math.log(said) <= self.logs[-1] + EXACT:
            return "outside"
        if np.interp(math.log(said), self.logs, self.losses) <= min(self.losses) + math.log1p(WITHIN):
            return "right"
        return "small" if said < self.answer else "large"


def far_of(logs: Logs) -> int:
    """Return how far back the cells are compared."""
    return min(FAR, min(map(len, logs.values())) - 1)


def lead_of(logs: Logs, over: str = "rnn") -> float:
    """Return how many times more can pass through the LSTM than through another cell."""
    back = far_of(logs)
    return float(10 ** min(logs["lstm"][back] - logs[over][back], 300.0))
