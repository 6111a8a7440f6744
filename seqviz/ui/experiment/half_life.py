"""How long does a unit remember: the half-life that its gate promises, a kick that puts it to the test, the gap."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config.fields import number
from seqviz.exercises.half_life import half_life_of_gate
from seqviz.figures.units import half_lives_figure, kick_figure
from seqviz.records.training import HalfLifeAnswer, HalfLifeQuestion, KickAnswer, KickQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text, decimals_text, number_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.exercises import Arithmetic
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import contest
from seqviz.ui.experiment.prediction import Outcome, Question, predict
from seqviz.ui.experiment.shown_state import answered, drawn, known, whose
from seqviz.ui.experiment.tied import tied

HALF_LIFE = Arithmetic(name="half-life", make=half_life_of_gate)
"""The exercise that goes with it; its labels are those of the page."""
NEAR = 1.25
"""A measured half-life within this factor of the promised one keeps the promise."""


@dataclass(frozen=True, kw_only=True)
class HalfLifeView:
    """What the view of a page that kicks units must hold: mix it in.

    ``kicked`` is a rank, 1 for the longest half-life: units come and go. Layers are counted from 1.
    """

    kicked: int = number(1, 1, 1024)
    kicked_layer: int = number(1, 1, 4)


def half_lives(lab: Laboratory, past: int | None) -> None:
    """Draw the half-lives that the gates promise at the state shown, and the kick of one unit."""
    page, settings, t = lab.page, lab.settings, lab.page.t
    view: Any = settings.view
    assert isinstance(view, HalfLifeView)
    with page.panel(f"half-life-{page.name}", title=t("half-life.title"), hint=t("half-life.hint")):
        contestant = whose(lab, "half-life")
        question = HalfLifeQuestion(layer=view.kicked_layer - 1)
        found: HalfLifeAnswer | None = answered(lab, "half-lives", question, contestant, past=past)
        if found is None:
            return
        rank = min(view.kicked, len(found.order))
        unit = found.order[rank - 1]
        _promises(lab, found, rank)
    kick = KickQuestion(unit=unit, layer=view.kicked_layer - 1)
    outcome = outcome_of(known(lab, "kick", kick, contestant, past=past), t)
    if predict(page, settings, question_of(found, rank, t), outcome) is None:
        return
    with page.panel(f"kick-{page.name}", title=t("half-life.kick", unit=unit), hint=t("half-life.kick.hint")):
        kicked: KickAnswer | None = answered(lab, "kick", kick, contestant, past=past)
        if kicked is not None:
            _kicked(lab, kicked)


def question_of(found: HalfLifeAnswer, rank: int, t: Catalog) -> Question:
    """Ask how the measured half-life of the unit of a rank compares with the promised one."""
    unit = found.order[rank - 1]
    promised = number_text(float(found.half_lives[unit]), t.language, figures=2)
    options = {answer: t(f"half-life.predict.{answer}") for answer in ("sooner", "same", "later")}
    return Question(
        subject=f"kick/{rank}", text=t("half-life.predict", unit=unit, promised=promised), options=options
    )  # fmt: skip


def outcome_of(found: KickAnswer | None, t: Catalog) -> Outcome | None:
    """Judge a guess by the kick."""
    if found is None:
        return None
    ratio = float("inf") if found.measured_half is None else found.measured_half / found.promised_half
    answer = "later" if ratio > NEAR else "sooner" if ratio < 1 / NEAR else "same"
    return Outcome(answers=frozenset({answer}), measured=t("half-life.measured", **_halves(found, t)))


def _halves(found: KickAnswer, t: Catalog) -> dict[str, str]:
    half = found.measured_half
    measured = number_text(half, t.language, figures=2) if half is not None else f"> {len(found.measured) - 1}"
    return {"measured": measured, "promised": number_text(found.promised_half, t.language, figures=2)}


def _promises(lab: Laboratory, found: HalfLifeAnswer, rank: int) -> None:
    page, settings, t = lab.page, lab.settings, lab.page.t
    unit = found.order[rank - 1]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.number_input(
            t("settings.kicked"), 1, len(found.order), width=240, help=t("settings.kicked.help"),
            **tied(f"{page.name}.kicked", rank, settings.taker("kicked")).value,
        )  # fmt: skip
        if max(getattr(one, "layers", 1) for one in contest(settings).configs) > 1:
            control(settings, "kicked_layer", t, width=120)
    axes = (t("half-life.rank"), t("half-life.axis"))
    figure = drawn(
        lab, "half-lives", [found], (rank, *axes),
        lambda: half_lives_figure(found, unit=unit, name=t("half-life.unit", unit=unit), axes=axes),
    )  # fmt: skip
    clicked = chart(figure, key=f"{page.name}.half-lives", label=t("half-life.title"), clickable=True).clicked
    if clicked is not None and clicked.trace == "units" and clicked.index + 1 != rank:
        settings.change(kicked=clicked.index + 1)
        st.rerun()
    numbers = {
        "geometric": decimals_text(float(found.geometric[unit]), t.language, digits=3),
        "arithmetic": decimals_text(float(found.arithmetic[unit]), t.language, digits=3),
        "half_life": number_text(float(found.half_lives[unit]), t.language, figures=3),
    }
    said = t(f"half-life.promise.{found.gate}", unit=unit, tokens=count_text(found.tokens, t.language), **numbers)
    st.markdown(said)


def _kicked(lab: Laboratory, found: KickAnswer) -> None:
    page, t = lab.page, lab.page.t
    names = (t("half-life.name.measured"), t("half-life.name.promised"))
    axes = (t("half-life.tokens"), t("half-life.left"))
    figure = drawn(lab, "kick", [found], names, lambda: kick_figure(found, names=names, axes=axes))
    chart(figure, key=f"{page.name}.kick", label=t("half-life.kick", unit=found.unit))
    kick = number_text(found.kick, t.language, figures=3)
    st.markdown(t("half-life.told", unit=found.unit, kick=kick, places=found.places, **_halves(found, t)))
    st.caption(t("half-life.why"))
