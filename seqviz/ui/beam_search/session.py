"""The page's state in the learner's session: settings that work, what was wrong with the last edit, predictions.

Widgets never own a setting: each shows what stands here and writes it back (:mod:`seqviz.ui.bound`). A change that
makes no probability model is refused, and what worked stays.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from zlib import crc32

import streamlit as st

from seqviz.decoding.comparison import Comparison
from seqviz.decoding.editable import EditableTable
from seqviz.decoding.tables import Prefix
from seqviz.records.problem import Problem
from seqviz.records.search import Hypothesis, Method
from seqviz.ui.address import write_address
from seqviz.ui.beam_search.settings import FIXED, BeamSettings, Fixed, settings_from_query

_STATE = "beam-search-state"


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """What the learner expected before the run."""

    greedy: Prefix
    better_exists: bool


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A prediction beside what the searches of that run found, on the table named ``table``."""

    expected: Prediction
    greedy: Hypothesis
    best: Hypothesis
    table: str


@dataclass
class BeamSession:
    """Everything that the page remembers of one learner. The only mutable thing on the page."""

    settings: BeamSettings
    problems: tuple[Problem, ...] = ()
    refused: Problem | None = None
    verdict: Verdict | None = None
    plays: int = 0
    seed: int = 0
    made_for: str | None = None
    edition: int = 0
    unfolded: frozenset[Prefix] = frozenset()
    record: float = 1.0
    _searches: tuple[BeamSettings, Comparison] | None = field(default=None, repr=False)

    @property
    def table_name(self) -> str:
        """A short name of the experiment, for the browser and for keys: another table, another name."""
        return f"{crc32(repr((self.settings.table, self.settings.forced)).encode()):08x}"

    def stand(self, search: Method, step: int) -> None:
        """Remember which search the learner looks at, and after which step; the last step is the end."""
        last = len(self.searches().traces[search].steps) if search in self.searches().traces else 0
        self.settings = replace(self.settings, search=search, step=None if step >= last else step)

    def unfold(self, parent: Prefix | None) -> bool:
        """Show all children of ``parent``, or with ``None`` fold again; return whether that changes the drawing."""
        before, self.unfolded = self.unfolded, frozenset() if parent is None else self.unfolded | {parent}
        return before != self.unfolded

    def searches(self) -> Comparison:
        """Return the three searches of the current settings; they are run once."""
        key = replace(self.settings, search="beam", step=None, shown=True, cost_n=1, cost_length=1, cost_k=1)
        if self._searches is None or self._searches[0] != key:
            self._searches = (key, self.settings.compared())
        return self._searches[1]

    def change(self, **changes: Any) -> None:
        """Take over new settings if they work; otherwise keep the old ones and remember why."""
        self.problems, self.refused = (), None
        try:
            wanted = replace(self.settings, **changes)
            wanted.checked()
        except Problem as problem:
            self.refused = problem
            return
        if wanted.table != self.settings.table or wanted.forced != self.settings.forced:
            wanted = replace(wanted, step=None)
            self.unfolded = frozenset()
        self.settings = wanted

    def taker(self, name: str) -> Callable[[Any], None]:
        """Return what writes a widget's value into the setting ``name``."""
        return lambda value: self.change(**{name: value})

    def use_table(self, table: EditableTable, **changes: Any) -> None:
        """Show another table in the editor as well; what does not fit it falls back."""
        self.change(table=table, **changes)
        if self.refused is None:
            self.edition += 1

    def ask_about(self, table: EditableTable, *, made_for: str | None = None, **changes: Any) -> None:
        """Start an experiment on another table: the learner predicts first."""
        usual: dict[str, Any] = {"width": 2, "alpha": 0.75, "forced": (), "stopping": "bound", "search": "beam"}
        self.verdict, self.made_for = None, made_for
        self.use_table(table, **usual | {"shown": False} | changes)

    def choose(self, name: Fixed) -> None:
        """Take one of the fixed tables, with the settings that show its point."""
        changes = {"stopping": "leader"} if name == "too-early" else {}
        self.ask_about(EditableTable.of(FIXED[name]), **changes)

    def run(self, prediction: Prediction | None) -> None:
        """Show the searches, played from the start, beside what the learner expected."""
        found = self.searches()
        if prediction:
            self.verdict = Verdict(
                expected=prediction, greedy=found.greedy.best, best=found.best, table=self.table_name
            )
        self.plays += 1
        self.settings = replace(self.settings, shown=True, step=None)


def open_session() -> BeamSession:
    """Return the session's state; the first call reads the address."""
    if _STATE not in st.session_state:
        settings, problems = settings_from_query(st.query_params.to_dict())
        st.session_state[_STATE] = BeamSession(settings=settings, problems=problems)
    state: BeamSession = st.session_state[_STATE]
    return state


def keep_address(state: BeamSession) -> None:
    """Make the address say what is on the screen."""
    write_address(state.settings.to_query())
