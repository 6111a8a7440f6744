"""The three searches of one table, and the optimum without an exponent."""

from dataclasses import dataclass

from seqviz.decoding.cost import TreeSize, tree_size
from seqviz.decoding.model import SearchProblem
from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.decoding.tables import Prefix, TableModel
from seqviz.records.problem import Problem
from seqviz.records.search import Method, SearchTrace
from seqviz.ui.beam_search.settings import BeamSettings


@dataclass(frozen=True, kw_only=True)
class Searches:
    """Traces of the three searches; ``exhaustive`` is missing, with the reason, when the tree is too large."""

    model: TableModel
    greedy: SearchTrace
    beam: SearchTrace
    exhaustive: SearchTrace | None
    raw: SearchTrace | None
    refusal: Problem | None
    size: TreeSize

    @property
    def traces(self) -> dict[Method, SearchTrace]:
        """The searches that ran, by name."""
        found: dict[Method, SearchTrace] = {"greedy": self.greedy, "beam": self.beam}
        return found | ({"exhaustive": self.exhaustive} if self.exhaustive else {})

    @property
    def paths(self) -> dict[Method, Prefix]:
        """The answer of each search."""
        return {name: trace.best.tokens for name, trace in self.traces.items()}


def run_searches(settings: BeamSettings) -> Searches:
    """Run greedy, beam and exhaustive search on the table of ``settings``."""
    model, length = settings.checked(), settings.table.length
    alpha, forced = settings.alpha, settings.forced
    exhaustive = raw = refusal = None
    try:
        exhaustive = exhaustive_search(model, max_length=length, alpha=alpha, prefix=forced)
        raw = exhaustive_search(model, max_length=length, alpha=0.0, prefix=forced)
    except SearchProblem as problem:
        refusal = problem
    return Searches(
        model=model, exhaustive=exhaustive, raw=raw, refusal=refusal,
        greedy=greedy_search(model, max_length=length, alpha=alpha, prefix=forced),
        beam=beam_search(
            model, width=settings.width, max_length=length, alpha=alpha, prefix=forced, stopping=settings.stopping
        ),
        size=tree_size(len(model.vocabulary), length - len(forced), ends=model.eos is not None),
    )  # fmt: skip
