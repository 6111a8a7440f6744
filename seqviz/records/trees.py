"""The search trees of a translator for one sentence, and what each convention finds: what is asked and answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from seqviz.records.pairs import Tokens
from seqviz.records.search import Method, SearchAnswers, SearchTrace


@dataclass(frozen=True, kw_only=True)
class TreeQuestion:
    """Search the translation of a sentence greedily, with a beam of ``width``, and exactly.

    All rank by log p / L**alpha; each answer starts with the words ``forced``.
    """

    sentence: str
    width: int
    alpha: float = 0.75
    forced: Tokens = ()


@dataclass(frozen=True, kw_only=True)
class TreeAnswer:
    """Everything that the searches did for one sentence after ``step`` steps, by their names, greedy first.

    Whether the exact one came to its end is said by its ``proven``; its answer is the best that was found otherwise.
    """

    step: int
    source: Tokens
    unknown: Tokens
    traces: Mapping[Method, SearchTrace]


@dataclass(frozen=True, kw_only=True)
class ConventionTreeQuestion:
    """Search the translation of a sentence with a beam of ``width`` by every convention of beam search."""

    sentence: str
    width: int
    alpha: float = 0.75
    forced: Tokens = ()


@dataclass(frozen=True, kw_only=True)
class ConventionTreeAnswer:
    """What each convention finds after ``step`` steps, by its name; the lecture's comes first."""

    step: int
    found: Mapping[str, SearchAnswers]
