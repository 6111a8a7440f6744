"""Where and how a run makes its steps, and why: chosen by what was measured, and said on the page."""

from dataclasses import dataclass
from typing import Literal

StepWay = Literal["graph", "eager"]
"""The whole step repeated by a GPU as one CUDA graph, or one operation after another."""
StepReason = Literal[
    "quicker",  # of both ways the graph took less time
    "slower",  # of both ways the graph took more time
    "refused",  # the graph could not be captured
    "memory",  # there was no memory for the graph
]
DeviceReason = Literal[
    "chosen",  # the learner has chosen it
    "alone",  # there is no GPU
    "quicker",  # of both devices it needs less time for steps of this size
    "refused",  # there is a GPU, but it could not make a step
]


@dataclass(frozen=True, kw_only=True)
class StepChoice:
    """How a GPU makes the steps, and the seconds of one each way; ``None`` for a way that was not to be had."""

    way: StepWay
    reason: StepReason
    eager_seconds: float | None = None
    graph_seconds: float | None = None


@dataclass(frozen=True, kw_only=True)
class DeviceChoice:
    """Why a run computes where it does; the seconds of a round of steps on both devices where they were compared."""

    reason: DeviceReason
    cpu_seconds: float | None = None
    gpu_seconds: float | None = None
