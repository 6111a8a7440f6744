"""The live panel: train two translators, decode with each, and look at what a wider search finds."""

from typing import Any

import streamlit as st

from seqviz.config import Contest, Seq2SeqConfig
from seqviz.config.dirt import SHIPPED, STEPS, DirtView, Scoring, dirt_contest
from seqviz.records.problem import Problem
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import forget, guess_of, predict, skip
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import OTHER_RUN, Slot, open_slot
from seqviz.ui.lessons.decoding_dirt.decoded import NAMES, QUESTION, ways, works
from seqviz.ui.lessons.decoding_dirt.pictures import draw_figures, draw_lengths, draw_sentences
from seqviz.ui.lessons.decoding_dirt.questions import kind_outcome, kind_question, length_outcome, length_question
from seqviz.ui.lessons.decoding_dirt.suspect import draw_suspect
from seqviz.ui.page import Page

DirtSettings = Settings[Seq2SeqConfig, DirtView]
SHARES = (1, 1.7)
BUSY = ("queued", "starting", "training")


def open_dirt(page: Page) -> Slot:
    """Return the place of the panel's run, which is another one than the page's."""
    return open_slot(
        f"{page.name}/dirt", Seq2SeqConfig, fits=lambda contest: contest.names == NAMES, parameter=OTHER_RUN
    )  # fmt: skip


def dirt_panel(page: Page, settings: Settings[Seq2SeqConfig, Any], slot: Slot) -> None:
    """Draw the panel and keep it live."""
    _decode_when_trained(slot, dirt_contest(seed=settings.config.seed))  # before the looks: they end with all work
    live(settings, slot, lambda: _draw(page, settings, slot))


def _draw(page: Page, settings: DirtSettings, slot: Slot) -> None:
    t, contest = page.t, dirt_contest(seed=settings.config.seed)
    watch = slot.watch if slot.watch is not None and slot.watch.contest == contest else None
    length, kind = length_question(t), kind_question(t)
    scoring: Scoring = settings.view.scoring
    raw, shown = ways(watch, "raw"), ways(watch, scoring)
    with page.panel("dirt", title=t("decoding-dirt.title"), hint=t("decoding-dirt.hint", steps=STEPS)):
        predict(page, settings, length, length_outcome(raw, t))
        _buttons(page, settings, slot, contest)
        if not raw or guess_of(settings, length) is None:
            return
        chart, answers = st.columns(SHARES, gap="medium")
        with chart:
            control(settings, "scoring", t, shape="buttons", bare=True, width="content")
            draw_lengths(page, shown, ways(watch, "scored" if scoring == "raw" else "raw"))
        with answers:
            guess = predict(page, settings, kind, kind_outcome(raw, t))
        if guess is None:
            return
        if SHIPPED in shown:
            draw_sentences(page, shown[SHIPPED], raw[SHIPPED].all[-1])
        draw_figures(page, shown)
        if SHIPPED in raw and (exact := raw[SHIPPED].exact) is not None:
            draw_suspect(page, settings, exact)


def _buttons(page: Page, settings: DirtSettings, slot: Slot, contest: Contest) -> None:
    """Draw what starts, cancels and begins anew, and how far everything is."""
    t, length, kind = page.t, length_question(page.t), kind_question(page.t)
    watch = slot.watch if slot.watch is not None and slot.watch.contest == contest else None
    status = watch.poll.status if watch else None

    def start() -> None:
        skip(settings, length)
        slot.start(contest)

    def reset() -> None:
        slot.discard()
        forget(settings, length)
        forget(settings, kind)

    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if watch is None or status in ("lost", "freed", "failed", "diverged", "stopped"):
            st.button(
                t("decoding-dirt.train"), key=f"{page.name}.dirt-train", type="primary", icon=":material/play_arrow:",
                on_click=start,
            )  # fmt: skip
        elif status in BUSY or any(not news.done for news in works(watch).values()):
            st.button(t("kit.work.cancel"), key=f"{page.name}.dirt-cancel", on_click=_cancel, args=(slot,))
        elif status in ("paused", "orphaned"):
            st.button(t("kit.resume"), key=f"{page.name}.dirt-resume", on_click=slot.command, args=("resume",))
        elif not _complete(slot):
            st.button(t("decoding-dirt.decode"), key=f"{page.name}.dirt-decode", on_click=_decode, args=(slot,))
        if watch is not None:
            st.button(t("kit.reset"), key=f"{page.name}.dirt-reset", help=t("kit.reset.help"), on_click=reset)
            _progress(page, slot)
    if slot.gone is not None:
        st.caption(sentence(slot.gone, t))
    problem = slot.refused or (watch.poll.problem if watch else None)
    if problem is not None:
        st.error(sentence(problem, t))


def _progress(page: Page, slot: Slot) -> None:
    t, watch = page.t, slot.watch
    if watch is None or watch.poll.status in ("lost", "freed"):
        return
    place = watch.poll.place
    open_works = [news for news in works(watch).values() if not news.done]
    if place is not None:
        st.progress(0.0, text=t("kit.work.queued", place=place))
    elif watch.poll.status in BUSY:
        st.progress(watch.poll.step / STEPS, text=t("decoding-dirt.training", step=watch.poll.step, steps=STEPS))
    elif open_works:
        share = sum(news.share for news in works(watch).values()) / len(NAMES)
        st.progress(share, text=t("decoding-tradeoffs.progress"))


def _complete(slot: Slot) -> bool:
    found = works(slot.watch)
    return all(name in found and found[name].done and found[name].problem is None for name in NAMES)


def _decode_when_trained(slot: Slot, contest: Contest) -> None:
    """Begin to decode as soon as both are trained; what was cancelled stays so."""
    watch = slot.watch
    if watch is not None and watch.contest == contest and watch.poll.status == "finished" and not watch.works:
        _decode(slot)


def _decode(slot: Slot) -> None:
    if slot.watch is None:
        return
    slot.refused, known = None, works(slot.watch)
    try:
        for name in NAMES:
            if name not in known or known[name].problem is not None:
                slot.watch.run.work(QUESTION, contestant=name)
    except Problem as problem:
        slot.refused = problem
    slot.watch.refresh()


def _cancel(slot: Slot) -> None:
    """Pause the training, or let go of the decoding; what it has brought stays."""
    if slot.watch is None:
        return
    if slot.watch.poll.status in BUSY:
        slot.command("pause")
        return
    try:
        for news in works(slot.watch).values():
            if not news.done:
                slot.watch.run.cancel(news.work)
    except Problem as problem:
        slot.refused = problem
    slot.watch.refresh()
