"""The live part of the page: one translator, looked at a few times a second."""

from collections.abc import Callable, Mapping

import streamlit as st

from seqviz.components.readout import LiveFigure, readout
from seqviz.config import Seq2SeqConfig
from seqviz.jobs.watch import Watch
from seqviz.records.seq2seq import TranslationDescription
from seqviz.text.numbers import clock_text, count_text, decimals_text, percent_text
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.knobs import knob, learning_rate_knob
from seqviz.ui.experiment.language_model import contest
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.look import Look
from seqviz.ui.experiment.prediction import forget, skip
from seqviz.ui.experiment.readings import device_text
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.status import status_line, status_row
from seqviz.ui.experiment.timeline import time_travel
from seqviz.ui.experiment.transport import transport
from seqviz.ui.lessons.seq2seq.charts import EVALUATIONS
from seqviz.ui.lessons.seq2seq.outline import ScreenName, Seq2SeqSettings
from seqviz.ui.lessons.seq2seq.prediction import question_of
from seqviz.ui.lessons.seq2seq.sentence import sentence_of
from seqviz.ui.page import Page

Screens = Mapping[ScreenName, Callable[[Look], None]]
ABOUT_A_SENTENCE: frozenset[ScreenName] = frozenset({"inside", "teacher", "swap"})
STEPS = (10, 50)
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)


def open_run(page: Page) -> Slot:
    """Return the page's place for one run."""
    return open_slot(page.name, Seq2SeqConfig)


def draw_live(page: Page, settings: Seq2SeqSettings, slot: Slot, screens: Screens) -> None:
    """Draw the translator with the screen that is chosen of ``screens``, and keep it live."""
    live(settings, slot, lambda: _draw(page, settings, slot, screens[settings.view.screen]))


def _draw(page: Page, settings: Seq2SeqSettings, slot: Slot, screen: Callable[[Look], None]) -> None:
    watch, wanted, question = slot.watch, contest(settings), question_of(settings, page.t)
    with page.control_bar():
        transport(
            page,
            slot,
            wanted,
            steps=STEPS[-1:] if page.on_stage else STEPS,
            slow=10.0,
            on_start=lambda: skip(settings, question),
            on_reset=lambda: forget(settings, question),
        )
        _figures(page, watch)
        st.space("stretch")
        learning_rate_knob(page, settings, slot)
        knob(
            page, slot, "teacher_forcing", SHARES, setting=float(settings.config.teacher_forcing),
            take=settings.taker("teacher_forcing"),
        )  # fmt: skip
    names = contestant_names(watch.contest if watch else wanted, page.t)
    with status_row(page):
        status_line(page, settings, slot, wanted, name=lambda name: names.get(name, name))
        _pace(page, watch)
    screen(_look(page, settings, slot))


def _look(page: Page, settings: Seq2SeqSettings, slot: Slot) -> Look:
    """Draw what is looked at, and when: the sentence, on a screen about one, beside time travel."""
    screen, watch = settings.view.screen, slot.watch
    if screen == "learn":
        return Look(page=page, settings=settings, slot=slot)
    if screen not in ABOUT_A_SENTENCE:
        return Look(page=page, settings=settings, slot=slot, past=time_travel(page, watch))
    what, when = st.columns([1.7, 1], gap="medium", vertical_alignment="bottom")
    with what:
        sentence = sentence_of(page, settings, watch)
    with when:
        past = time_travel(page, watch)
    return Look(page=page, settings=settings, slot=slot, past=past, sentence=sentence)


def _figures(page: Page, watch: Watch | None) -> None:
    """Draw the figures of the control bar; before the first run they stand there empty."""
    t = page.t
    trail = watch.trail(EVALUATIONS, watch.names[0]) if watch else None
    loss, exact, bleu = (trail.newest(name) if trail else None for name in ("loss", "exact", "bleu"))
    figures = [
        LiveFigure(label=t("kit.figure.step"), value=t.number(watch.poll.step) if watch else "", room=6),
        LiveFigure(
            label=t("seq2seq.figure.exact"),
            value="" if exact is None else percent_text(exact, t.language),
            colour="success",
            help=t("seq2seq.figure.exact.help"),
        ),
        LiveFigure(
            label=t("seq2seq.figure.bleu"),
            value="" if bleu is None else decimals_text(100 * bleu, t.language, digits=1),
            colour="output",
            help=t("seq2seq.figure.bleu.help"),
        ),
        LiveFigure(
            label=t("seq2seq.figure.loss"),
            value="" if loss is None else decimals_text(loss, t.language),
            colour="validation",
            help=t("seq2seq.figure.loss.help"),
        ),
    ]
    # on a stage the bar stays one row: the chart shows the loss
    readout(figures[:-1] if page.on_stage else figures, key=f"{page.name}.figures", width="content")


def _pace(page: Page, watch: Watch | None) -> None:
    """Draw how fast the run goes, where, and how large the translator is."""
    if watch is None:
        return
    t, poll, found = page.t, watch.poll, watch.description(watch.names[0])
    described = found if isinstance(found, TranslationDescription) else None
    speed = poll.steps_per_second
    numbers = count_text(described.parameter_count, t.language) if described else ""
    bridge = count_text(described.bridge_parameters, t.language) if described else ""
    readout(
        [
            LiveFigure(label=t("seq2seq.figure.parameters"), value=numbers, room=8),
            LiveFigure(label=t("seq2seq.figure.bridge"), value=bridge, room=7, help=t("seq2seq.figure.bridge.help")),
            LiveFigure(
                label=t("kit.figure.speed"), value=decimals_text(speed, t.language, digits=1) if speed else "", room=5
            ),
            LiveFigure(label=t("kit.figure.elapsed"), value=clock_text(poll.elapsed), room=5),
            LiveFigure(label=t("kit.figure.device"), value=device_text(described), words=True, room=20),
        ],
        key=f"{page.name}.pace", width="content", size="small",
    )  # fmt: skip
