"""The searches as the browser shows them: where nodes stand, what a click tells, the candidates of each step."""

import math
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal

import numpy as np

from seqviz.components.tree import CandidateRow, EndName, NodeText, SearchView, StepView, TreeFold, TreeNode
from seqviz.components.tree_reasons import why_fate, why_unseen
from seqviz.components.tree_words import (
    factor_text,
    identity_of,
    p_text,
    pill_letters,
    sequence_text,
    short,
    tail_text,
)
from seqviz.figures.search_tree import ROWS, Fold, PlacedNode, Prefix, TreeLayout, tree_layout
from seqviz.records.search import FATES, ROOT, FloatArray, Method, SearchTrace
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text, decimals_text, number_text

MAX_ROWS = 64
"""Lines of the candidate table."""


class Story:
    """Tells the search ``name`` of several ``traces`` in the learner's language.

    ``row`` gives the probabilities of every next token after a prefix; ``more`` is the label for the candidates of a
    step that do not fit into the table.
    """

    def __init__(
        self, traces: Mapping[Method, SearchTrace], name: Method, row: Callable[[Prefix], FloatArray], t: Catalog,
        *, more: str = "beam-search.step.more",
    ) -> None:  # fmt: skip
        self.name, self.row, self.t, self.more, self.trace = name, row, t, more, traces[name]
        self.paths = {method: trace.best.tokens for method, trace in traces.items()}
        self.places = {token: place for place, token in enumerate(self.trace.vocabulary)}

    def view(self, unfolded: AbstractSet[Prefix], *, rows: int = ROWS) -> SearchView:
        """Return the search as the component draws it, unlikely nodes folded where a column has more than ``rows``."""
        layout = tree_layout(self.trace, self.paths, unfolded=unfolded, rows=rows)
        letters = pill_letters(node.prefix[-1] for node in layout.nodes)
        return SearchView(
            name=self.name, title=search_title(self.name, self.trace.width, self.t), columns=_columns(layout),
            letters=letters, rows=layout.rows, root=layout.root,
            nodes=[self._node(node, letters) for node in layout.nodes],
            folds=[self._fold(fold) for fold in layout.folds],
            steps=[self._step(step.step) for step in self.trace.steps],
        )  # fmt: skip

    def _node(self, placed: PlacedNode, letters: int) -> TreeNode:
        prefix = placed.prefix
        factors = self._factors(prefix)
        probability = math.prod(factors)
        before = sequence_text(prefix[:-1]) or self.t("beam-search.tree.start")
        last = factor_text(factors[-1], self.t.language)
        return TreeNode(
            id=self.identity(prefix), parent=self.identity(prefix[:-1]), step=placed.step, row=placed.row,
            short=short(prefix[-1], letters), p=self._p(probability), share=factors[-1],
            fate="unseen" if placed.node is None else FATES[self.trace.fate[placed.node]],
            marks=[name for name in self.paths if name in placed.marks],
            ends=[
                EndName(name=name, label=self.t(f"beam-search.end.{name}"))
                for name, path in self.paths.items()
                if path == prefix
            ],
            hidden=placed.hidden, forced=self._is_forced(prefix),
            tip=self.t("beam-search.tree.tip", token=prefix[-1], before=before, p=last),
            text=self._text(placed, factors),
        )  # fmt: skip

    def _text(self, placed: PlacedNode, factors: Sequence[float]) -> NodeText:
        t, prefix, length = self.t, placed.prefix, placed.step
        probability = math.prod(factors)
        log_p = math.log(probability) if probability else -math.inf
        alpha = self.trace.alpha
        fate = "unseen" if placed.node is None else FATES[self.trace.fate[placed.node]]
        product = " × ".join(factor_text(factor, t.language) for factor in factors)
        return NodeText(
            title=t(f"beam-search.node.{fate}", prefix=sequence_text(prefix)),
            lines=[
                f"p = {product}" + (f" = {self._p(probability)}" if length > 1 else ""),
                f"log p = {self._decimals(log_p)}, L = {length}",
                t("beam-search.node.score", log_p=self._decimals(log_p), length=length)
                + f"^{{{alpha:g}}} = {self._decimals(log_p / length**alpha)}",
            ],
            why=why_unseen(self.trace, prefix, t) if placed.node is None else why_fate(self.trace, placed.node, t),
            force=self._force(prefix),
        )

    def _fold(self, fold: Fold) -> TreeFold:
        probability = math.exp(fold.log_prob)
        above = math.prod(self._factors(fold.parent))
        return TreeFold(
            parent=self.identity(fold.parent), step=len(fold.parent) + 1, row=fold.row, count=fold.count,
            p=self._p(probability), share=probability / above if above else 0.0,
        )  # fmt: skip

    def _step(self, step: int) -> StepView:
        t, trace, span = self.t, self.trace, self.trace.steps[step - 1]
        nodes, unseen = trace.candidates(step), span.count - MAX_ROWS
        cut = 0 <= span.kept < span.count and trace.width is not None and step > len(trace.forced)
        active = len(np.unique(trace.parent[nodes]))
        # an exact search that its budget cut short may have nothing better to show than a beam
        free = "beam" if trace.width is not None and self.name == "exact" else self.name
        kind = "forced" if step <= len(trace.forced) else free
        return StepView(
            title=t("beam-search.step.title", step=step, active=active, size=span.count // active, count=span.count),
            hint=t(f"beam-search.step.{kind}", k=trace.width or 0, alpha=f"{trace.alpha:g}"),
            rows=[self._row(int(node)) for node in nodes[:MAX_ROWS]],
            kept=span.kept, cut=t("beam-search.step.cut", k=span.kept) if cut else "",
            stop=self._stop(step),
            more=t(self.more, count=count_text(unseen, t.language)) if unseen > 0 else "",
            expanded=count_text(self._spent(step)[0], t.language), scored=count_text(self._spent(step)[1], t.language),
        )  # fmt: skip

    def _stop(self, step: int) -> str:
        """Return why the search ended with this step although prefixes were open, or nothing."""
        span = self.trace.steps[-1]
        if step != span.step or self.trace.stop not in ("bound", "leader", "enough"):
            return ""
        best, possible = self._decimals(span.best_finished), self._decimals(span.best_possible)
        return self.t(f"beam-search.step.stop.{self.trace.stop}", best=best, possible=possible)

    def _row(self, node: int) -> CandidateRow:
        prefix = self.trace.prefix(node)
        factors = self._factors(prefix)
        before = math.prod(factors[:-1])
        last = factor_text(factors[-1], self.t.language)
        return CandidateRow(
            id=self.identity(prefix), prefix=tail_text(prefix), whole=sequence_text(prefix),
            p=self._p(math.prod(factors)),
            product=last if len(factors) == 1 else f"{number_text(before, self.t.language)} × {last}",
            score=self._decimals(float(self.trace.score[node])), force=self._force(prefix),
        )  # fmt: skip

    def _is_forced(self, prefix: Prefix) -> bool:
        return self.trace.forced[: len(prefix)] == prefix

    def _force(self, prefix: Prefix) -> Literal["force", "free", ""]:
        """Say whether the tokens of a node can be forced, or freed again; nothing can follow an end."""
        if self._is_forced(prefix):
            return "free"
        return "" if prefix[-1] == self.trace.eos or len(prefix) >= self.trace.max_length else "force"

    def _spent(self, step: int) -> tuple[int, int]:
        """Return prefixes expanded and candidates scored up to ``step``."""
        spans = self.trace.steps[:step]
        parents = self.trace.parent[: spans[-1].first + spans[-1].count]
        return len(np.unique(parents[parents != ROOT])) + 1, sum(span.count for span in spans)

    def _factors(self, prefix: Prefix) -> list[float]:
        return [float(self.row(prefix[:place])[self.places[token]]) for place, token in enumerate(prefix)]

    def _p(self, probability: float) -> str:
        return p_text(probability, self.t.language)

    def _decimals(self, value: float) -> str:
        return decimals_text(value, self.t.language)

    def identity(self, prefix: Prefix) -> str:
        """Return the name of a prefix in the browser."""
        return identity_of(prefix, self.trace.vocabulary)


def search_title(name: Method, width: int | None, t: Catalog) -> str:
    """Return the name of a search, the beam's with its width."""
    return t(f"beam-search.method.{name}", k=width or 0)


def _columns(layout: TreeLayout) -> int:
    return max((node.step for node in layout.nodes), default=1)
