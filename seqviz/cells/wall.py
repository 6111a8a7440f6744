"""A network of one unit that is repeated fifty times: its loss has a wall, and a descent meets it.

h_t = w sigmoid(h_{t-1}) + b, h_0 = 0.5, loss (sigmoid(h_T) - 0.7)^2 (after Pascanu, Mikolov and Bengio 2013, "On the
difficulty of training recurrent neural networks", figure 6). Only NumPy: page and tests compute it here and nowhere
else, because the paths are chaotic in their last digits.
"""

import numpy as np
from numpy.typing import NDArray

from seqviz.records.descent import Descent

Floats = NDArray[np.float64]

LENGTH = 50
START, TARGET = 0.5, 0.7
EPSILON = 1e-6
"""Added to the norm before theta is divided by it, as torch does."""


def wall_loss(w: Floats | float, b: Floats | float) -> tuple[Floats, Floats, Floats]:
    """Return the loss and its derivatives by w and by b, each of the common shape of ``w`` and ``b``.

    The derivatives are carried along forwards: dh_t = sigmoid(h_{t-1}) + w sigmoid'(h_{t-1}) dh_{t-1} for w, and
    1 + w sigmoid'(h_{t-1}) dh_{t-1} for b.
    """
    w, b = np.broadcast_arrays(np.asarray(w, np.float64), np.asarray(b, np.float64))
    state = np.full(w.shape, START)
    by_w, by_b = np.zeros(w.shape), np.zeros(w.shape)
    for _ in range(LENGTH):
        value, slope = _logistic(state)
        by_w, by_b = value + w * slope * by_w, 1 + w * slope * by_b
        state = w * value + b
    value, slope = _logistic(state)
    error = value - TARGET
    return error**2, 2 * error * slope * by_w, 2 * error * slope * by_b


def descend(start: tuple[float, float], *, rate: float, theta: float | None, steps: int) -> Descent:
    """Walk down from ``start`` (w, b), with gradients clipped at ``theta`` or left as they are.

    Raises ``ValueError`` for a theta that is not positive.
    """
    if theta is not None and not theta > 0:
        raise ValueError(f"theta must be positive, not {theta}")
    point = np.array(start, np.float64)
    points, losses, norms = np.empty((steps + 1, 2)), np.empty(steps + 1), np.empty(steps + 1)
    for step in range(steps + 1):
        loss, *slopes = wall_loss(point[0], point[1])
        gradient = np.array(slopes)
        norm = float(np.hypot(*gradient))
        points[step], losses[step], norms[step] = point, loss, norm
        factor = 1.0 if theta is None else min(1.0, theta / (norm + EPSILON))
        point = point - rate * factor * gradient
    return Descent(points=points, losses=losses, norms=norms, theta=theta)


def _logistic(x: Floats) -> tuple[Floats, Floats]:
    """Return the logistic function and its derivative."""
    value = (1 + np.tanh(x / 2)) / 2  # no overflow, however far a step was thrown
    return value, value * (1 - value)
