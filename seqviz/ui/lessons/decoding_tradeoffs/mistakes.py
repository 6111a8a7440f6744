"""Whose mistake is it? What is right, what the model prefers wrong, and what the search has missed."""

from collections.abc import Mapping

import streamlit as st

from seqviz.components.tradeoffs import Blame, blame_bars
from seqviz.jobs.moments import Moment
from seqviz.jobs.watch import Watch
from seqviz.metrics.decoding import Judged
from seqviz.ui.experiment.judging import beam_of
from seqviz.ui.experiment.prediction import follow, guess_of, predict
from seqviz.ui.lessons.decoding_tradeoffs.outline import MOMENTS, TradeoffsSettings
from seqviz.ui.lessons.decoding_tradeoffs.prediction import WIDE, missed_outcome, missed_question
from seqviz.ui.lessons.decoding_tradeoffs.sweeps import Decoding, judged
from seqviz.ui.page import Page


def draw_mistakes(page: Page, settings: TradeoffsSettings, watch: Watch, found: Mapping[Moment, Decoding]) -> None:
    """Draw a bar for greedy search, the learner's width and the widest, at each moment."""
    t, view = page.t, settings.view
    question = missed_question(settings, t)
    follow(settings, question)
    asked = guess_of(settings, question) is None
    widths = sorted({1, view.width, WIDE} - ({WIDE} if asked else set()))
    groups: list[tuple[str, list[Blame]]] = []
    for moment in MOMENTS:
        if moment in found:
            ways = [beam_of(judged(watch, found[moment], view.alpha), width) for width in widths]
            named, step = t(f"decoding-tradeoffs.moment.{moment}"), t.number(found[moment].sweep.step)
            title = t("decoding-tradeoffs.at", moment=named, step=step)
            groups.append((title, [_blame(way) for way in ways if way is not None]))
    labels = {name: t(f"decoding-tradeoffs.blame.{name}") for name in ("right", "model", "missed")}
    hint = t("decoding-tradeoffs.blame.hint", alpha=f"{view.alpha:g}")
    with page.panel("tradeoffs-blame", title=t("decoding-tradeoffs.blame.title"), hint=hint):
        predict(page, settings, question, missed_outcome(settings, watch, found, t), narrow=True)
        st.html(blame_bars(groups, labels))


def _blame(way: Judged) -> Blame:
    count = way.sentences
    return Blame(
        name=f"k = {way.answers.width}", right=way.right / count, model=way.model / count, missed=way.missed / count
    )
