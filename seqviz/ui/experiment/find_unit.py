"""Find a unit: choose a feature of the text, predict whether training helps, and see the units that tell it.

Units are chosen on one half of the held-out text and scored on the other, beside the best unit of the untrained twin.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.drawings import wide
from seqviz.data.texts import fingerprint, like_text
from seqviz.figures.units import ranking_figure, room_for, unit_along_figure
from seqviz.records.problem import Problem
from seqviz.records.training import Feature, ProbeQuestion, UnitQuestion, UnitRanking
from seqviz.records.units import BY_CHANCE, UnitScore
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text, decimals_text, percent_text
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import LONGEST_PROBE, probe_of
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import Outcome, Question, predict
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.shown_state import answered, drawn, known, whose
from seqviz.ui.experiment.tied import tied
from seqviz.ui.experiment.unit_feature import (
    SHOWN,
    feature_choice,
    feature_of,
    find_unit_view,
    labels_along,
    name_of,
)

ENOUGH = 300
"""Steps after which a prediction is judged."""
Pin = Callable[[int, int], None]
"""What is done with a layer and a unit that the learner pins."""


def find_unit(lab: Laboratory, past: int | None, *, pin: Pin | None = None) -> None:
    """Draw the choice of a feature, the question, and the units that tell it at the state shown.

    ``pin`` hears which layer and unit the learner wants to look at elsewhere on the page.
    """
    page, settings, t = lab.page, lab.settings, lab.page.t
    view = find_unit_view(settings)
    with page.panel(f"find-unit-{page.name}", title=t("units.title"), hint=t("units.hint")):
        feature_choice(lab)
        contestant = whose(lab, "units")
        try:
            feature = feature_of(settings)
        except Problem as problem:
            st.info(sentence(problem, t), icon=":material/edit_note:")
            return
    question = UnitQuestion(feature=feature, layer=view.unit_layer - 1)
    outcome = outcome_of(known(lab, "units", question, contestant, past=past), t)
    if predict(page, settings, question_of(settings, feature, t), outcome) is None:
        return
    with page.panel(f"found-units-{page.name}", title=t("units.found"), hint=t("units.found.hint")):
        found = answered(lab, "units", question, contestant, past=past)
        if found is not None:
            _ranking(lab, found)
            _along(lab, found, feature, contestant, past, pin)


def question_of(settings: Settings[Any, Any], feature: Feature, t: Catalog) -> Question:
    """Ask whether a trained unit tells the feature better than an untrained one."""
    options = {"helps": t("units.predict.helps"), "not": t("units.predict.not")}
    about = fingerprint(f"{feature} {settings.config.text} {find_unit_view(settings).unit_layer}")
    return Question(
        subject=f"unit/{feature.name}-{about}", text=t("units.predict", feature=name_of(feature, t)), options=options
    )


def outcome_of(found: UnitRanking | None, t: Catalog) -> Outcome | None:
    """Judge a guess by the gain over the untrained twin, once the model has trained for a while."""
    if found is None:
        return None
    if found.step < ENOUGH:
        return Outcome(measured=t("units.early", step=found.step, enough=ENOUGH))
    values = {"step": count_text(found.step, t.language), "chance": decimals_text(BY_CHANCE, t.language, digits=1)}
    return Outcome(
        answers=frozenset({"helps" if found.gain > BY_CHANCE else "not"}),
        measured=t("units.measured", **values, **_scores(found, t)),
    )


def _scores(found: UnitRanking, t: Catalog) -> dict[str, str]:
    numbers = {"best": found.units[0].auc, "twin": found.twin.auc, "gain": found.gain}
    return {name: decimals_text(value, t.language, digits=2) for name, value in numbers.items()}


def _ranking(lab: Laboratory, found: UnitRanking) -> None:
    page, t = lab.page, lab.page.t
    shown = _shown(lab, found).unit
    figure = drawn(lab, "units", [found], (shown, t.language), lambda: _ranking_figure(found, shown, t))
    chart(figure, key=f"{page.name}.units", label=t("units.found"))
    share = percent_text(found.share, t.language)
    st.markdown(t("units.told", share=share, places=count_text(found.places, t.language), **_scores(found, t)))


def _ranking_figure(found: UnitRanking, shown: int, t: Catalog) -> go.Figure:
    best = replace(found, units=found.units[:SHOWN])
    names = [
        t("units.rank", rank=rank, unit=score.unit, sign="↑" if score.rises else "↓")
        for rank, score in enumerate(best.units, start=1)
    ]
    twin = t("units.twin", auc=decimals_text(found.twin.auc, t.language, digits=2))
    return ranking_figure(best, shown=shown, names=names, twin=twin, axis=t("units.axis"))


def _shown(lab: Laboratory, found: UnitRanking) -> UnitScore:
    return found.units[min(find_unit_view(lab.settings).found_rank, len(found.units)) - 1]


def _along(
    lab: Laboratory, found: UnitRanking, feature: Feature, contestant: str, past: int | None, pin: Pin | None
) -> None:
    """Draw one unit along the learner's sentence, or along the text that was marked."""
    page, settings, t = lab.page, lab.settings, lab.page.t
    view = find_unit_view(settings)
    layer = view.unit_layer - 1
    score, ranks = _shown(lab, found), list(range(1, min(SHOWN, len(found.units)) + 1))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.segmented_control(
            t("units.which"), ranks, required=True,
            **tied(
                f"{page.name}.found-rank", min(view.found_rank, ranks[-1]), settings.taker("found_rank"), options=ranks
            ).default,
        )  # fmt: skip
        if pin is not None:
            st.button(
                t("units.pin", unit=score.unit), key=f"{page.name}.pin-unit", icon=":material/push_pin:",
                on_click=pin, args=(layer, score.unit),
            )  # fmt: skip
    if feature.name != "marked":
        _sentence(lab)
    line = feature.text if feature.name == "marked" else _written(settings, t)
    looked = answered(lab, "unit-along", ProbeQuestion(text=line), contestant, past=past)
    if looked is not None:
        values = looked.layers[layer].gates[found.signal][:, score.unit].tolist()
        inside = labels_along(feature, looked.tokens, settings.config.unit).tolist()
        y = t(f"units.signal.{found.signal}")
        figure = drawn(
            lab, "unit-along", [looked], (score.unit, layer, feature, y),
            lambda: unit_along_figure(looked.tokens, values, inside, y=y),
        )  # fmt: skip
        with wide(room_for(looked.tokens)):
            chart(figure, key=f"{page.name}.unit-along", label=t("units.which"))
        st.caption(t("units.along", feature=name_of(feature, t)))


def _written(settings: Settings[Any, Any], t: Catalog) -> str:
    line = probe_of(settings, t)
    return like_text(settings.config.text, line) or line


def _sentence(lab: Laboratory) -> None:
    """Draw the page's sentence; an emptied line brings the usual one back."""
    page, settings, t = lab.page, lab.settings, lab.page.t

    def take(written: str | None) -> None:
        settings.change(probe=written or "")

    st.text_input(
        t("kit.probe"), max_chars=LONGEST_PROBE,
        **tied(f"{page.name}.unit-sentence", probe_of(settings, t), take).value,
    )  # fmt: skip
