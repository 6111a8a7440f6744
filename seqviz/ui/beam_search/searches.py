"""The three searches of one table, and the optimum without an exponent."""

from dataclasses import dataclass

from seqviz.decoding.cost import TreeSize, tree_size
from seqviz.decoding.model import SearchProblem
from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.decoding.tables import Prefix, TableModel
from seqviz.decoding.verdicts import GreedyLoss, best_of_each_length, greedy_loss, winner
from seqviz.records.problem import Problem
from seqviz.records.search import Hypothesis, Method, SearchTrace
from seqviz.ui.beam_search.settings import BeamSettings


@dataclass(frozen=True, kw_only=True)
class Searches:
    """Traces of the three searches; ``exhaustive`` is missing, with the reason, when the tree is too large.

    ``contenders`` are the likeliest answers of each length, ``loss`` compares greedy with the likeliest of all.
    """

    model: TableModel
    greedy: SearchTrace
    beam: SearchTrace
    exhaustive: SearchTrace | None
    contenders: tuple[Hypothesis, ...]
    loss: GreedyLoss | None
    refusal: Problem | None
    size: TreeSize

    @property
    def traces(self) -> dict[Method, SearchTrace]:
        """The searches that ran, by name."""
        found: dict[Method, SearchTrace] = {"greedy": self.greedy, "beam": self.beam}
        return found | ({"exhaustive": self.exhaustive} if self.exhaustive else {})

    @property
    def raw(self) -> Hypothesis | None:
        """The likeliest answer, without an exponent."""
        return winner(self.contenders, 0.0) if self.contenders else None

    @property
    def best(self) -> Hypothesis:
        """The best answer known: exhaustive search's, or the beam's where the tree is too large."""
        return (self.exhaustive or self.beam).best

    @property
    def paths(self) -> dict[Method, Prefix]:
        """The answer of each search."""
        return {name: trace.best.tokens for name, trace in self.traces.items()}


def run_searches(settings: BeamSettings) -> Searches:
    """Run greedy, beam and exhaustive search on the table of ``settings``."""
    model, length = settings.checked(), settings.table.length
    alpha, forced = settings.alpha, settings.forced
    exhaustive = loss = refusal = None
    try:
        exhaustive = exhaustive_search(model, max_length=length, alpha=alpha, prefix=forced)
        loss = greedy_loss(model, max_length=length)
    except SearchProblem as problem:
        refusal = problem
    return Searches(
        model=model, exhaustive=exhaustive, refusal=refusal, loss=loss,
        contenders=best_of_each_length(exhaustive) if exhaustive else (),
        greedy=greedy_search(model, max_length=length, alpha=alpha, prefix=forced),
        beam=beam_search(
            model, width=settings.width, max_length=length, alpha=alpha, prefix=forced, stopping=settings.stopping
        ),
        size=tree_size(len(model.vocabulary), length - len(forced), ends=model.eos is not None),
    )  # fmt: skip
