"""Greedy, beam and exhaustive search of one table beside each other, and the optimum without an exponent."""

from dataclasses import dataclass

from seqviz.decoding.cost import TreeSize, tree_size
from seqviz.decoding.model import SearchProblem
from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.decoding.tables import Prefix, TableModel
from seqviz.decoding.verdicts import GreedyLoss, best_of_each_length, greedy_loss, winner
from seqviz.records.problem import Problem
from seqviz.records.search import Hypothesis, Method, SearchTrace, Stopping


@dataclass(frozen=True, kw_only=True)
class Comparison:
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

    def best_at(self, alpha: float) -> Hypothesis:
        """Return the best answer known at another exponent."""
        return winner(self.contenders or best_of_each_length(self.beam), alpha)

    def likely_paths(self, count: int) -> tuple[Prefix, ...]:
        """Return greedy's answer and the best other ones, up to ``count``."""
        answers = ((self.exhaustive or self.beam).top(3 * count), self.contenders)
        paths = [self.greedy.best.tokens, *(answer.tokens for group in answers for answer in group)]
        return tuple(dict.fromkeys(paths))[:count]

    @property
    def paths(self) -> dict[Method, Prefix]:
        """The answer of each search."""
        return {name: trace.best.tokens for name, trace in self.traces.items()}


def compare_searches(
    model: TableModel, *, width: int, max_length: int, alpha: float, prefix: Prefix = (), stopping: Stopping = "bound"
) -> Comparison:
    """Run the three searches on ``model``; see ``beam_search`` for the parameters and for what is refused."""
    exhaustive = loss = refusal = None
    try:
        exhaustive = exhaustive_search(model, max_length=max_length, alpha=alpha, prefix=prefix)
        loss = greedy_loss(model, max_length=max_length)
    except SearchProblem as problem:
        refusal = problem
    return Comparison(
        model=model, exhaustive=exhaustive, refusal=refusal, loss=loss,
        contenders=best_of_each_length(exhaustive) if exhaustive else (),
        greedy=greedy_search(model, max_length=max_length, alpha=alpha, prefix=prefix),
        beam=beam_search(
            model, width=width, max_length=max_length, alpha=alpha, prefix=prefix, stopping=stopping
        ),
        size=tree_size(len(model.vocabulary), max_length - len(prefix), ends=model.eos is not None),
    )  # fmt: skip
