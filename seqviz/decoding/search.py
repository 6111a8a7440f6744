"""Greedy, beam, exact and exhaustive search: one loop, and how much of each step goes on."""

from dataclasses import replace
from typing import Literal, cast, overload

from seqviz.decoding.cost import tree_size
from seqviz.decoding.loop import Rules, Scope, SearchLoop
from seqviz.decoding.model import Model, SearchProblem
from seqviz.records.search import Convention, LengthScore, SearchAnswers, SearchTrace, Slots, Stopping

LIMIT = 200_000
"""Candidates that an exhaustive search may score before it refuses."""
FIRST_WIDTH = 8
"""Width of the beam whose answer an exact search has to beat."""
SLACK = 1e-6
"""A model of single precision answers a little differently in another batch."""


def greedy_search(model: Model, *, max_length: int, alpha: float = 0.75, prefix: tuple[str, ...] = ()) -> SearchTrace:
    """Take the likeliest token at every step until the end token or ``max_length``.

    ``alpha`` only scores the answer; see ``beam_search`` for the parameters.
    """
    return _full(
        model, Rules(method="greedy", width=1, max_length=max_length, forced=prefix, convention=Convention(alpha=alpha))
    )


@overload
def beam_search(
    model: Model, *, width: int, max_length: int, alpha: float = 0.75,
    prefix: tuple[str, ...] = (), length_score: LengthScore = "power", slots: Slots = "one_step",
    stopping: Stopping = "bound", count_eos: bool = True, trace: Literal["full"] = "full",
) -> SearchTrace: ...  # fmt: skip
@overload
def beam_search(
    model: Model, *, width: int, max_length: int, alpha: float = 0.75,
    prefix: tuple[str, ...] = (), length_score: LengthScore = "power", slots: Slots = "one_step",
    stopping: Stopping = "bound", count_eos: bool = True, trace: Scope,
) -> SearchAnswers: ...  # fmt: skip
def beam_search(
    model: Model, *, width: int, max_length: int, alpha: float = 0.75,
    prefix: tuple[str, ...] = (), length_score: LengthScore = "power", slots: Slots = "one_step",
    stopping: Stopping = "bound", count_eos: bool = True, trace: Scope = "full",
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
        Exponent of the length in the score ``log p / L**alpha``, at least 0; or what the other scores make of it.
    prefix
        Tokens that the answer must start with. Their probabilities belong to the product.
    length_score
        ``"power"`` (the lecture); ``"gnmt"`` for ``log p / ((5 + L) / 6)**alpha``; ``"reward"`` for
        ``log p + alpha L``.
    slots
        What a finished answer occupies: ``"one_step"``, a slot in the step that finishes it (the lecture); ``"none"``,
        as where 2k candidates are looked at; ``"for_good"``: the beam shrinks.
    stopping
        ``"bound"`` ends the search when no active prefix can still win; ``"leader"`` as soon as a finished answer
        leads, which is right for ``alpha = 0`` alone; ``"first_k"`` and ``"first"`` with so many finished answers;
        ``"never"`` goes on until nothing is active.
    count_eos
        Whether L counts the end token; the answer of the end token alone has L = 1 either way.
    trace
        ``"full"`` records all k V T candidates, for a tree; ``"lean"`` the k T that were chosen, for sweeps: the
        answers are the same, only their ``node`` numbers differ.

    Raises
    ------
    SearchProblem
        When a number is out of range, the prefix is unknown, too long or impossible, or the model answers
        something that is no log-probability.
    """
    convention = Convention(alpha=alpha, length_score=length_score, count_eos=count_eos, slots=slots, stopping=stopping)
    rules = Rules(method="beam", width=width, max_length=max_length, forced=prefix, convention=convention, scope=trace)
    return SearchLoop(model, rules).run()


def exact_search(
    model: Model, *, max_length: int, alpha: float = 0.0, prefix: tuple[str, ...] = (), budget: int = LIMIT
) -> SearchTrace:
    """Find the best answer of all: a step keeps every prefix that can still beat the best answer that is known.

    A short beam gives the first answer to beat. A prefix of log-probability ``log p`` can reach ``log p / T**alpha`` at
    best; with ``alpha = 0`` at most ``T / p`` prefixes are likelier than an answer of probability p, so that the search
    is cheap where the model is sure. ``.proven`` is false where ``budget`` prefixes did not do: the best answer found
    is returned then. See ``beam_search`` for the other parameters and for what is refused.
    """
    first = beam_search(model, width=FIRST_WIDTH, max_length=max_length, alpha=alpha, prefix=prefix)
    rules = Rules(
        method="exact", width=None, max_length=max_length, forced=prefix, convention=Convention(alpha=alpha),
        floor=first.best.score - SLACK, budget=budget,
    )  # fmt: skip
    found = _full(model, rules)
    expanded = found.expanded + first.expanded
    if not found.proven and (not len(found.ranking) or found.best.score < first.best.score):
        found = replace(first, method="exact", stop="budget")
    return replace(found, expanded=expanded)


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
    convention = Convention(alpha=alpha, stopping="never")
    return _full(
        model, Rules(method="exhaustive", width=None, max_length=max_length, forced=prefix, convention=convention)
    )


def _full(model: Model, rules: Rules) -> SearchTrace:
    return cast(SearchTrace, SearchLoop(model, rules).run())
