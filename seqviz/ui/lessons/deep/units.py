"""The screen of the units: the search for a unit in one layer, and the best unit of every layer beside it."""

import streamlit as st

from seqviz.config.language_model import LanguageModelConfig
from seqviz.records.problem import Problem
from seqviz.records.training import Feature, UnitQuestion, UnitRanking
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.find_unit import find_unit, question_of
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.prediction import guess_of
from seqviz.ui.experiment.shown_state import answered
from seqviz.ui.experiment.unit_feature import feature_of, name_of

COLUMNS = ("layer", "unit", "trained", "untrained", "gain")


def units_screen(lab: Laboratory, past: int | None) -> None:
    """Draw the search for a unit; behind its question the best units of all layers. A pinned unit opens in the grid."""

    def pin(layer: int, unit: int) -> None:
        lab.settings.change(idea="grid", shown_layer=layer + 1, shown_unit=unit)

    find_unit(lab, past, pin=pin)
    try:
        feature = feature_of(lab.settings)
    except Problem:
        return  # the panel above says what is missing
    if guess_of(lab.settings, question_of(lab.settings, feature, lab.page.t)) is not None:
        _best_of_each(lab, feature, past)


def _best_of_each(lab: Laboratory, feature: Feature, past: int | None) -> None:
    page, t, watch = lab.page, lab.page.t, lab.slot.watch
    if watch is None:
        return
    chosen = lab.settings.view.looked_at if lab.settings.view.looked_at in watch.names else watch.names[0]
    config = dict(zip(watch.contest.names, watch.contest.configs, strict=True))[chosen]
    assert isinstance(config, LanguageModelConfig)
    with page.panel("units-of-layers", title=t("deep.units"), hint=t("deep.units.hint")):
        found: list[UnitRanking] = []
        for layer in range(config.layers):
            answer = answered(lab, f"units-{layer + 1}", UnitQuestion(feature=feature, layer=layer), chosen, past=past)
            if answer is None:
                return
            found.append(answer)
        st.markdown(_table(found, t))
        st.markdown(t("deep.units.told", feature=name_of(feature, t), layer=best_layer(found) + 1))


def best_layer(found: list[UnitRanking]) -> int:
    """Return the layer, counted from 0, whose best unit gained most over the untrained network."""
    return max(range(len(found)), key=lambda layer: found[layer].gain)


def _table(found: list[UnitRanking], t: Catalog) -> str:
    head = [t(f"deep.units.{column}") for column in COLUMNS]
    rows = [
        [
            str(layer), str(one.units[0].unit),
            *(decimals_text(value, t.language, digits=2) for value in (one.units[0].auc, one.twin.auc, one.gain)),
        ]
        for layer, one in enumerate(found, start=1)
    ]  # fmt: skip
    lines = [" | ".join(cells) for cells in (head, ["---:"] * len(head), *rows)]
    return "\n".join(f"| {line} |" for line in lines)
