"""Is wider better? Four small charts for each moment, on common scales."""

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from seqviz.components.fresh_chart import fresh_chart
from seqviz.figures.tradeoffs import Point, scales_of, tradeoff_figure
from seqviz.jobs.moments import Moment
from seqviz.jobs.watch import Watch
from seqviz.metrics.decoding import Judged
from seqviz.text.numbers import decimals_text, percent_text
from seqviz.text.saying import sayer
from seqviz.ui.experiment.judging import beam_of, beams_of, exact_of
from seqviz.ui.lessons.decoding_tradeoffs.outline import MOMENTS, TradeoffsSettings
from seqviz.ui.lessons.decoding_tradeoffs.sweeps import Decoding, judged
from seqviz.ui.page import Page

RAW = 0.0


def draw_charts(page: Page, settings: TradeoffsSettings, watch: Watch, found: Mapping[Moment, Decoding]) -> None:
    """Draw the moments that are decoded side by side."""
    t, alpha = page.t, settings.view.alpha
    st.html(_legend(page, alpha))
    shown = {moment: found[moment] for moment in MOMENTS if moment in found and judged(watch, found[moment], alpha)}
    scored = {moment: [point_of(one) for one in beams_of(judged(watch, at, alpha))] for moment, at in shown.items()}
    raw = {moment: [point_of(one) for one in beams_of(judged(watch, at, RAW))] for moment, at in shown.items()}
    exact = {moment: exact_of(judged(watch, at, RAW)) for moment, at in shown.items()}
    exact_points = {moment: point_of(one) if one else None for moment, one in exact.items()}
    everything = [point for points in (*scored.values(), *raw.values()) for point in points]
    scales = scales_of([*everything, *(point for point in exact_points.values() if point)])
    for place, moment in zip(st.columns(3, gap="small"), MOMENTS, strict=True):
        if moment not in shown:
            continue
        with place, page.panel(
            f"tradeoffs-{moment}", title=t(f"decoding-tradeoffs.moment.{moment}"),
            hint=_hint(page, settings, watch, shown[moment], exact[moment]),
        ):  # fmt: skip
            figure = tradeoff_figure(
                scored[moment], raw[moment], exact_points[moment], width=settings.view.width, scales=scales,
                say=sayer_of(page),
            )  # fmt: skip
            label = t(f"decoding-tradeoffs.moment.{moment}")
            fresh_chart(figure, key=f"{page.name}-{moment}", label=label)


def point_of(one: Judged) -> Point:
    """Return a way to decode as a point of the charts."""
    low, high = one.gain_interval
    return Point(
        width=max(one.answers.width, 1), gain=100 * one.gain, low=100 * low, high=100 * high, length=one.length_ratio,
        errors=100 * one.search_errors / one.sentences, time=1000 * one.seconds / one.sentences,
    )  # fmt: skip


def sayer_of(page: Page) -> Callable[..., str]:
    """Return what gives the charts their words, each number with the decimals of its row."""
    t, say = page.t, sayer(page.t)
    digits = {"gain": 1, "length": 2, "errors": 0, "time": 1}

    def said(key: str, **values: float) -> str:
        row = key.rpartition(".")[2]
        if "value" not in values:
            return say(key)
        text = decimals_text(values["value"], t.language, digits=digits[row])
        return f"+{text}" if row == "gain" and values["value"] > 0 else text

    return said


def _hint(page: Page, settings: TradeoffsSettings, watch: Watch, at: Decoding, exact: Judged | None) -> str:
    """Say the step, how much is right at the learner's point, greedy's BLEU, and what exact search has proved."""
    t, view = page.t, settings.view
    everything = judged(watch, at, view.alpha)
    mine, greedy = beam_of(everything, view.width) or everything[0], everything[0]
    words = t(
        "decoding-tradeoffs.moment.hint", step=t.number(at.sweep.step), k=mine.answers.width,
        exact=percent_text(mine.exact, t.language), greedy=decimals_text(100 * greedy.bleu, t.language, digits=1),
    )  # fmt: skip
    if exact is None:
        return words
    proven = t(
        "decoding-tradeoffs.moment.exact", proven=exact.proven, count=exact.sentences, empty=exact.empty,
    )  # fmt: skip
    return words + proven


def _legend(page: Page, alpha: float) -> str:
    t = page.t
    raw = f"— {t('decoding-tradeoffs.legend.raw')}  ◆ {t('decoding-tradeoffs.legend.exact')}"
    parts = {
        "accent": f"— {t('decoding-tradeoffs.legend.scored', alpha=f'{alpha:g}')}",
        "warning": raw,
        "soft": f"◯ {t('decoding-tradeoffs.legend.point')}",
    }
    spans = "".join(f'<span class="{kind}">{escape(text)}</span>' for kind, text in parts.items())
    return f'<div class="dt-legend">{spans}</div>'
