"""The page's state in the learner's session: settings, guesses, whether the assembly line plays; and the address.

Widgets never own a setting: each shows what stands here and its callback writes it back. So nothing is lost when
the learner looks at another page, switches the language or edits the pair from another panel.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from seqviz.metrics.tally import CorpusSettings
from seqviz.records.bleu import Edit
from seqviz.records.problem import Problem
from seqviz.ui.bleu.corpus_run import CorpusRun
from seqviz.ui.bleu.guess import Guess, Judgement
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


def shown(key: str, value: object) -> str:
    """Make the widget ``key`` show ``value`` and return the key.

    Only where it shows something else: setting it anew would wipe out what the learner is typing right now.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def into(state: BleuSession, key: str, name: str, options: Container[object] | None = None) -> Callable[[], None]:
    """Return the callback that writes the widget ``key`` into the setting ``name``.

    Nothing picked changes nothing. A select box whose labels changed with the language may answer with an old label
    instead of one of its ``options``: that changes nothing either.
    """

    def write() -> None:
        value = st.session_state[key]
        if value is not None and (options is None or value in options):
            state.change(**{name: value})

    return write
