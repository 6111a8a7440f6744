import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.perplexity import perplexity


def test_the_three_cases_of_the_lecture():
    assert perplexity(0.0) == 1.0
    assert perplexity(math.log(28)) == pytest.approx(28)
    assert perplexity(math.inf) == math.inf


@given(st.lists(st.floats(1e-6, 1.0), min_size=1, max_size=30))
def test_it_is_the_geometric_mean_of_one_over_p(probabilities):
    mean_nll = -sum(map(math.log, probabilities)) / len(probabilities)
    geometric = math.prod(1 / p for p in probabilities) ** (1 / len(probabilities))
    assert perplexity(max(0.0, mean_nll)) == pytest.approx(geometric, rel=1e-9)


def test_a_loss_that_diverged_has_no_finite_perplexity():
    assert perplexity(1e6) == math.inf


@pytest.mark.parametrize("impossible", [-0.1, math.nan])
def test_no_mean_negative_log_likelihood_is_below_zero(impossible):
    with pytest.raises(ValueError, match="0 or more"):
        perplexity(impossible)
