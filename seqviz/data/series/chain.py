"""The chain rule on a short sequence, with exact counts: the same probability, factored in both directions."""

from collections.abc import Sequence

import numpy as np

from seqviz.records.problem import Problem
from seqviz.records.series import ChainRule, Factor, Poke, Series

LEVELS = ("low", "middle", "high")


def states_of(series: Series) -> tuple[str, ...]:
    """Return what happened at each step: the source's own words, else low, middle, high by thirds of the values.

    Ties at a border fall to the lower third, so a series with few different values may lack a level.
    """
    if series.states:
        return series.states
    lower, upper = np.quantile(series.values, [1 / 3, 2 / 3])
    return tuple(LEVELS[int(v > lower) + int(v > upper)] for v in series.values)


def chain_rule(states: Sequence[str], tokens: Sequence[str]) -> ChainRule:
    """Factor the probability of ``tokens`` forwards and backwards, counting windows of their length in ``states``.

    Each factor is n(window so far and the next token) / n(window so far), a fraction of counts; the counts of
    neighbouring factors cancel, so both products are n(tokens) / n(all windows), exactly.
    Raises ``Problem`` for an empty sequence, one longer than the record, or one that never happens: then a factor
    would be 0 / 0.
    """
    length = len(tokens)
    if not 1 <= length <= len(states):
        raise Problem("sequence-models.problem.chain-length", length=length, longest=len(states))
    codes = {state: code for code, state in enumerate(dict.fromkeys((*states, *tokens)))}
    record = np.array([codes[s] for s in states])
    windows = np.lib.stride_tricks.sliding_window_view(record, length)
    agrees = windows == np.array([codes[t] for t in tokens])
    if not agrees.all(axis=1).any():
        raise Problem("sequence-models.problem.chain-unseen", windows=len(windows))
    return ChainRule(
        tokens=tuple(tokens), matches=int(agrees.all(axis=1).sum()), windows=len(windows),
        forward=_factors(agrees, tokens, range(length)),
        backward=_factors(agrees, tokens, range(length - 1, -1, -1)),
    )  # fmt: skip


def _factors(agrees: np.ndarray, tokens: Sequence[str], order: Sequence[int]) -> tuple[Factor, ...]:
    alive = np.ones(len(agrees), dtype=bool)
    factors = []
    for place, position in enumerate(order):
        among = int(alive.sum())
        alive = alive & agrees[:, position]
        given = tuple(sorted((p, tokens[p]) for p in order[:place]))
        factors.append(
            Factor(position=position, token=tokens[position], given=given, matches=int(alive.sum()), among=among)
        )
    return tuple(factors)


def poke(before: Series, after: Series) -> Poke:
    """Compare a made series with its twin, whose event stands at another step, value by value."""
    assert before.event is not None
    assert after.event is not None
    changed = np.flatnonzero(before.values != after.values)
    earliest = min(before.event, after.event)
    return Poke(
        before=before, after=after, first_change=int(changed[0]) if len(changed) else None,
        changed_before=int(np.sum(changed < earliest)),
    )  # fmt: skip
