"""Greedy, beam and exhaustive search and sampling, over any function from prefixes to log-probabilities."""
