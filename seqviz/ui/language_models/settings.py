"""Everything that decides what the page shows, kept through its eight screens and in the address."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import streamlit as st

from seqviz.config.fields import check, choice, from_query, number, to_query
from seqviz.config.language_model import Unit
from seqviz.data.texts import SourceName
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.ngrams.model import NgramModel
from seqviz.ngrams.pretraining import FirstText
from seqviz.ngrams.smoothing import Rule, Smoothing
from seqviz.records.problem import Problem
from seqviz.ui.bound import bound

PAGE = "language-models"
Screen = Literal["count", "sentence", "zipf", "smoothing", "duel", "write", "perplexity", "uses"]
SCREENS: tuple[Screen, ...] = get_args(Screen)
OtherText = Literal["suggested", FirstText]
LineName = Literal["context", "sentence", "first", "second", "prefix", "candidates"]
TableView = Literal["probabilities", "counts"]
LONGEST_LINE = 300
"""Characters of a sentence that the page scores; the rest of a longer one is cut."""

_STATE = f"{PAGE}.settings"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The state of the page. ``k`` serves add-k and the interpolation, ``discount`` Kneser-Ney.

    An empty line of text stands for the example that goes with the chosen text.
    """

    screen: Screen = choice("count", Screen)
    text: SourceName = choice("lincoln", SourceName)
    unit: Unit = choice("word", Unit)
    n: int = number(2, 1, 5)
    rule: Rule = choice("none", Rule)
    k: float = number(1.0, 1e-4, 1000.0)
    discount: float = number(0.75, 0.01, 1.0)
    seed: int = number(1, 0, 999_999)
    length: int = number(0, 0, 120)
    share: float = number(0.5, 0.0, 1.0)
    certainty: float = number(0.25, 0.0, 1.0)
    table: TableView = choice("probabilities", TableView)
    other: OtherText = choice("suggested", OtherText)
    context: str = ""
    sentence: str = ""
    first: str = ""
    second: str = ""
    prefix: str = ""
    candidates: str = ""

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a value outside its range."""
        check(self)

    @property
    def smoothing(self) -> Smoothing:
        """The rule with the number that belongs to it."""
        strength = self.discount if self.rule == "kneser-ney" else self.k
        return Smoothing(rule=self.rule, strength=strength)

    def model(self, corpus: CountedCorpus) -> NgramModel:
        """Return the model that the control bar describes."""
        return NgramModel(counts=corpus.counts, n=self.n, smoothing=self.smoothing)

    def line(self, name: LineName) -> str:
        """Return one of the learner's lines of text."""
        return str(getattr(self, name))

    def with_n(self, n: int) -> "Settings":
        """Return the same settings for another n."""
        return replace(self, n=n)

    def with_rule(self, rule: Rule) -> "Settings":
        """Return the same settings for another rule."""
        return replace(self, rule=rule)


LINES: tuple[LineName, ...] = get_args(LineName)


def current() -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings of this session; on its first visit, those of the address and what had to fall back."""
    if _STATE in st.session_state:
        return st.session_state[_STATE], ()
    settings, problems = read(st.query_params.to_dict())
    st.session_state[_STATE] = settings
    return settings, problems


def read(query: Mapping[str, str]) -> tuple[Settings, tuple[Problem, ...]]:
    """Read settings from an address; what is wrong there keeps its default and is reported."""
    settings, problems = from_query(Settings, query)
    lines = {name: query[name][:LONGEST_LINE] for name in LINES if name in query}
    return replace(settings, **lines), problems  # type: ignore[arg-type]  # mypy sees str for every field


def in_address(settings: Settings) -> dict[str, str]:
    """Return what the address says about the page: settings that differ from the defaults, and lines of text."""
    return to_query(settings) | {name: settings.line(name) for name in LINES if settings.line(name)}


def update(**values: Any) -> None:
    """Change settings; widgets follow on the next run."""
    st.session_state[_STATE] = replace(current()[0], **values)


def bind(
    name: str, settings: Settings, *, options: Container[object] | None = None, hidden: bool = False
) -> dict[str, Any]:
    """Return what ties a widget to the setting ``name``; see :func:`seqviz.ui.bound.bound`."""

    def take(value: Any) -> None:
        if value is not None:
            update(**{name: value})

    return bound(f"{PAGE}.{name}", getattr(settings, name), take, options=options, hidden=hidden)
