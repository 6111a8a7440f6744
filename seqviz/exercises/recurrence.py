"""How the product of Jacobians of an untrained recurrence grows or fades, and when its curve is level."""

from functools import lru_cache

import numpy as np

from seqviz.cells.products import products_back, untrained
from seqviz.metrics.norms import log_norm

SIZE = 64
NEAR, FAR = 10, 35
LEVEL = 0.3
"""A curve is level where the products at ``NEAR`` and at ``FAR`` steps back differ by less than a factor of two."""
LEAST = -15.0
"""Powers of ten below the largest singular value that a float still tells."""


@lru_cache(maxsize=256)
def lengths_of(rho: float, depth: int, tanh: bool, seed: int) -> tuple[float, ...]:
    """Return the logarithms of the norms of the products at 0 … ``depth`` steps back."""
    recurrence = untrained(rho=rho, size=SIZE, steps=depth, tanh=tanh, seed=seed)
    return tuple(log_norm(*product) for product in products_back(recurrence))


@lru_cache(maxsize=64)
def singular_values_of(rho: float, depth: int, tanh: bool, seed: int) -> tuple[float, ...]:
    """Return the logarithms of the singular values of the product over ``depth`` steps, as far as they can be told."""
    *_, (matrix, power) = products_back(untrained(rho=rho, size=SIZE, steps=depth, tanh=tanh, seed=seed))
    values = np.linalg.svd(matrix, compute_uv=False)
    told = values[values > values[0] * 10**LEAST]
    return tuple((np.log10(told) + power).tolist())


def rise_of(rho: float, seed: int) -> float:
    """Return by how many powers of ten the product with tanh changes from ``NEAR`` to ``FAR`` steps back."""
    lengths = lengths_of(rho, FAR, True, seed)
    return lengths[FAR] - lengths[NEAR]
