"""What a search costs: exact counts, as Python integers, because n**T soon leaves every fixed width."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TreeSize:
    """The full tree: prefixes to expand, candidates to score, complete sequences to compare."""

    expanded: int
    candidates: int
    sequences: int


def tree_size(vocabulary: int, length: int, *, ends: bool) -> TreeSize:
    """Count the full tree of ``length`` steps over ``vocabulary`` tokens; with ``ends`` one of them is the end token.

    With an end token, ``(V-1)**(t-1)`` prefixes are still open at step t, and each has V continuations.
    """
    branching = vocabulary - 1 if ends else vocabulary
    expanded = sum(branching**step for step in range(length))
    endings = expanded if ends else 0
    return TreeSize(expanded=expanded, candidates=expanded * vocabulary, sequences=endings + branching**length)


def exhaustive_sequences(vocabulary: int, length: int) -> int:
    """Return n**T, the sequences of the textbook's exhaustive search."""
    return int(vocabulary**length)


def beam_candidates(vocabulary: int, length: int, width: int) -> int:
    """Return k n T, the candidates that the textbook counts for a beam."""
    return width * vocabulary * length


def greedy_candidates(vocabulary: int, length: int) -> int:
    """Return n T, the candidates of greedy search."""
    return vocabulary * length
