"""How sure a share is that was counted: Wilson's interval for a binomial proportion.

Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
"""

import math

Z = 1.959963984540054
"""Of a normal distribution, 95 % lie within so many standard deviations."""


def share_interval(right: int, count: int) -> tuple[float, float]:
    """Return the interval that holds the true share in 95 of 100 such counts, ``right`` of ``count``."""
    share, square = right / count, Z * Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = Z * math.sqrt(share * (1 - share) / count + square / (4 * count * count)) / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)
