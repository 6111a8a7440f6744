"""The product of Jacobians of an untrained recurrence."""

import numpy as np
import pytest

from seqviz.cells.products import products_back, untrained
from seqviz.metrics.norms import log_norm


@pytest.mark.parametrize("tanh", [True, False])
def test_the_product_is_the_product_of_the_factors(tanh):
    found = untrained(rho=1.2, size=5, steps=6, tanh=tanh, seed=3)
    product = np.eye(5)
    for back, (matrix, power) in enumerate(products_back(found)):
        assert matrix * 10**power == pytest.approx(product, rel=1e-12)
        if back < 6:
            product = product @ found.factor(5 - back)


@pytest.mark.parametrize("rho", [0.5, 1.5])
def test_in_the_long_run_a_linear_product_grows_by_the_spectral_radius(rho):
    found = untrained(rho=rho, size=8, steps=800, tanh=False)
    lengths = [log_norm(*pair) for pair in products_back(found)]
    assert (lengths[800] - lengths[400]) / 400 == pytest.approx(np.log10(rho), abs=0.002)


def test_tanh_only_damps_where_all_weights_are_those_of_the_linear_recurrence():
    with_tanh, linear = (untrained(rho=2.0, size=64, steps=35, tanh=tanh) for tanh in (True, False))
    assert with_tanh.weights.w_h["hidden"].tolist() == linear.weights.w_h["hidden"].tolist()
    assert log_norm(*list(products_back(with_tanh))[-1]) < log_norm(*list(products_back(linear))[-1])
