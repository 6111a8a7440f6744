"""A language model that learns while the learner watches: what every page of the recurrent chapters is built around.

The page gives its outline, its question and the panels that it wants; the rest is the same everywhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from seqviz.config.language_model import LanguageModelConfig
from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.curves import curves
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.inside import inside, writing
from seqviz.ui.experiment.knobs import learning_rate_knob, theta_knob
from seqviz.ui.experiment.language_model import LanguageModelView, ask, contest, inside_of, question_row, writing_row
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.own_text import own_text_panel
from seqviz.ui.experiment.prediction import Outcome, Question, forget, guess_of, predict, skip
from seqviz.ui.experiment.readings import live_figures, pace, run_files, standings
from seqviz.ui.experiment.settings import Outline, Settings, open_settings
from seqviz.ui.experiment.side_by_side import compare_menu, rival_chips
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.status import status_line, status_row
from seqviz.ui.experiment.tied import tied
from seqviz.ui.experiment.timeline import time_travel
from seqviz.ui.experiment.transport import transport
from seqviz.ui.page import Page

PAST = "past"
BESIDE, TRAVEL = (3, 5), 340
"""Shares of the width: charts, and the gates beside them; pixels of time travel in a row."""
LabSettings = Settings[LanguageModelConfig, LanguageModelView]
LabOutline = Outline[LanguageModelConfig, LanguageModelView]
Ask = Callable[[LabSettings, Catalog], Question | None]
Screen = Callable[["Laboratory", int | None], None]
"""Draws what stands below the control bar, about the kept state that is looked at (``None``: the present)."""
NO_SCREENS: Mapping[str, Screen] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Laboratory:
    """One page's live language models.

    ``question`` is what the page asks before it trains, if it asks, ``outcome`` what the run says to it (``None``: not
    yet). A page with several ``screens`` has a setting ``idea`` that chooses one of them by its name; an idea without
    one is the training itself.
    """

    page: Page
    settings: LabSettings
    slot: Slot
    question: Ask | None = None
    outcome: Callable[[LabSettings, Watch | None, Catalog], Outcome | None] | None = None
    screens: Mapping[str, Screen] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """The contestants on the screen, and what they are called: of the run, or before one of the settings."""
        shown = self.slot.watch.contest if self.slot.watch else contest(self.settings)
        return contestant_names(shown, self.page.t)

    @property
    def screen(self) -> Screen | None:
        """What is drawn in place of the training, if anything."""
        return self.screens.get(getattr(self.settings.view, "idea", ""))

    @property
    def _asked(self) -> Question | None:
        return self.question(self.settings, self.page.t) if self.question else None

    @property
    def _answered(self) -> bool:
        return (asked := self._asked) is not None and guess_of(self.settings, asked) is not None

    @property
    def past(self) -> int | None:
        """The kept step that the learner looks back at; ``None``: the present."""
        found: int | None = self.settings.memory.get(PAST)
        return found

    def draw(self) -> None:
        """Draw the live part of the page, and keep it live."""
        live(self.settings, self.slot, self._look)

    def _look(self) -> None:
        page, watch, names = self.page, self.slot.watch, self.names
        self._control_bar()
        with status_row(page):
            status_line(page, self.settings, self.slot, contest(self.settings), name=lambda name: names.get(name, name))
            pace(page, watch)
            with st.container(width=TRAVEL):
                past = self.settings.memory[PAST] = time_travel(page, watch)
        if self.screen is not None:
            self.screen(self, past)
            return
        self._beside(watch, names, past)
        if watch is not None:
            standings(page, watch, names)

    def _beside(self, watch: Watch | None, names: dict[str, str], past: int | None) -> None:
        """Draw charts and writing, and beside them the gates: all in sight while it trains."""
        page, looked_at = self.page, self._looked_at(watch)
        titles = {name: names[name] if len(looked_at) > 1 else "" for name in looked_at}
        with st.container(key=f"beside-{page.name}"):
            outside, within = st.columns(BESIDE, gap="small")
        with outside:
            prediction, charts = _in_turn(swapped=page.on_stage and self._answered)  # there a verdict comes second
            with prediction:
                self._predict()
            with charts:
                curves(page, watch, names, axis=self.settings.view.axis)
            writing_row(page, self.settings)
            for contestant, title in titles.items():
                writing(page, watch, contestant, past=past is not None, name=title)
        with within:
            questions, gates = _in_turn(swapped=page.on_stage)  # there the gates come first
            with questions:
                self._question_row(watch, past)
            with gates:
                for contestant, config in looked_at.items():
                    inside(page, watch, contestant, config, past=past is not None, name=titles[contestant])

    def _question_row(self, watch: Watch | None, past: int | None) -> None:
        """Draw what the look inside is about, and ask the run."""
        with question_row(self.page, self.settings):
            self._which()
        if watch is not None:
            ask(self.page, self.settings, watch, past=past)

    def _control_bar(self) -> None:
        page, settings, slot = self.page, self.settings, self.slot
        with page.control_bar():
            transport(page, slot, contest(settings), on_start=self._skip, on_reset=self._ask_anew)
            live_figures(page, slot.watch)
            st.space("stretch")
            learning_rate_knob(page, settings, slot)
            theta_knob(page, settings, slot)

    def _predict(self) -> None:
        if (asked := self._asked) is not None:
            found = self.outcome(self.settings, self.slot.watch, self.page.t) if self.outcome else None
            predict(self.page, self.settings, asked, found, narrow=True)

    def _skip(self) -> None:
        if (asked := self._asked) is not None:
            skip(self.settings, asked)

    def _ask_anew(self) -> None:
        if (asked := self._asked) is not None:
            forget(self.settings, asked)

    def _looked_at(self, watch: Watch | None) -> dict[str, LanguageModelConfig]:
        """Return the models whose inside is shown."""
        shown = watch.contest if watch else contest(self.settings)
        chosen, models = inside_of(self.settings, shown.names), zip(shown.names, shown.configs, strict=True)
        return {name: model for name, model in models if name in chosen and isinstance(model, LanguageModelConfig)}

    def _which(self) -> None:
        """Let the learner choose whose inside is shown, where there are more than two."""
        names = self.names
        chosen = inside_of(self.settings, tuple(names))
        if len(names) > len(chosen):
            st.selectbox(
                self.page.t("kit.inside.whose"), list(names), format_func=lambda name: names.get(name, name), width=150,
                **tied(f"{self.page.name}.looked-at", chosen[0], self.settings.taker("looked_at"), options=names).index(
                    list(names)
                ),
            )  # fmt: skip


def _in_turn(*, swapped: bool) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return two places, the first above the second, or below it."""
    above, below = st.container(), st.container()
    return (below, above) if swapped else (above, below)


def open_laboratory(
    page: Page,
    outline: LabOutline,
    *,
    question: Ask | None = None,
    outcome: Callable[[LabSettings, Watch | None, Catalog], Outcome | None] | None = None,
    screens: Mapping[str, Screen] = NO_SCREENS,
    elsewhere: Callable[[LabSettings], bool] = lambda settings: False,
) -> Laboratory:
    """Draw what stands above the control bar: presets, menus, rivals, the learner's own text; return the live part.

    Where a page is ``elsewhere``, at something other than its language models, it has no menus about them.
    """
    settings = open_settings(outline)
    slot = open_slot(page.name, LanguageModelConfig)
    _adopt_own_text(settings, slot)
    lab = Laboratory(
        page=page, settings=settings, slot=slot, question=question, outcome=outcome,
        screens=screens,
    )  # fmt: skip
    away = elsewhere(settings)
    if away:
        header(page, settings, groups={})
    else:
        header(
            page, settings, beside=lambda: compare_menu(page, settings),
            downloads=lambda: run_files(page, settings, slot.watch, lab.names),
        )  # fmt: skip
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        if screens:
            control(settings, "idea", page.t, shape="buttons", bare=True, width="content")
        if not away and lab.screen is None:
            rival_chips(page, settings)
    if away:
        return lab
    if settings.config.text == "own":
        own_text_panel(page, settings, unit=settings.config.unit, steps=settings.config.steps)
    return lab


def _adopt_own_text(settings: LabSettings, slot: Slot) -> None:
    """After a reload the learner's text lives on in the run alone."""
    if slot.watch is not None and settings.config.text == "own" and not settings.config.own_text:
        trained = slot.watch.contest.configs[0]
        if isinstance(trained, LanguageModelConfig) and trained.own_text:
            settings.change(own_text=trained.own_text)
