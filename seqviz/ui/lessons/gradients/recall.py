"""A task that needs memory: which of four models still names a symbol that it read so many tokens ago."""

import streamlit as st

from seqviz.components.fresh_chart import fresh_chart
from seqviz.components.readout import LiveFigure, readout
from seqviz.components.recall import lane_name, race_words, races_table
from seqviz.config.recall import LANES, RecallConfig, recall_contest
from seqviz.data.recall import example, letters_of
from seqviz.figures.recall import race_figure, strips_figure
from seqviz.jobs.watch import Watch
from seqviz.records.recall import NOBODY, Exams, Race, RecallQuestion
from seqviz.text.saying import sayer
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.prediction import Outcome, Question, forget, guess_of, predict, skip
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.status import status_line
from seqviz.ui.experiment.timeline import time_travel
from seqviz.ui.experiment.transport import transport
from seqviz.ui.lessons.gradients.outline import GradientSettings
from seqviz.ui.page import Page

STEPS = (1, 50)
EXAMPLES = 1000
SHORT = 26
"""Tokens that have room side by side on a phone."""
ASK_SECONDS = 0.5
_RACES = "recall-races"


def recall_screen(page: Page, settings: GradientSettings) -> None:
    """Draw the race of four models and keep it live."""
    slot = open_slot(f"{page.name}/recall", RecallConfig, fits=lambda contest: contest.names == LANES)
    live(settings, slot, lambda: _draw(page, settings, slot))


def _draw(page: Page, settings: GradientSettings, slot: Slot) -> None:
    t, question = page.t, _question(page, settings)
    contest = recall_contest(delay=settings.view.delay, seed=settings.config.seed)
    asked = guess_of(settings, question) is None  # no answer beside its question
    watch = None if asked or slot.watch is None or slot.watch.contest != contest else slot.watch
    config = contest.configs[0]
    assert isinstance(config, RecallConfig)
    race = _race(watch, config)
    races = settings.memory.setdefault(f"{_RACES}-{config.seed}", {})
    if race.is_over:
        races[race.delay] = race
    with page.control_bar():
        transport(
            page, slot, contest, steps=STEPS, on_start=lambda: skip(settings, question),
            on_reset=lambda: forget(settings, question),
        )  # fmt: skip
        step = LiveFigure(label=t("kit.figure.step"), value=t.number(watch.poll.step) if watch else "", room=6)
        readout([step], key=f"{page.name}.recall-figures", width="content")
        st.space("stretch")
        control(settings, "delay", t, shape="slider", width=220)
    status_line(page, settings, slot, contest, name=lambda name: lane_name(name, t))
    if asked:
        predict(page, settings, question, None)
    left, right = st.columns([1, 1.15], gap="small")
    with left, page.panel("race", title=t("gradients.recall.title"), hint=t("gradients.recall.hint")):
        figure = race_figure(race, guessing=1 / config.symbols, say=sayer(t), short=page.on_stage)
        fresh_chart(figure, key=f"{page.name}-race", label=t("gradients.recall.title"))
    strips_title = t("gradients.recall.strips")
    with right, page.panel("recall", title=strips_title, hint=t("gradients.recall.strips.hint")):
        picture = st.container()
        number = settings.view.example
        with st.container(horizontal=True, vertical_alignment="center"):
            past = time_travel(page, watch)
            st.button(
                t("settings.example"), key="gradients.example", on_click=settings.change,
                kwargs={"example": (number + 1) % EXAMPLES},
            )  # fmt: skip
        found = watch.ask_all("recall", RecallQuestion(example=number), past=past, every=ASK_SECONDS) if watch else {}
        tokens = letters_of(config, example(config, number).inputs[:, 0])
        strips = {lane: answer.layer for lane, answer in found.items()}
        with picture:
            drawn = strips_figure(strips, tokens, say=sayer(t), short=page.on_stage)
            key = f"{page.name}-recall-{'long' if len(tokens) > SHORT else 'short'}"
            fresh_chart(drawn, key=key, label=strips_title)
    if not asked:  # what is answered makes room for the pictures
        predict(page, settings, question, _outcome(page, race))
    shown = {delay: kept for delay, kept in races.items() if not (asked and delay == race.delay)}
    if shown:
        with page.panel("races", title=t("gradients.recall.table"), hint=t("gradients.recall.table.hint")):
            st.markdown(races_table(shown, t))


def _race(watch: Watch | None, config: RecallConfig) -> Race:
    """Return the exams so far."""
    lanes = {lane: Exams.of(watch.trail("RecallExam", lane).columns if watch else {}) for lane in LANES}
    return Race(delay=config.delay, most_steps=config.max_steps, lanes=lanes)


def _question(page: Page, settings: GradientSettings) -> Question:
    """Ask anew for each delay."""
    t, delay = page.t, settings.view.delay
    options = {lane: lane_name(lane, t) for lane in LANES} | {NOBODY: t("gradients.recall.nobody")}
    text = t("gradients.recall.question", delay=delay, steps=RecallConfig().max_steps)
    return Question(subject=f"recall/{delay}", text=text, options=options, why="recall-why")


def _outcome(page: Page, race: Race) -> Outcome | None:
    """Return who was first as soon as somebody is there; the others may still come."""
    if not any(len(exams.step) for exams in race.lanes.values()):
        return None
    return Outcome(answers=race.first, measured=race_words(race, page.t))
