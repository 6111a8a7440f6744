"""The leak: a two-way network as a language model, beside an honest one."""

import math
from typing import Any

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.readout import LiveFigure
from seqviz.data.blanks.batching import WINDOW
from seqviz.data.blanks.sets import blank_set
from seqviz.figures.counting import shown
from seqviz.figures.leak import CURVES, leak_figure, places_figure
from seqviz.jobs.watch import Watch
from seqviz.records.two_sided import WriteAnswer, WriteQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.kept_figure import kept_figure
from seqviz.ui.experiment.prediction import guess_of, predict
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.lessons.bidirectional.bench import EVERY, bench
from seqviz.ui.lessons.bidirectional.outline import BidirectionalSettings, run_of
from seqviz.ui.lessons.bidirectional.questions import (
    FORECAST,
    leak_outcome,
    leak_question,
    newest,
    perplexity,
)
from seqviz.ui.page import Page

WRITTEN = 40
"""Tokens that each network writes."""
NO_STEPS_YET = {"x": [0.0, 10.0], "y": [float("nan")] * 2}


def draw_leak(page: Page, settings: BidirectionalSettings, slot: Slot) -> None:
    """Draw the screen once; the page keeps it live."""
    t, contest, question = page.t, run_of(settings, "forecast"), leak_question(settings, page.t)
    watch = slot.watch if slot.watch is not None and slot.watch.contest == contest else None
    figures = [
        LiveFigure(label=t(f"bidirectional.curve.{name}"), value=_level(newest(watch, FORECAST, name), t), room=5)
        for name in CURVES
    ]
    bench(page, settings, slot, contest, question, figures)
    predict(page, settings, question, leak_outcome(settings, watch, t), narrow=True)
    if guess_of(settings, question) is None:
        return
    asked = (
        watch.ask("write", WriteQuestion(tokens=window_of(settings), count=WRITTEN), "", every=EVERY) if watch else None
    )
    answer: Any = asked.answer if asked is not None and asked.current else None
    left, right = st.columns([1.1, 1], gap="small")
    with left:
        _curves(page, watch)
    with right:
        _written(page, settings, answer)
    _places(page, settings, watch, answer)


def window_of(settings: BidirectionalSettings) -> tuple[str, ...]:
    """Return a window of held-out text, as long as those of training."""
    found = blank_set(settings.config.text)
    text = [token for one in found.held_out for token in (*one, *found.between)]
    start = settings.view.held_out * WINDOW % max(len(text) - WINDOW, 1)
    return tuple(text[start : start + WINDOW])


def _curves(page: Page, watch: Watch | None) -> None:
    t, title = page.t, page.t("bidirectional.leak.curves")
    names = {name: t(f"bidirectional.curve.{name}") for name in CURVES}
    columns = watch.trail(FORECAST, "").columns if watch else {}
    series = {
        names[name]: {"x": columns["step"].tolist(), "y": [math.exp(loss) for loss in columns[name].tolist()]}
        if columns
        else NO_STEPS_YET
        for name in CURVES
    }
    with page.panel("leak-curves", title=title, hint=t("bidirectional.leak.curves.hint")):
        figure = kept_figure(watch, "leak", t.language, lambda: leak_figure(names, axis=t("bidirectional.steps")))
        chart(figure, series=series, key=f"{page.name}.leak", label=title)


def _written(page: Page, settings: BidirectionalSettings, answer: WriteAnswer | None) -> None:
    t, joiner = page.t, blank_set(settings.config.text).joiner
    with page.panel("leak-written", title=t("bidirectional.written"), hint=t("bidirectional.written.hint")):
        if not isinstance(answer, WriteAnswer):
            st.caption(t("bidirectional.train-first"))
            return
        begun = joiner.join(window_of(settings))
        for name, text in (("honest", answer.honest), ("leaking", answer.leaking)):
            st.markdown(f"**{t(f'bidirectional.curve.{name}')}**  \n:gray[{plain(begun)}]{joiner}{_said(text, joiner)}")


def _said(tokens: tuple[str, ...], joiner: str) -> str:
    text = joiner.join(tokens)
    outside = " " * text.startswith(" ")
    return f"{outside}**{plain(text.strip())}**" if text.strip() else ""


def _places(page: Page, settings: BidirectionalSettings, watch: Watch | None, answer: WriteAnswer | None) -> None:
    t, title = page.t, page.t("bidirectional.places")
    with page.panel("leak-places", title=title, hint=t("bidirectional.places.hint")):
        if not isinstance(answer, WriteAnswer):
            st.caption(t("bidirectional.train-first"))
            return
        axes = (t("bidirectional.places.axis"), t("bidirectional.perplexity"))
        about = (t.language, answer.step, answer.tokens)
        figure = kept_figure(
            watch, "places", about, lambda: places_figure(answer.tokens, answer.losses.tolist(), names=axes)
        )
        chart(figure, key=f"{page.name}.places", label=title)
        rest, last = float(answer.losses[:-1].mean()), float(answer.losses[-1])
        whole = float(answer.losses.mean())
        words = {name: perplexity(loss, t) for name, loss in (("rest", rest), ("last", last), ("whole", whole))}
        token, ends = plain(shown(answer.tokens[-1])), newest(watch, FORECAST, "last")
        st.markdown(t("bidirectional.places.told", count=len(answer.tokens) - 1, token=token, **words))
        if ends is not None:
            st.markdown(t("bidirectional.places.all", last=perplexity(ends, t)))
        st.button(
            t("bidirectional.another-window"), key=f"{page.name}.window", on_click=settings.change,
            kwargs={"held_out": (settings.view.held_out + 1) % 200},
        )  # fmt: skip


def _level(loss: float | None, t: Catalog) -> str:
    return "" if loss is None else decimals_text(math.exp(loss), t.language, digits=2)
