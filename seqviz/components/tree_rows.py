"""What finished searches know of a model: the probabilities of the next tokens after each prefix that they scored."""

import numpy as np

from seqviz.figures.search_tree import Prefix
from seqviz.records.search import ROOT, FloatArray, SearchTrace


class ScoredRows:
    """Gives the probabilities (V,) of the tokens after a prefix out of ``traces`` of one model; 0 where none scored it.

    A page can so tell a search whose model is elsewhere.
    """

    def __init__(self, *traces: SearchTrace) -> None:
        self._scored = [(trace, _spans(trace)) for trace in traces]
        self._rows: dict[Prefix, FloatArray] = {}

    def __call__(self, prefix: Prefix) -> FloatArray:
        """Return the probabilities after ``prefix``."""
        if prefix not in self._rows:
            row = np.zeros(len(self._scored[0][0].vocabulary))
            for trace, spans in self._scored:
                node = _node(trace, spans, prefix)
                if node is not None and node in spans:
                    before = 0.0 if node == ROOT else trace.log_prob[node]
                    row[trace.token[spans[node]]] = np.exp(trace.log_prob[spans[node]] - before)
            self._rows[prefix] = row
        return self._rows[prefix]


Spans = dict[int, slice]


def _spans(trace: SearchTrace) -> Spans:
    """Return where the children of each parent stand: they were scored together."""
    parents, firsts, counts = np.unique(trace.parent, return_index=True, return_counts=True)
    return {
        int(parent): slice(int(first), int(first + count))
        for parent, first, count in zip(parents, firsts, counts, strict=True)
    }


def _node(trace: SearchTrace, spans: Spans, prefix: Prefix) -> int | None:
    """Return the number of ``prefix`` in a trace, ``ROOT`` for the empty one."""
    node = ROOT
    for token in prefix:
        if node not in spans:
            return None
        span = spans[node]
        found = np.flatnonzero(trace.token[span] == trace.vocabulary.index(token))
        if not len(found):
            return None
        node = span.start + int(found[0])
    return node
