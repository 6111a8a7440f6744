"""An untrained recurrence along letters, and the product of its Jacobians: a gradient on its way back."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seqviz.cells.adjoints import Slopes, rnn_back, rnn_slopes
from seqviz.cells.equations import Weights, rnn_step

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Recurrence:
    """An RNN that has read T tokens: its weights, and the slope of its activation at each step, T arrays [1, H]."""

    weights: Weights
    slopes: tuple[Array, ...]

    def factor(self, t: int) -> Array:
        """Return dh_t/dh_{t-1} [H, H]: the slopes times W_hh^T; row i tells what moves unit i."""
        found: Array = self.slopes[t].T * self.weights.w_h["hidden"].T
        return found


def untrained(*, rho: float, size: int, steps: int, tanh: bool = True, seed: int = 0) -> Recurrence:
    """Return a recurrence with random weights, W_hh scaled to the spectral radius ``rho``, along random letters.

    Weights are uniform within 1/sqrt(H) of zero, as torch begins, and so is what each of 28 letters brings in. Without
    ``tanh`` every slope is 1.
    """
    random = np.random.default_rng(seed)
    bound = size**-0.5
    w_h, w_x, b = (random.uniform(-bound, bound, shape) for shape in ((size, size), (28, size), (size,)))
    w_h *= rho / np.abs(np.linalg.eigvals(w_h)).max()
    weights = Weights(w_x={"hidden": w_x}, w_h={"hidden": w_h}, b={"hidden": b})
    h, slopes = np.zeros((1, size)), []
    for letter in random.integers(0, 28, steps):
        step = rnn_step(np.eye(28)[letter : letter + 1], h, weights)
        h = step.hidden
        slopes.append(rnn_slopes(step)["hidden"] if tanh else np.ones((1, size)))
    return Recurrence(weights=weights, slopes=tuple(slopes))


def products_back(recurrence: Recurrence) -> Iterator[tuple[Array, float]]:
    """Yield dh_T/dh_{T-k} for k = 0 … T, each as a matrix [H, H] and the power of ten that it is multiplied by."""
    product, power = np.eye(recurrence.slopes[0].shape[1]), 0.0
    yield product, power
    for slope in reversed(recurrence.slopes):
        slopes: Slopes = {"hidden": slope}
        product = rnn_back(product, slopes, recurrence.weights).hidden
        scale = float(np.abs(product).max()) or 1.0
        product, power = product / scale, power + float(np.log10(scale))
        yield product, power
