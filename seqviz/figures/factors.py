"""A product of small matrices written out for the page: each factor, what it was made of, and the product so far."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def factor_line(back: int, *, slopes: Array, factor: Array, product: Array, all_values: bool) -> str:
    """Return the KaTeX of one step back: the factor of T - ``back`` + 1, and the product up to it with its norm.

    With ``all_values`` every singular value of the product is named instead of the largest one.
    """
    now, before = ("T" if not k else f"T-{k}" for k in (back - 1, back))
    named = rf"\frac{{\partial\mathbf h_T}}{{\partial\mathbf h_{{{before}}}}} = "
    if back > 1:
        named += rf"\frac{{\partial\mathbf h_T}}{{\partial\mathbf h_{{{now}}}}}\,"
    made = rf"\operatorname{{diag}}({', '.join(f'{slope:.2f}' for slope in slopes)})\,\mathbf W_{{hh}}^\top"
    values = np.linalg.svd(product, compute_uv=False)
    told = ", ".join(f"{value:.3g}" for value in values) if all_values else f"{values[0]:.3g}"
    length = rf"{{\sigma = {told}}}" if all_values else rf"{{\lVert\cdot\rVert = {told}}}"  # braces: in one line
    shown = "" if back == 1 else rf" = {matrix(product)}"
    return rf"{named}\underbrace{{{matrix(factor)}}}_{{{made}}}{shown}\quad {length}"


def matrix(values: Array) -> str:
    """Return a matrix with two decimals as KaTeX."""
    rows = r" \\ ".join(" & ".join(f"{value:.2f}" for value in row) for row in values)
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"
