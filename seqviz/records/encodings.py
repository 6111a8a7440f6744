"""The vectors of many sentences: where they lie in the plane of most spread, and what a straight line reads in them."""

from dataclasses import dataclass
from typing import ClassVar

from seqviz.records.trajectory import Points


@dataclass(frozen=True, kw_only=True)
class EncodingsQuestion:
    """Encode held-out sentences, and training ones for the probe."""

    HELD_OUT: ClassVar[int] = 600
    TRAINING: ClassVar[int] = 1_500


@dataclass(frozen=True, kw_only=True, eq=False)
class Feature:
    """One part of what the sentences say: each one's label.

    ``separation`` is the share of the scatter in the plane that lies between the labels' means. ``probe`` is how often
    a linear function of the whole vector reads the label of a held-out sentence, ``chance`` how often the most
    frequent label is right.
    """

    name: str
    labels: tuple[str, ...]
    separation: float
    probe: float
    chance: float


@dataclass(frozen=True, kw_only=True, eq=False)
class EncodingsAnswer:
    """The vectors of N held-out sentences after ``step`` steps.

    ``points`` [N, 2] are their two principal components, which hold ``shares`` of the variance; ``sentences`` are the
    sources.
    """

    step: int
    sentences: tuple[str, ...]
    points: Points
    shares: tuple[float, float]
    features: tuple[Feature, ...]
