"""Numbers as a reader wants them: three figures, powers of ten, infinity."""

import math

from seqviz.text.catalog import Catalog

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(t: Catalog, value: float) -> str:
    """Return a perplexity or another size as a reader wants it: three figures, or infinity."""
    if value == float("inf"):
        return "∞"
    return t.number(value, digits=0 if value >= 100 else 1 if value >= 10 else 2)


def decimal(p: float) -> str:
    """Return a probability with three significant digits."""
    return "0" if p == 0 else f"{p:.3g}" if p >= 1e-4 else scientific(math.log(p))


def scientific(log_p: float) -> str:
    """Return exp(log_p) as mantissa and power of ten, also where a float would be 0."""
    if log_p == -math.inf:
        return "0"
    power = math.floor(log_p / math.log(10))
    mantissa = math.exp(log_p - power * math.log(10))
    if -3 <= power < 6:
        return f"{math.exp(log_p):.3g}"
    return f"{mantissa:.2f}·10{str(power).translate(_SUPERSCRIPT)}"
