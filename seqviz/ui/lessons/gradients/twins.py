"""The twins: one run, twice, with and without clipping, learning rate and theta under the hand."""

from functools import partial

import streamlit as st

from seqviz.components.fresh_chart import fresh_chart
from seqviz.components.readout import LiveFigure, readout
from seqviz.config import LanguageModelConfig
from seqviz.figures.twins import twins_figure
from seqviz.jobs.watch import Watch
from seqviz.records.twins import Twins
from seqviz.text.numbers import percent_text
from seqviz.text.saying import sayer
from seqviz.ui.experiment.header import preset_chips
from seqviz.ui.experiment.knobs import THETAS, knob, learning_rate_knob
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.prediction import forget, guess_of, predict, skip
from seqviz.ui.experiment.readings import pace, perplexity_text_of, standing_of
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.status import status_line, status_row
from seqviz.ui.experiment.transport import transport
from seqviz.ui.lessons.gradients import motion
from seqviz.ui.lessons.gradients.ball import ball_column
from seqviz.ui.lessons.gradients.outline import GradientSettings
from seqviz.ui.lessons.gradients.questions import twins_outcome, twins_question
from seqviz.ui.lessons.gradients.story import CLIPPED, FREE, twins_contest, twins_of
from seqviz.ui.page import Page

STEPS = (1, 10)


def twins_slot(page: Page) -> Slot:
    """Return the place of the twins' run."""
    return open_slot(f"{page.name}/twins", LanguageModelConfig, fits=lambda contest: contest.names == (CLIPPED, FREE))


def twins_screen(page: Page, settings: GradientSettings) -> None:
    """Draw the twins and keep them live."""
    preset_chips(page, settings)
    slot = twins_slot(page)
    live(settings, slot, lambda: _draw(page, settings, slot))


def _draw(page: Page, settings: GradientSettings, slot: Slot) -> None:
    motion.direct(settings, slot)
    watch, t = slot.watch, page.t
    contest, question, twins = twins_contest(settings), twins_question(settings, t), twins_of(watch)

    def start() -> None:
        motion.begin(settings)
        skip(settings, question)

    def reset() -> None:
        motion.begin(settings)
        forget(settings, question)

    with page.control_bar():
        transport(
            page, slot, contest, steps=STEPS[:1] if page.on_stage else STEPS, slow=motion.SLOW,
            on_start=start, on_reset=reset, stops=motion.stops(settings), on_go=partial(motion.plays, settings),
        )  # fmt: skip
        _figures(page, watch)
        st.space("stretch")
        _knobs(page, settings, slot)
    with status_row(page):
        status_line(page, settings, slot, contest, name=lambda name: t(f"gradients.name.{name}"))
        pace(page, watch)
    above = guess_of(settings, question) is None  # what is answered makes room for the pictures
    if above:
        predict(page, settings, question, None)
    chart, ball = st.columns([1.95, 1], gap="small")
    with chart:
        _picture(page, watch, twins)
    with ball:
        ball_column(page, settings, watch)
    if not above:
        predict(page, settings, question, twins_outcome(settings, watch, t))


def _knobs(page: Page, settings: GradientSettings, slot: Slot) -> None:
    """Draw the rate of both, and the theta of the twin that has one."""
    learning_rate_knob(page, settings, slot, on_turn=lambda rate: motion.slow_down(settings, slot))
    knob(
        page, slot, "theta", THETAS, setting=float(settings.config.theta), take=settings.taker("theta"),
        contestant=CLIPPED, on_turn=lambda theta: motion.slow_down(settings, slot),
    )  # fmt: skip


def _figures(page: Page, watch: Watch | None) -> None:
    t = page.t
    clipped, free = (standing_of(watch, name) if watch else None for name in (CLIPPED, FREE))
    readout(
        [
            LiveFigure(label=t("kit.figure.step"), value=t.number(watch.poll.step) if watch else "", room=6),
            LiveFigure(
                label=t("gradients.figure.clipped"), colour="after", room=5,
                value=perplexity_text_of(clipped.training_loss if clipped else None, t),
            ),
            LiveFigure(
                label=t("gradients.figure.free"), colour="soft", room=7,
                value=perplexity_text_of(free.training_loss if free else None, t),
            ),
            LiveFigure(
                label=t("gradients.figure.share"), room=5,
                value=percent_text(clipped.clipped_share, t.language) if clipped and clipped.step else "",
            ),
        ],
        key=f"{page.name}.figures", width="content",
    )  # fmt: skip


def _picture(page: Page, watch: Watch | None, twins: Twins | None) -> None:
    t = page.t
    with page.panel("twins", title=t("gradients.twins.title"), hint=t("gradients.twins.hint")):
        if watch is None or twins is None:
            st.markdown(f":gray[{t('gradients.twins.empty')}]")
            return
        figure = twins_figure(twins, sayer(t), short=page.on_stage)
        fresh_chart(figure, key=f"{page.name}-twins", label=t("gradients.twins.title"))
        remarks = []
        if twins.broken_at is not None and twins.steps > twins.broken_at + 15:
            remarks.append(t("gradients.twins.tame"))
        remarks += [
            t("gradients.twins.skipped", name=t(f"gradients.name.{name}"), count=skipped)
            for name in (CLIPPED, FREE)
            if (skipped := standing_of(watch, name).skipped)
        ]
        if remarks:
            st.caption(" ".join(remarks))
