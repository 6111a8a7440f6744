"""Which prefixes a beam keeps in one step, and what somebody who did not follow it might take them for."""

from collections.abc import Iterable

import numpy as np

from seqviz.decoding.tables import Prefix
from seqviz.records.search import FATES, ROOT, IntArray, SearchTrace

PRUNED = FATES.index("pruned")
Beam = tuple[Prefix, ...]
"""Prefixes of one length, the likeliest first."""


def survivors(trace: SearchTrace, step: int) -> Beam:
    """Return the prefixes that ``step`` (from 1) did not drop, finished ones among them."""
    return _beam(trace, _kept(trace, step))


def cut(trace: SearchTrace, step: int) -> tuple[float, float]:
    """Return the probabilities of the last prefix that ``step`` kept and of the first that it dropped; 0 for none."""
    kept, dropped = _kept(trace, step)[-1:], _dropped(trace, step)[:1]
    last, first = (float(np.exp(trace.log_prob[nodes]).sum()) for nodes in (kept, dropped))
    return last, first


def mistaken_survivors(trace: SearchTrace, step: int) -> list[Beam]:
    """Return beams as large as that of ``step`` and each another one, the most tempting mistake first.

    The children of the likeliest prefix alone; those with the largest last factors; those in which the first that was
    dropped stands for the last or for the first that was kept.
    """
    kept, dropped = _kept(trace, step), _dropped(trace, step)
    if not len(dropped) or not len(kept):
        return []
    possible = np.sort(np.concatenate([kept, dropped]))
    parents = trace.parent[possible]
    likeliest = parents[np.argmax(trace.log_prob[possible])]
    factors = trace.log_prob[possible] - np.where(parents == ROOT, 0.0, trace.log_prob[parents])
    by_factor = possible[np.argsort(-factors, kind="stable")]
    siblings = possible[parents == likeliest]
    tried = (
        siblings[np.argsort(-trace.log_prob[siblings], kind="stable")][: len(kept)],
        by_factor[: len(kept)],
        np.append(kept[:-1], dropped[0]),
        np.append(kept[1:], dropped[0]),
    )
    right = survivors(trace, step)
    beams = dict.fromkeys(_beam(trace, nodes) for nodes in tried if len(nodes) == len(kept))
    return [beam for beam in beams if beam != right]


def _kept(trace: SearchTrace, step: int) -> IntArray:
    nodes = trace.candidates(step)
    kept: IntArray = nodes[trace.fate[nodes] != PRUNED]
    return kept


def _dropped(trace: SearchTrace, step: int) -> IntArray:
    nodes = trace.candidates(step)
    dropped: IntArray = nodes[(trace.fate[nodes] == PRUNED) & np.isfinite(trace.log_prob[nodes])]
    return dropped


def _beam(trace: SearchTrace, nodes: Iterable[int]) -> Beam:
    ranked = sorted(map(int, nodes), key=lambda node: int(trace.rank[node]))
    return tuple(trace.prefix(node) for node in ranked)
