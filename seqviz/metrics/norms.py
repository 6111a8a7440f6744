"""Lengths that may be too small or too large to be squared: of vectors, and of the most that a matrix stretches."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def norms(rows: Array) -> tuple[float, ...]:
    """Return the norm of each row: scaled before it is squared, so that a tiny one does not become nothing."""
    scale = np.abs(rows).max(1, keepdims=True)
    scale[scale == 0] = 1
    return tuple((np.linalg.norm(rows / scale, axis=1) * scale[:, 0]).tolist())


def largest_singular_value(matrix: Array) -> float:
    """Return the spectral norm: by the Gram matrix, whose largest eigenvalue is exact to rounding."""
    scale = float(np.abs(matrix).max())
    if not scale:
        return 0.0
    scaled = matrix / scale
    gram = scaled.T @ scaled if scaled.shape[0] > scaled.shape[1] else scaled @ scaled.T
    return scale * float(np.sqrt(np.linalg.eigvalsh(gram)[-1]))


def log_norm(matrix: Array, power: float) -> float:
    """Return the logarithm to base 10 of the spectral norm of ``matrix`` times 10 ** ``power``."""
    value = largest_singular_value(matrix)
    return float(np.log10(value)) + power if value else -np.inf
