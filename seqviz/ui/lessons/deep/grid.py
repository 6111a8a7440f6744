"""The screen of the grid: every layer's state at every token, and one cell of it that can be opened."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.drawings import wide
from seqviz.exercises.stack import cells_used
from seqviz.figures.layers import grid_figure
from seqviz.figures.units import room_for
from seqviz.records.training import ProbeAnswer, ProbeQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import probed_text, question_row
from seqviz.ui.experiment.machine import MachineView, machine
from seqviz.ui.experiment.shown_state import answered, drawn, whose

ROOM = 1.35
"""A column is wider than the letter below it, by this factor."""


def grid_screen(lab: Laboratory, past: int | None) -> None:
    """Draw the sentence and the grid of the model that is looked at; the opened cell's machine stands below."""
    page, settings, t = lab.page, lab.settings, lab.page.t
    question_row(page, settings)
    with page.panel("layer-grid", title=t("deep.grid"), hint=t("deep.grid.hint")):
        contestant = whose(lab, "grid")
        found = answered(lab, "probe", ProbeQuestion(text=probed_text(settings, t)), contestant, past=past)
        if found is not None and found.tokens:
            layer, place = _opened(lab, found)
            _draw(lab, found, layer, place)
            st.markdown(told(found, layer, place, t))


def draw_opened_cell(lab: Laboratory) -> None:
    """Draw the machine of the opened cell behind the live part of the page, where the grid is chosen."""
    if lab.settings.value("idea") == "grid":
        names = tuple(lab.names)
        chosen = lab.settings.view.looked_at
        machine(lab, contestant=chosen if chosen in names else names[0])


def told(found: ProbeAnswer, layer: int, place: int, t: Catalog) -> str:
    """Say in words what the opened cell is computed from; ``layer`` and ``place`` are counted from 0."""
    token = _named(found.tokens[place])
    left = t("deep.grid.left", before=_named(found.tokens[place - 1])) if place else t("deep.grid.first")
    below = t("deep.grid.below", layer=layer) if layer else t("deep.grid.token", token=token)
    cells = cells_used(layer + 1, place + 1)
    return t(
        "deep.grid.told", layer=layer + 1, place=place + 1, token=token, left=left, below=below, cells=cells,
        further=cells - 1,
    )  # fmt: skip


def _named(token: str) -> str:
    return f"“{plain(token)}”" if token.strip() else "“·”"


def _opened(lab: Laboratory, found: ProbeAnswer) -> tuple[int, int]:
    """Return layer and place of the opened cell: of a smaller model or a shorter text the last ones."""
    view = lab.settings.view
    assert isinstance(view, MachineView)
    return min(view.shown_layer, len(found.layers)) - 1, min(view.shown_token, len(found.tokens) - 1)


def _draw(lab: Laboratory, found: ProbeAnswer, layer: int, place: int) -> None:
    t = lab.page.t
    names = tuple(t("live.layer", layer=trace.layer + 1) for trace in found.layers)
    below = t("deep.grid.tokens")
    figure = drawn(
        lab, "layer-grid", [found], (layer, place, names, below),
        lambda: grid_figure(
            found.tokens, [trace.gates["hidden"] for trace in found.layers], layer=layer, place=place, names=names,
            below=below,
        ),
    )  # fmt: skip
    with wide(round(ROOM * room_for(found.tokens))):
        clicked = chart(figure, key=f"{lab.page.name}.layer-grid", label=t("deep.grid"), clickable=True).clicked
    if clicked is None or clicked.trace != "cells":
        return
    new_layer, new_place = round(float(clicked.y)), round(float(clicked.x))
    if (new_layer, new_place) != (layer + 1, place):
        lab.settings.change(shown_layer=new_layer, shown_token=new_place)
        st.rerun()
