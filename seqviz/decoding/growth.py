"""The trace of a search while it grows: columns are appended step by step and sealed at the end."""

import numpy as np

from seqviz.records.search import FATES, REASONS, ROOT, TIE_DIGITS, Fate, FloatArray, IntArray, Reason, SearchStep


class Growth:
    """Collects the candidates of every step; ``column(name)`` joins what was collected."""

    def __init__(self) -> None:
        self.size = 0
        self.answers: list[int] = []
        self.steps: list[SearchStep] = []
        self._columns: dict[str, list[np.ndarray]] = {}
        self._marks: list[tuple[IntArray, Fate, Reason]] = []

    def add(self, *, parent: IntArray, token: IntArray, log_prob: FloatArray, score: FloatArray) -> IntArray:
        """Append candidates of one step, pruned until marked otherwise; return their numbers."""
        columns = {"parent": parent, "token": token, "log_prob": log_prob, "score": score}
        for name, values in columns.items():
            self._columns.setdefault(name, []).append(values)
        self.size += len(parent)
        return np.arange(self.size - len(parent), self.size)

    def mark(self, nodes: IntArray, fate: Fate, why: Reason) -> None:
        """Set the fate of ``nodes``; a later mark replaces an earlier one."""
        self._marks.append((nodes, fate, why))

    def answer(self, nodes: IntArray, fate: Fate, why: Reason) -> None:
        """Mark ``nodes`` and enter them in the ranking of complete answers."""
        self.mark(nodes, fate, why)
        self.answers.extend(nodes.tolist())

    def column(self, name: str) -> np.ndarray:
        """Return a column as one array."""
        parts = self._columns[name]
        if len(parts) > 1:
            parts[:] = [np.concatenate(parts)]
        return parts[0]

    def fates(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the columns ``fate`` and ``reason``."""
        fate = np.full(self.size, FATES.index("pruned"), dtype=np.int8)
        reason = np.full(self.size, REASONS.index("below_cut"), dtype=np.int8)
        reason[np.isneginf(self.column("log_prob"))] = REASONS.index("impossible")
        for nodes, outcome, why in self._marks:
            fate[nodes] = FATES.index(outcome)
            reason[nodes] = REASONS.index(why)
        return fate, reason

    def ranking(self) -> IntArray:
        """Return the complete answers, best score first; ties in vocabulary order, the shorter of two first."""
        nodes = np.array(self.answers, dtype=np.int64)
        tokens = prefixes_of(nodes, self.column("parent"), self.column("token"), len(self.steps))
        keys = [tokens[:, place] for place in reversed(range(tokens.shape[1]))]
        order = np.lexsort([*keys, -np.round(self.column("score")[nodes], TIE_DIGITS)])
        return np.asarray(nodes[order], dtype=np.int64)


def prefixes_of(nodes: IntArray, parent: IntArray, token: IntArray, length: int) -> IntArray:
    """Return the tokens of ``nodes`` (n, length), shorter prefixes filled up with -1 on the right."""
    backwards = np.full((len(nodes), length), -1, dtype=np.int64)
    depth = np.zeros(len(nodes), dtype=np.int64)
    at = nodes.copy()
    for place in range(length):
        alive = at != ROOT
        backwards[alive, place] = token[at[alive]]
        depth += alive
        at = np.where(alive, parent[np.where(alive, at, 0)], ROOT)
    places = depth[:, np.newaxis] - 1 - np.arange(length)
    rows = np.take_along_axis(backwards, np.maximum(places, 0), axis=1)
    return np.asarray(np.where(places >= 0, rows, -1), dtype=np.int64)
