"""What two searches must agree in to be the same search."""

from seqviz.records.search import SearchAnswers, SearchTrace

COLUMNS = ("parent", "token", "log_prob", "score", "rank", "fate", "reason", "ranking")


def columns(trace: SearchTrace) -> list[list[float]]:
    """Every column of a trace."""
    return [getattr(trace, name).tolist() for name in COLUMNS]


def answers(found: SearchAnswers) -> list[tuple[object, ...]]:
    """The ranking, without the numbers of the nodes, what it cost, and why the search ended."""
    ranking = [(answer.tokens, answer.log_prob, answer.score, answer.ended) for answer in found.finished]
    return [*ranking, (found.expanded, found.stop)]
