"""Greedy, beam and exhaustive search: one loop, three widths, and the whole tree as a record."""

from typing import Literal, cast, overload

from seqviz.decoding.cost import tree_size
from seqviz.decoding.loop import Rules, Scope, SearchLoop
from seqviz.decoding.model import Model, SearchProblem
from seqviz.records.search import SearchAnswers, SearchTrace, Stopping

LIMIT = 200_000
"""Candidates that an exhaustive search may score before it refuses."""


def greedy_search(model: Model, *, max_length: int, alpha: float = 0.75, prefix: tuple[str, ...] = ()) -> SearchTrace:
    """Take the likeliest token at every step until the end token or ``max_length``.

    ``alpha`` only scores the answer; see ``beam_search`` for the parameters.
    """
    return _full(
        model, Rules(method="greedy", width=1, max_length=max_length, alpha=alpha, forced=prefix, stopping="bound")
    )


@overload
def beam_search(
    model: Model, *, width: int, max_length: int, alpha: float = 0.75,
    prefix: tuple[str, ...] = (), stopping: Stopping = "bound", trace: Literal["full"] = "full",
) -> SearchTrace: ...  # fmt: skip
@overload
def beam_search(
    model: Model, *, width: int, max_length: int, alpha: float = 0.75,
    prefix: tuple[str, ...] = (), stopping: Stopping = "bound", trace: Scope,
) -> SearchAnswers: ...  # fmt: skip
def beam_search(
    model: Model, *, width: int, max_length: int, alpha: float = 0.75,
    prefix: tuple[str, ...] = (), stopping: Stopping = "bound", trace: Scope = "full",
) -> SearchAnswers:  # fmt: skip
    """Keep the ``width`` likeliest prefixes at every step.

    A candidate above the cut that ends leaves the beam and enters the ranking; the next step again keeps ``width``.

    Parameters
    ----------
    model
        Reads n prefixes on and answers natural log-probabilities (n, V), with a state of its own or without.
    width
        k, at least 1.
    max_length
        T, the most tokens of an answer: the end token and the forced prefix are counted.
    alpha
        Exponent of the length in the score ``log p / L**alpha``, at least 0.
    prefix
        Tokens that the answer must start with. Their probabilities belong to the product.
    stopping
        ``"bound"`` ends the search when no active prefix can still win; ``"leader"`` as soon as a finished answer
        leads, which is right for ``alpha = 0`` alone; ``"never"`` goes on until nothing is active.
    trace
        ``"full"`` records all k V T candidates, for a tree; ``"lean"`` the k T that were chosen, for sweeps: the
        answers are the same, only their ``node`` numbers differ.

    Raises
    ------
    SearchProblem
        When a number is out of range, the prefix is unknown, too long or impossible, or the model answers
        something that is no log-probability.
    """
    rules = Rules(
        method="beam", width=width, max_length=max_length, alpha=alpha, forced=prefix, stopping=stopping, scope=trace
    )
    return SearchLoop(model, rules).run()


def exhaustive_search(
    model: Model, *, max_length: int, alpha: float = 0.75, prefix: tuple[str, ...] = (), limit: int = LIMIT
) -> SearchTrace:
    """Score every sequence; nothing is pruned and no bound is used.

    Raises ``SearchProblem`` with the numbers of candidates and of sequences when there are more than ``limit``
    candidates; see ``beam_search`` for the parameters.
    """
    free = max(max_length - len(prefix), 0)
    size = tree_size(len(model.vocabulary), free, ends=model.eos is not None)
    if size.candidates > limit:
        raise SearchProblem(
            "beam-search.error.too-large", candidates=size.candidates, sequences=size.sequences, limit=limit
        )
    return _full(
        model,
        Rules(method="exhaustive", width=None, max_length=max_length, alpha=alpha, forced=prefix, stopping="never"),
    )


def _full(model: Model, rules: Rules) -> SearchTrace:
    return cast(SearchTrace, SearchLoop(model, rules).run())
