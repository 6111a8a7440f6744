"""A loss over two numbers as a landscape with two descents in it; the browser projects, replays and reports clicks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seqviz.components.packed_series import pack
from seqviz.components.payload import encode
from seqviz.components.registration import renderer

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Landscape:
    """Heights [n, m] over ``across`` (low, high) and ``along`` (low, high)."""

    heights: Floats
    across: tuple[float, float]
    along: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Walk:
    """One descent: rows of (across, along, height), and the palette name of its colour."""

    points: tuple[tuple[float, float, float], ...]
    colour: str


def wall(
    landscape: Landscape, walks: Mapping[str, Walk], *, key: str, labels: Mapping[str, str]
) -> tuple[float, float] | None:
    """Draw the landscape and the descents, and return the place that was clicked since the last run, if any.

    Parameters
    ----------
    walks
        Name to descent; the first one stands in front.
    labels
        ``drawing`` (for screen readers), ``across``, ``along``, ``start``, ``replay``, ``step``, ``all``, ``turn``,
        ``at`` (``{step}``), ``out`` (``{across}``, ``{along}``: where a descent left the picture).
    """
    data: dict[str, Any] = {
        "heights": pack(landscape.heights.ravel()),
        "shape": landscape.heights.shape,
        "across": landscape.across,
        "along": landscape.along,
        "walks": [{"name": name, "points": walk.points, "colour": walk.colour} for name, walk in walks.items()],
        "labels": dict(labels),
        "name": key,
    }
    result = renderer("wall")(key=key, data=encode(data), on_picked_change=_nothing)
    return (float(result.picked["across"]), float(result.picked["along"])) if result.picked else None


def _nothing() -> None:
    """The value that comes back is read when the script runs again."""
