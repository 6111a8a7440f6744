"""Perplexity: how many equally likely choices a model is torn between on average."""

import math


def perplexity(mean_nll: float) -> float:
    """Return exp(mean negative log-likelihood), the geometric mean of 1/p.

    Parameters
    ----------
    mean_nll
        Mean negative log-likelihood per token in nats: 0 for a model that is always right, log V for one that
        guesses uniformly among V tokens, infinite for one that gave some token no chance at all.

    Returns
    -------
    float
        A number of choices, at least 1. Infinite where it exceeds the largest float.

    Raises
    ------
    ValueError
        When ``mean_nll`` is negative or not a number: no probability is larger than 1.

    Notes
    -----
    Dive into Deep Learning, section "Recurrent neural networks", equation of perplexity.
    """
    if math.isnan(mean_nll) or mean_nll < 0:
        raise ValueError(f"a mean negative log-likelihood is 0 or more, not {mean_nll}")
    try:
        return math.exp(mean_nll)
    except OverflowError:
        return math.inf
