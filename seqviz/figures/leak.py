"""A language model that reads the answer: its curves, and what each place of a window costs it."""

import math
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from seqviz.figures.counting import shown, title_of
from seqviz.figures.markup import as_text
from seqviz.figures.theme import ColourName, base_layout, colour

CURVES: Mapping[str, tuple[ColourName, str]] = {
    "honest": ("lane_1", "solid"), "leaking": ("validation", "solid"), "blind": ("validation", "dash"),
}  # fmt: skip
"""Colour and dash of each curve; the leaking network keeps its colour where the future is hidden."""


def leak_figure(names: Mapping[str, str], *, axis: str) -> go.Figure:
    """Return the frame of the held-out perplexities against steps, on a logarithmic axis from 1."""
    figure = go.Figure(layout=base_layout(height=320))
    for curve, (tone, dash) in CURVES.items():
        figure.add_scatter(
            name=names[curve], mode="lines", hoverinfo="skip", meta={"end_label": as_text(names[curve]) + " {y}"},
            line={"color": colour(tone), "width": 2, "dash": dash},
        )  # fmt: skip
    figure.update_layout(margin={"l": 48, "r": 170, "t": 12, "b": 40}, hovermode=False)
    figure.update_xaxes(title=title_of(axis))
    figure.update_yaxes(
        type="log", range=[-0.02, math.log10(32)], tickvals=[1, 2, 5, 10, 20], ticktext=["1", "2", "5", "10", "20"]
    )
    return figure


def places_figure(tokens: Sequence[str], losses: Sequence[float], *, names: tuple[str, str]) -> go.Figure:
    """Return the perplexity of each place of a window; the last one, which has no future, stands out.

    ``names`` are the axes.
    """
    figure = go.Figure(layout=base_layout(height=260))
    levels = [math.exp(loss) for loss in losses]
    last = len(levels) - 1
    figure.add_bar(
        x=list(range(len(levels))), y=levels, hoverinfo="skip",
        marker={"color": [colour("validation" if place == last else "before") for place in range(len(levels))]},
        text=[f"{level:.1f}" if place == last or level > 2 else "" for place, level in enumerate(levels)],
        textposition="outside", cliponaxis=False, textfont={"color": colour("ink"), "size": 11},
    )  # fmt: skip
    figure.update_layout(margin={"l": 44, "r": 16, "t": 24, "b": 48}, hovermode=False, bargap=0.25)
    figure.update_xaxes(
        title=title_of(names[0]), tickvals=list(range(len(levels))), ticktext=[as_text(shown(one)) for one in tokens],
        tickangle=0,
    )  # fmt: skip
    figure.update_yaxes(title=title_of(names[1]), rangemode="tozero")
    return figure
