"""Every candidate of every search as rows of a table."""

import math
from collections.abc import Iterator

from seqviz.decoding.comparison import Comparison
from seqviz.records.search import FATES, REASONS, ROOT, Method, SearchTrace

COLUMNS = ("search", "step", "rank", "prefix", "p_conditional", "p", "log_p", "length", "score", "fate", "reason")


def candidate_rows(comparison: Comparison) -> Iterator[tuple[object, ...]]:
    """Yield the ``COLUMNS`` of all candidates, in the order in which each search ranked them."""
    for name, trace in comparison.traces.items():
        for step in trace.steps:
            for node in trace.candidates(step.step).tolist():
                yield _row(name, trace, node, step.step)


def _row(name: Method, trace: SearchTrace, node: int, step: int) -> tuple[object, ...]:
    log_p, parent = float(trace.log_prob[node]), int(trace.parent[node])
    before = 0.0 if parent == ROOT else float(trace.log_prob[parent])
    conditional = math.exp(log_p - before) if math.isfinite(before) else math.nan
    return (
        name,
        step,
        int(trace.rank[node]),
        " ".join(trace.prefix(node)),
        round(conditional, 10),
        math.exp(log_p),
        log_p,
        step,
        float(trace.score[node]),
        FATES[trace.fate[node]],
        REASONS[trace.reason[node]],
    )
