"""Every figure of every way to decode at one moment, as a table and as a file; and sampling beside them."""

import statistics
from collections.abc import Iterator, Mapping

import streamlit as st

from seqviz.components.fresh_chart import fresh_chart
from seqviz.components.tradeoffs import numbers
from seqviz.figures.samples import Draws, samples_figure
from seqviz.jobs.moments import Moment
from seqviz.jobs.watch import Watch
from seqviz.metrics.decoding import Judged
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import decimals_text, percent_text
from seqviz.ui.experiment.judging import beams_of, exact_of
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.take_home import Download, table_csv
from seqviz.ui.lessons.decoding_tradeoffs.outline import MOMENTS, TradeoffsSettings
from seqviz.ui.lessons.decoding_tradeoffs.sweeps import (
    Decoding,
    decodings,
    exact_at,
    judged,
    open_work,
    search_exactly,
)
from seqviz.ui.page import Page

COLUMNS = ("bleu", "chrf", "exact", "log_prob", "length", "empty", "search", "model", "time")
CSV = (
    "moment", "step", "alpha", "method", "width", "sampling", "draw", "sentences", "bleu", "bleu_low", "bleu_high",
    "gain", "gain_low", "gain_high", "chrf", "exact", "mean_log_prob", "length_ratio", "empty", "search_errors",
    "right", "model_prefers_mistake", "search_missed_reference", "proven", "prefixes", "seconds",
)  # fmt: skip


def draw_every_figure(
    page: Page, settings: TradeoffsSettings, slot: Slot, watch: Watch, found: Mapping[Moment, Decoding]
) -> None:
    """Draw the table of the moment that is looked at, the learner's row marked."""
    t, view = page.t, settings.view
    at = found.get(view.moment)
    hint = t("decoding-tradeoffs.figures.hint", alpha=f"{view.alpha:g}")
    with page.panel("tradeoffs-figures", title=t("decoding-tradeoffs.figures.title"), hint=hint):
        if at is None:
            st.caption(t("decoding-tradeoffs.undecoded"))
            return
        ways = beams_of(judged(watch, at, view.alpha))
        exact = exact_of(judged(watch, at, 0.0))
        rows = [_row(one, f"k = {one.answers.width}", t) for one in ways]
        if exact is not None:
            name = t("decoding-tradeoffs.figures.exact", proven=exact.proven, count=exact.sentences)
            rows.append(_row(exact, name, t))
        if view.alpha > 0:
            rows += _exact_row(page, slot, watch, at, view.alpha)
        here = next((place for place, one in enumerate(ways) if one.answers.width == view.width), -1)
        head = ["", *(t(f"decoding-tradeoffs.column.{name}") for name in COLUMNS)]
        st.html(numbers(head, rows, here=here))


def draw_sampling(page: Page, settings: TradeoffsSettings, watch: Watch, found: Mapping[Moment, Decoding]) -> None:
    """Draw what sampling makes of the test set: mean and range over the draws, beside greedy search."""
    t, view = page.t, settings.view
    at = found.get(view.moment)
    everything = judged(watch, at, view.alpha) if at else ()
    draws: dict[str, list[Judged]] = {}
    for one in everything:
        if one.answers.sampling is not None:
            draws.setdefault(one.answers.sampling, []).append(one)
    with page.panel(
        "tradeoffs-sampling", title=t("decoding-tradeoffs.sampling.title"), hint=t("decoding-tradeoffs.sampling.hint")
    ):
        if not draws:
            st.caption(t("decoding-tradeoffs.undecoded"))
            return
        head = ["", "BLEU", t("decoding-tradeoffs.column.chrf"), t("decoding-tradeoffs.sampling.right")]
        rows = [_spread(t("decoding-tradeoffs.sampling.greedy"), [everything[0]], t)]
        rows += [_spread(t(f"decoding-tradeoffs.sampling.{name}"), ways, t) for name, ways in draws.items()]
        points = [
            Draws(name=t(f"decoding-tradeoffs.sampling.{name}.short"), bleu=tuple(100 * one.bleu for one in ways))
            for name, ways in draws.items()
        ]
        greedy = t("decoding-tradeoffs.sampling.greedy")
        figure = samples_figure(points, greedy=100 * everything[0].bleu, told=f"{greedy}, BLEU")
        fresh_chart(figure, key=f"{page.name}-sampling", label=t("decoding-tradeoffs.sampling.title"))
        st.html(numbers(head, rows, here=0))


def downloads(page: Page, settings: TradeoffsSettings, watch: Watch | None) -> list[Download]:
    """Return the file of every row at every moment, at the learner's alpha and at 0."""
    found = decodings(watch)
    if watch is None or not found:
        return []
    return [
        Download(
            label=page.t("decoding-tradeoffs.csv"), file_name="decoding-tradeoffs.csv",
            content=lambda: table_csv(CSV, _records(watch, found, settings.view.alpha)),
        )
    ]  # fmt: skip


def _exact_row(page: Page, slot: Slot, watch: Watch, at: Decoding, alpha: float) -> list[list[str]]:
    """Return the row of the best that was found at the learner's alpha, or offer to search."""
    t, found = page.t, exact_at(watch, at, alpha)
    if found is not None:
        name = "decoding-tradeoffs.figures.best"
        return [_row(found, t(name, alpha=f"{alpha:g}", proven=found.proven, count=found.sentences), t)]
    st.button(
        t("decoding-tradeoffs.figures.search", alpha=f"{alpha:g}"), key=f"{page.name}.search-exactly",
        help=t("decoding-tradeoffs.figures.search.help"), disabled=bool(open_work(watch)), on_click=search_exactly,
        args=(slot, at, alpha),
    )  # fmt: skip
    return []


def _records(watch: Watch, found: Mapping[Moment, Decoding], alpha: float) -> Iterator[tuple[object, ...]]:
    for moment in MOMENTS:
        for at_alpha in dict.fromkeys((alpha, 0.0)):
            for one in _every(watch, found[moment], at_alpha) if moment in found else ():
                answers = one.answers
                yield (
                    moment, found[moment].sweep.step, at_alpha, answers.method, answers.width, answers.sampling or "",
                    answers.draw, one.sentences, one.bleu, *one.bleu_interval, one.gain, *one.gain_interval, one.chrf,
                    one.exact, one.log_prob, one.length_ratio, one.empty, one.search_errors, one.right, one.model,
                    one.missed, one.proven, answers.expanded, one.seconds,
                )  # fmt: skip


def _every(watch: Watch, at: Decoding, alpha: float) -> list[Judged]:
    """Return all ways at an alpha, and exact search at this alpha where it was made."""
    best = exact_at(watch, at, alpha) if alpha > 0 else None
    return [*judged(watch, at, alpha), *([best] if best else [])]


def _row(one: Judged, name: str, t: Catalog) -> list[str]:
    low, high = (decimals_text(100 * edge, t.language, digits=1) for edge in one.bleu_interval)
    return [
        name,
        f"{decimals_text(100 * one.bleu, t.language, digits=1)} ({low} … {high})",
        decimals_text(100 * one.chrf, t.language, digits=1),
        percent_text(one.exact, t.language, digits=1),
        decimals_text(one.log_prob, t.language, digits=2),
        decimals_text(one.length_ratio, t.language, digits=2),
        str(one.empty),
        str(one.search_errors),
        str(one.model),
        decimals_text(1000 * one.seconds / one.sentences, t.language, digits=1),
    ]


def _spread(name: str, ways: list[Judged], t: Catalog) -> list[str]:
    def told(values: list[float], digits: int) -> str:
        mean = decimals_text(statistics.fmean(values), t.language, digits=digits)
        if len(values) == 1:
            return mean
        low, high = (decimals_text(edge, t.language, digits=digits) for edge in (min(values), max(values)))
        return f"{mean} ({low} … {high})"

    return [
        name, told([100 * one.bleu for one in ways], 1), told([100 * one.chrf for one in ways], 1),
        told([100 * one.exact for one in ways], 0),
    ]  # fmt: skip
