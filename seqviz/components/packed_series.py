"""Curves on their way to a browser: arrays of numbers packed as 32-bit floats, each array once."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = Sequence[float | None] | NDArray[Any]
"""Numbers of one axis of a curve; None, NaN and infinity are gaps."""

TraceSeries = Mapping[str, Mapping[str, Numbers]]
"""Trace name to axis (``"x"``, ``"y"``) to numbers."""


Panel = TypeVar("Panel", bound=str)


def pack(values: Numbers) -> str:
    """Return numbers as base64 of little-endian 32-bit floats: a tenth of the time, and half the room, of JSON."""
    with np.errstate(over="ignore"):
        packed = np.array(values, dtype="<f4")
    packed[~np.isfinite(packed)] = np.nan
    return b64encode(packed.tobytes()).decode("ascii")


def pack_series(panels: Mapping[Panel, TraceSeries]) -> dict[str, Any]:
    """Return the curves of some panels as JSON-able values.

    Curves of one run share their steps: an array that is the same object, or holds the same numbers, goes once.

    Returns
    -------
    dict
        ``arrays``: packed numbers. ``panels``: panel to trace to axis to a place in ``arrays``.

    Raises
    ------
    ValueError
        Something among the values is not a number.
    """
    by_identity: dict[int, int] = {}
    by_content: dict[str, int] = {}

    def place(values: Numbers) -> int:
        known = by_identity.get(id(values))
        if known is None:
            known = by_identity[id(values)] = by_content.setdefault(pack(values), len(by_content))
        return known

    drawn = {
        panel: {trace: {axis: place(values) for axis, values in axes.items()} for trace, axes in series.items()}
        for panel, series in panels.items()
    }
    return {"arrays": list(by_content), "panels": drawn}
