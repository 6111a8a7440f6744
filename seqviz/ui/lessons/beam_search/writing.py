"""Sentences and numbers of this page, inside Markdown."""

from collections.abc import Sequence

from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import count_text


def shown(tokens: Sequence[str]) -> str:
    """Write a sequence of tokens inside Markdown."""
    return plain(" ".join(tokens))


def times_text(value: float, t: Catalog) -> str:
    """Write how many times likelier something is: two decimals while they matter."""
    return f"× {t.number(value, digits=2)}" if value < 100 else f"× {count_text(round(value), t.language)}"


def refusal_text(problem: Problem, t: Catalog) -> str:
    """Say that a tree is too large, with its counts."""
    counts = {name: count_text(value, t.language) for name, value in problem.values.items() if isinstance(value, int)}
    return t(problem.key, **counts)
