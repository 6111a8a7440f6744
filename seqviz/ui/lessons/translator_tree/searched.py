"""What the page asks the translator: the searches as they are forced, those that are free, and every convention."""

from dataclasses import dataclass, replace

from seqviz.jobs.watch import Watch
from seqviz.records.problem import Problem
from seqviz.records.trees import ConventionTreeAnswer, ConventionTreeQuestion, TreeAnswer, TreeQuestion


@dataclass(frozen=True, kw_only=True)
class Searched:
    """What ``who`` has answered: ``trees`` to ``question``, ``free`` the same without forced words, the conventions.

    The newest trees stay until those that are wanted now have come: ``waiting``.
    """

    who: str
    question: TreeQuestion
    trees: TreeAnswer
    free: TreeAnswer | None
    conventions: ConventionTreeAnswer | None
    waiting: bool


def searched(watch: Watch, who: str, question: TreeQuestion, *, past: int) -> Searched | Problem | None:
    """Ask ``who`` at the kept state ``past``; return what has been answered, or why there is no answer, or nothing."""
    standing = watch.ask("tree", question, who, past=past)
    about, trees = standing.about, standing.answer
    if standing.problem is not None:
        return standing.problem
    if about is None or not isinstance(trees, TreeAnswer):
        return None
    told: TreeQuestion = about.question
    free: TreeAnswer | None = trees
    if told.forced:
        asked = watch.ask("tree-free", replace(told, forced=()), who, past=about.past)
        free = asked.answer if asked.current else None
    by_convention = watch.ask("tree-conventions", ConventionTreeQuestion(**vars(told)), who, past=about.past)
    return Searched(
        who=who, question=told, trees=trees, free=free, waiting=not standing.current,
        conventions=by_convention.answer if by_convention.current else None,
    )  # fmt: skip
