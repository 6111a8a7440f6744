"""What every screen of a translator looks at: the run, the state that is shown of it, and its answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from seqviz.components.chart import FigureTemplate
from seqviz.config import Seq2SeqConfig
from seqviz.jobs.watch import Watch
from seqviz.records.pairs import Sentence
from seqviz.records.seq2seq import TranslationDescription
from seqviz.ui.experiment.kept_figure import kept_figure
from seqviz.ui.experiment.language_model import why_not
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.page import Page

TranslatorSettings = Settings[Seq2SeqConfig, Any]
EVERY = 0.5
"""Seconds between two answers to a short question while it trains."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """The page and its run; ``past`` is the kept state that is looked at, ``None`` the present.

    ``sentence`` is what is translated, on the screens that are about one sentence.
    """

    page: Page
    settings: TranslatorSettings
    slot: Slot
    past: int | None = None
    sentence: Sentence | None = None

    @property
    def watch(self) -> Watch | None:
        """The run, if there is one."""
        return self.slot.watch

    @property
    def described(self) -> TranslationDescription | None:
        """What the page's own translator says about itself."""
        found = self.watch.description(self.watch.names[0]) if self.watch else None
        return found if isinstance(found, TranslationDescription) else None

    @property
    def learns_the_task(self) -> bool:
        """Whether there is a run, and it learns the task that is set."""
        ran = self.watch.contest.configs[0] if self.watch else None
        return isinstance(ran, Seq2SeqConfig) and ran.pairs == self.settings.config.pairs

    def answer(self, what: str, question: Any, *, every: float = EVERY, contestant: str | None = None) -> Any:
        """Return the answer to a question at the state that is looked at; where there is none, say why.

        ``what`` names the question on this page; by default the page's own translator is asked.
        """
        t, watch = self.page.t, self.watch
        if watch is None:
            st.caption(t("seq2seq.progress.none"))
            return None
        standing = watch.ask(what, question, contestant or watch.names[0], past=self.past, every=every)
        if standing.problem is not None:
            st.caption(f":material/error: {why_not(standing.problem, t)}")
        return standing.answer if standing.current and standing.problem is None else None

    def figure(self, name: str, about: Any, make: Callable[[], go.Figure]) -> FigureTemplate:
        """Return a figure, made anew only when what it is ``about`` has changed, or the language has."""
        return kept_figure(self.watch, name, (about, self.page.t.language), make)
