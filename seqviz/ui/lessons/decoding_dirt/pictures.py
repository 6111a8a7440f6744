"""The panel's pictures: lengths over widths, sentences that shrink, and every figure of both translators."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from seqviz.components.dirt import Shrinking, shrinking
from seqviz.components.fresh_chart import fresh_chart
from seqviz.components.tradeoffs import numbers
from seqviz.config.dirt import CLEANED, Dirt
from seqviz.figures.dirt import LengthLine, dirt_figure
from seqviz.figures.theme import ColourName
from seqviz.metrics.decoding import Judged
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import decimals_text
from seqviz.ui.lessons.decoding_dirt.decoded import Ways, commonest, shrinking_places
from seqviz.ui.page import Page

SENTENCES = 5
TONES: Mapping[Dirt, ColourName] = {"shipped": "warning", "cleaned": "success"}
COLUMNS = ("bleu", "chrf", "length", "search", "empty")


def draw_lengths(page: Page, shown: Mapping[Dirt, Ways], other: Mapping[Dirt, Ways]) -> None:
    """Draw the lengths at the chosen scoring in full, those at the other one thin."""
    t = page.t
    lines = [_line(name, ways, t, shown=False) for name, ways in other.items()]
    lines += [_line(name, ways, t, shown=True) for name, ways in shown.items()]
    figure = dirt_figure(lines, say=partial(_said, t))
    fresh_chart(figure, key=f"{page.name}-dirt", label=t("decoding-dirt.chart"))
    st.caption(t("decoding-dirt.axis"))


def draw_sentences(page: Page, ways: Ways, widest: Judged) -> None:
    """Draw the sentences whose answers shrink most; what the ``widest`` search answers most often is marked."""
    t = page.t
    rows = []
    for n in shrinking_places(ways, SENTENCES):
        pair = ways.sweep.pairs[n]
        answers = tuple(_answer(way, n, t) for way in ways.all)
        rows.append(Shrinking(source="".join(pair.source), reference=pair.target, answers=answers))
    words, count = commonest(widest)
    head = [t("decoding-dirt.sentence"), *(_name(way, t) for way in ways.all)]
    repeated = words if count > 1 else None
    st.html(shrinking(rows, head, repeated=repeated, nothing=t("seq2seq.nothing")))


def draw_figures(page: Page, shown: Mapping[Dirt, Ways]) -> None:
    """Draw every figure of both translators."""
    t = page.t
    head = ["", *(t(f"decoding-tradeoffs.column.{name}") for name in COLUMNS), t("decoding-dirt.commonest")]
    rows = [_figures(name, way, t) for name, ways in shown.items() for way in ways.all]
    st.html(numbers(head, rows))


def _line(name: Dirt, ways: Ways, t: Catalog, *, shown: bool) -> LengthLine:
    return LengthLine(
        name=t(f"decoding-dirt.twin.{name}"), tone=TONES[name], shown=shown, above=name == CLEANED,
        widths=tuple(way.answers.width for way in ways.beams),
        ratios=tuple(way.length_ratio for way in ways.beams),
        exact=ways.exact.length_ratio if ways.exact else None,
    )  # fmt: skip


def _said(t: Catalog, key: str, **values: float) -> str:
    return decimals_text(values["value"], t.language, digits=2) if "value" in values else t(key)


def _answer(way: Judged, n: int, t: Catalog) -> tuple[tuple[str, ...], str]:
    place = int(way.chosen[n])
    log_prob = decimals_text(float(way.answers.log_prob[place]), t.language, digits=2)
    return way.answers.words[place], f"log p = {log_prob}"


def _name(way: Judged, t: Catalog) -> str:
    return f"k = {way.answers.width}" if way.answers.width else t("decoding-tradeoffs.exact")


def _figures(name: Dirt, way: Judged, t: Catalog) -> list[str]:
    words, count = commonest(way)
    said = " ".join(words) or t("seq2seq.nothing")
    proven = t("decoding-dirt.proven", proven=way.proven, count=way.sentences)
    searched = _name(way, t) if way.answers.width else f"{_name(way, t)} ({proven})"
    return [
        f"{t(f'decoding-dirt.twin.{name}')}, {searched}",
        decimals_text(100 * way.bleu, t.language, digits=1),
        decimals_text(100 * way.chrf, t.language, digits=1),
        decimals_text(way.length_ratio, t.language, digits=2),
        str(way.search_errors),
        str(way.empty),
        f"{count} × {said}",
    ]
