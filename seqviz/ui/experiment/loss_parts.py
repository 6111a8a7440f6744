"""Where the loss goes: the held-out loss of every model in parts, by what the tokens are."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config.fields import choice
from seqviz.figures.loss_parts import LossMeasure, loss_parts_figure
from seqviz.records.loss_parts import DIVISIONS, LAST_PLACE, LONGEST_KNOWN, Division
from seqviz.records.training import LossPartsAnswer, LossPartsQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text, decimals_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.shown_state import answered, drawn

KINDS = ("vowel", "consonant", "other-letter", "word", "space", "digit", "punctuation", "unknown")


@dataclass(frozen=True, kw_only=True)
class LossPartsView:
    """What the view of a page that takes the loss apart must hold: mix it in."""

    division: Division = choice("place", Division)
    loss_measure: LossMeasure = choice("whole", LossMeasure)


def loss_parts(lab: Laboratory, past: int | None) -> None:
    """Draw the parts of the held-out loss at the state shown, the models side by side."""
    page, settings, t = lab.page, lab.settings, lab.page.t
    view: Any = settings.view
    assert isinstance(view, LossPartsView)
    with page.panel(f"loss-parts-{page.name}", title=t("loss-parts.title"), hint=t("loss-parts.hint")):
        offered = [one for one in DIVISIONS if one != "place" or settings.config.unit == "character"]
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            control(settings, "division", t, shape="buttons", options=offered, width="content")
            control(settings, "loss_measure", t, shape="buttons", width="content")
        found = _found(lab, past)
        if found:
            division = view.division if view.division in offered else offered[0]
            _drawn(lab, found, division, view.loss_measure)


def part_names(division: Division, t: Catalog) -> dict[str, str]:
    """Return what the parts of a division are called, in their order."""
    if division == "place":
        places = {str(place): t("loss-parts.place", place=place) for place in range(1, LAST_PLACE)}
        return places | {str(LAST_PLACE): t("loss-parts.late", place=LAST_PLACE), "0": t("loss-parts.outside")}
    if division == "known":
        lengths = {str(n): t("loss-parts.known", n=n) for n in range(2, LONGEST_KNOWN)}
        return {"1": t("loss-parts.new")} | lengths | {str(LONGEST_KNOWN): t("loss-parts.long", n=LONGEST_KNOWN)}
    return {kind: t(f"loss-parts.kind.{kind}") for kind in KINDS}


def _found(lab: Laboratory, past: int | None) -> dict[str, LossPartsAnswer]:
    """Return the answers that are there, by the names of the models."""
    names = lab.names
    contestants = lab.slot.watch.names if lab.slot.watch is not None else tuple(names)[:1]
    answers = {names[one]: answered(lab, "loss-parts", LossPartsQuestion(), one, past=past) for one in contestants}
    return {name: answer for name, answer in answers.items() if answer is not None}


def _drawn(lab: Laboratory, found: dict[str, LossPartsAnswer], division: Division, measure: LossMeasure) -> None:
    page, t = lab.page, lab.page.t
    hover = t("loss-parts.hover", tokens="{tokens}", nats="{nats}")
    figure = drawn(
        lab, "loss-parts", list(found.values()), (*found, division, measure, hover),
        lambda: loss_parts_figure(
            found, division, measure=measure, names=part_names(division, t), y=t(f"loss-parts.axis.{measure}"),
            hover=hover,
        ),
    )  # fmt: skip
    chart(figure, key=f"{page.name}.loss-parts", label=t("loss-parts.title"))
    totals = " · ".join(
        t("loss-parts.total", name=name, loss=decimals_text(answer.loss, t.language, digits=3))
        for name, answer in found.items()
    )
    tokens = max(answer.tokens for answer in found.values())
    st.caption(t("loss-parts.told", totals=totals, tokens=count_text(tokens, t.language)))
    st.caption(t(f"loss-parts.about.{division}"))
