"""Gated recurrent units: two gates, their extremes, and where the reset gate stands."""
