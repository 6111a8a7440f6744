"""The page's state in the learner's session: settings, guesses, whether the assembly line plays; and the address.

Widgets never own a setting: each shows what stands here and writes it back (:mod:`seqviz.ui.bound`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from seqviz.metrics.guess import Guess, Judgement
from seqviz.records.bleu import Edit
from seqviz.records.problem import Problem
from seqviz.records.scoring import CorpusSettings
from seqviz.ui.bleu.corpus_run import CorpusRun
from seqviz.ui.bleu.settings import BleuSettings, preset_settings, settings_from_query

_STATE = "bleu-state"
_PAIR = {"prediction", "reference", "unit"}


@dataclass
class BleuSession:
    """Everything that the page remembers of one learner. The only mutable thing on the page."""

    settings: BleuSettings
    problems: list[Problem] = field(default_factory=list)
    guesses: dict[int, Guess] = field(default_factory=dict)
    judgement: Judgement | None = None
    unreadable: Problem | None = None
    playing: bool = False
    moved_at: float = 0.0
    edit_at: int = 0
    edit_token: str = ""
    edit: Edit | None = None
    expected: str | None = None
    source: str = "sample"
    pasted: str = ""
    texts: tuple[bytes, ...] = ()
    corpus_guess: str | None = None
    run: CorpusRun | None = None
    run_source: str = ""

    @property
    def corpus_settings(self) -> CorpusSettings:
        """How a test set would be scored now."""
        now = self.settings
        return CorpusSettings(unit=now.unit, max_n=now.max_n, smoothing=now.smoothing)

    def change(self, **changes: Any) -> None:
        """Change settings; another pair forgets the guesses and the edit that belonged to the old one."""
        if any(getattr(self.settings, name) != value for name, value in changes.items() if name in _PAIR):
            self.guesses.clear()
            self.edit = self.expected = None
        self.judgement = self.unreadable = None
        self.problems.clear()
        self.settings = replace(self.settings, **changes)

    def taker(self, name: str) -> Callable[[Any], None]:
        """Return what writes a widget's value into the setting ``name``; nothing picked changes nothing."""

        def take(value: Any) -> None:
            if value is not None:
                self.change(**{name: value})

        return take

    def choose_preset(self, name: str) -> None:
        """Take a preset's pair and start at the beginning."""
        fresh = preset_settings(name, self.settings)
        self.change(prediction=fresh.prediction, reference=fresh.reference, unit=fresh.unit, step=0)
        self.playing = False

    def judge(self, n: int, guess: Guess, judgement: Judgement) -> None:
        """Remember the first guess of each order, the one that counts, and what to say about the latest."""
        self.guesses.setdefault(n, guess)
        self.judgement, self.unreadable = judgement, None


def open_session() -> BleuSession:
    """Return the session's state; the first call reads the address."""
    if _STATE not in st.session_state:
        settings, problems = settings_from_query(st.query_params.to_dict())
        st.session_state[_STATE] = BleuSession(settings=settings, problems=problems)
    state: BleuSession = st.session_state[_STATE]
    return state
