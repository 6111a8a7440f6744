"""The live part of the page: train, decode, and look at what each way to decode makes of the test set."""

import streamlit as st

from seqviz.components.readout import LiveFigure, readout
from seqviz.config import Contest, Seq2SeqConfig
from seqviz.jobs.moments import moments
from seqviz.records.decoding_sweep import WIDTHS, SweepQuestion
from seqviz.text.numbers import decimals_text, percent_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.judging import beam_of
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.prediction import follow, forget, guess_of, predict, skip
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.status import status_line, status_row
from seqviz.ui.experiment.transport import transport
from seqviz.ui.lessons.decoding_tradeoffs.charts import draw_charts
from seqviz.ui.lessons.decoding_tradeoffs.conventions import draw_conventions
from seqviz.ui.lessons.decoding_tradeoffs.figures import draw_every_figure, draw_sampling
from seqviz.ui.lessons.decoding_tradeoffs.mistakes import draw_mistakes
from seqviz.ui.lessons.decoding_tradeoffs.outline import TradeoffsSettings
from seqviz.ui.lessons.decoding_tradeoffs.partings import draw_partings
from seqviz.ui.lessons.decoding_tradeoffs.prediction import outcome_of, question_of
from seqviz.ui.lessons.decoding_tradeoffs.sweeps import cancel_all, decode_all, decodings, judged, open_work
from seqviz.ui.lessons.decoding_tradeoffs.trees import draw_trees
from seqviz.ui.page import Page

STEPS = (50,)


def open_run(page: Page) -> Slot:
    """Return the page's place for one run."""
    return open_slot(page.name, Seq2SeqConfig)


def draw_live(page: Page, settings: TradeoffsSettings, slot: Slot) -> None:
    """Draw the page's run and all that is decoded with it, and keep it live."""
    live(settings, slot, lambda: _draw(page, settings, slot))


def _draw(page: Page, settings: TradeoffsSettings, slot: Slot) -> None:
    _bar(page, settings, slot)
    with status_row(page):
        status_line(page, settings, slot, Contest.of(settings.config))
        _figures(page, settings, slot)
    _progress(page, slot)
    watch, found = slot.watch, decodings(slot.watch)
    question = question_of(settings, page.t)
    follow(settings, question)
    outcome = outcome_of(settings, watch, found, page.t)
    predict(page, settings, question, outcome)
    control(settings, "moment", page.t, shape="buttons", bare=True, width="content")
    if watch is None or not any(judged(watch, one, settings.view.alpha) for one in found.values()):
        st.caption(page.t("decoding-tradeoffs.none" if watch is None else "decoding-tradeoffs.undecoded"))
        return
    if guess_of(settings, question) is None:
        st.caption(page.t("decoding-tradeoffs.asked"))
        return
    draw_charts(page, settings, watch, found)
    sentences, mistakes = st.columns([1.9, 1], gap="small")
    with sentences:
        draw_partings(page, settings, watch, found)
    with mistakes:
        draw_mistakes(page, settings, watch, found)
    draw_trees(page, settings, watch, found)
    draw_every_figure(page, settings, slot, watch, found)
    sampling, conventions = st.columns([1, 1.25], gap="small")
    with sampling:
        draw_sampling(page, settings, watch, found)
    with conventions:
        draw_conventions(page, settings, slot)


def _bar(page: Page, settings: TradeoffsSettings, slot: Slot) -> None:
    t, question = page.t, question_of(settings, page.t)

    def decode() -> None:
        skip(settings, question)
        decode_all(slot, SweepQuestion(most=settings.view.sentences))

    with page.control_bar():
        transport(
            page, slot, Contest.of(settings.config), steps=STEPS, slow=10.0,
            on_reset=lambda: forget(settings, question),
        )  # fmt: skip
        if open_work(slot.watch):
            st.button(t("kit.work.cancel"), key=f"{page.name}.cancel", on_click=cancel_all, args=(slot,))
        else:
            st.button(
                t("decoding-tradeoffs.decode"), key=f"{page.name}.decode", icon=":material/translate:",
                help=t("decoding-tradeoffs.decode.help", count=settings.view.sentences),
                disabled=not moments(slot.watch), on_click=decode,
            )  # fmt: skip
        st.space("stretch")
        control(settings, "k", t, options=WIDTHS, width=140)
        control(settings, "alpha", t, shape="slider", width=150)


def _progress(page: Page, slot: Slot) -> None:
    """Draw how far the sweeps are, or that they wait."""
    works = open_work(slot.watch)
    if slot.watch is None or not works or slot.watch.poll.status in ("lost", "freed"):
        return
    place = slot.watch.poll.place
    text = page.t("decoding-tradeoffs.progress") if place is None else page.t("kit.work.queued", place=place)
    st.progress(sum(news.share for news in works) / len(works), text=text)


def _figures(page: Page, settings: TradeoffsSettings, slot: Slot) -> None:
    """Draw the figures at the learner's point."""
    t, watch = page.t, slot.watch
    found = decodings(watch).get(settings.view.moment)
    mine = beam_of(judged(watch, found, settings.view.alpha), settings.view.width) if watch and found else None

    def share(value: int) -> str:
        return percent_text(value / mine.sentences, t.language) if mine else ""

    step = t.number(watch.poll.step) if watch else ""
    readout(
        [
            LiveFigure(label=t("kit.figure.step"), value=step, room=6),
            LiveFigure(
                label=t("decoding-tradeoffs.figure.bleu"), colour="output",
                value=decimals_text(100 * mine.bleu, t.language, digits=1) if mine else "",
                help=t("decoding-tradeoffs.figure.help"),
            ),
            LiveFigure(
                label=t("decoding-tradeoffs.figure.errors"), colour="warning",
                value=share(mine.search_errors) if mine else "",
            ),
            LiveFigure(
                label=t("decoding-tradeoffs.figure.length"),
                value=decimals_text(mine.length_ratio, t.language, digits=2) if mine else "",
            ),
        ],
        key=f"{page.name}.figures", width="content", size="small",
    )  # fmt: skip
