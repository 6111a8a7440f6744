"""The two texts, and the n-grams of one order on their way to their places."""

from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import chain

import streamlit as st

from seqviz.components.bleu_alignment import Alignment, CountChip, bleu_alignment
from seqviz.metrics.stops import AssemblyLine
from seqviz.metrics.tokens import runs_right_to_left, visible
from seqviz.records.bleu import NgramFate, NgramOrder
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.bleu.moves import move
from seqviz.ui.lessons.bleu.outline import BleuSettings, memory_of
from seqviz.ui.lessons.bleu.references import (
    draw_further,
    drawn_references,
    giver,
    limit,
    reference_names,
    told,
)
from seqviz.ui.page import Page

_MOST_CHIPS = 60


def draw_texts(page: Page, settings: BleuSettings) -> None:
    """Draw the two lines of text and what counts as a token."""
    t, view = page.t, settings.view
    left, right, unit = st.columns([3, 3, 2], gap="small")
    left.text_input(
        t("bleu.prediction"), placeholder=t("bleu.prediction.placeholder"),
        **tied("bleu.prediction", view.prediction, settings.taker("prediction")).value,
    )  # fmt: skip
    right.text_input(
        t("bleu.reference"), placeholder=t("bleu.reference.placeholder"),
        **tied("bleu.reference", view.reference, settings.taker("reference")).value,
    )  # fmt: skip
    with unit:
        control(settings, "unit", t, shape="list")
    draw_further(page, settings)


def draw_assembly(page: Page, settings: BleuSettings, line: AssemblyLine) -> None:
    """Draw the texts and, below them, the n-grams that had their turn."""
    t = page.t
    with page.panel("bleu-assembly", title=t("bleu.assembly.title"), hint=t("bleu.assembly.hint")):
        draw_texts(page, settings)
        drawn = _alignment(t, settings, line)
        bleu_alignment(drawn, key="bleu-alignment", on_move=partial(move, settings, line))


def _alignment(t: Catalog, settings: BleuSettings, line: AssemblyLine) -> Alignment:
    trace, stop, order, joint = line.trace, line.stop, line.order, settings.view.joint
    said = memory_of(settings).said
    known, rows = order.places[: stop.shown], drawn_references(line)
    row_of = {reference: row for row, reference in enumerate(rows)}
    return Alignment(
        prediction=tuple(map(visible, trace.prediction)),
        references=[tuple(map(visible, trace.references[reference])) for reference in rows],
        names=reference_names(t, line, rows),
        n=order.n,
        places=[replace(place, reference=row_of.get(place.reference, 0)) for place in order.places],
        shown=stop.shown,
        current=stop.shown - 1 if stop.shown > 0 and not stop.weighed else None,
        hint=getattr(said, "hint", None) if not stop.shown else None,
        sentences=[told(t, _written(place.ngram, joint), place, order) for place in known],
        counts=_chips(t, order, stop.shown, joint),
        labels=_labels(t, line),
        rtl=runs_right_to_left([*trace.prediction, *chain(*trace.references)]),
    )


def _written(ngram: tuple[str, ...], joint: str) -> str:
    return joint.join(map(visible, ngram))


def _chips(t: Catalog, order: NgramOrder, known: int, joint: str) -> list[CountChip]:
    """Write the clipped count of each distinct n-gram that had its turn, with the counts so far."""
    chips = []
    for ngram, count in list(Counter(place.ngram for place in order.places[:known]).items())[:_MOST_CHIPS]:
        counted = order.count(ngram)
        expected = counted.expected
        fate: NgramFate = "missing" if not expected else "clipped" if count > expected else "matched"
        sum_ = f"min({count}, {limit(t, counted)}) = {min(count, expected)}{giver(t, counted)}"
        chips.append(CountChip(text=_written(ngram, joint), sum=sum_, fate=fate))
    return chips


def _labels(t: Catalog, line: AssemblyLine) -> dict[str, str]:
    order, shown, matched = line.order, line.stop.shown, line.matched
    if not order.places:
        idle = t("bleu.told.nothing")
    elif shown:
        idle = t("bleu.told.summary", n=order.n, matched=matched, total=order.total)
    else:
        idle = t("bleu.told.start", n=order.n, total=order.total)
    return {
        "prediction": t("bleu.prediction"),
        "reference": t("bleu.reference"),
        "drawing": t("bleu.told.drawing", n=order.n, matched=matched, shown=shown),
        "keys": t("bleu.told.keys"),
        "idle": idle,
        "hint": t("bleu.told.hint"),
        "counts": t("bleu.told.counts"),
    }
