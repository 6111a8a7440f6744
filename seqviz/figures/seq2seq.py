"""Charts of a translation run: losses against steps, and how much of the held-out sentences is right."""

from collections.abc import Mapping

import plotly.graph_objects as go

from seqviz.figures.theme import ColourName, base_layout, colour

LOSSES: Mapping[str, ColourName] = {"training": "training", "held_out": "validation"}
RIGHT: Mapping[str, ColourName] = {"bleu": "output", "exact": "success"}
BAND = ("book/least", "book/most")
"""From the least to the most that a book prints; without data nothing is drawn."""
HEIGHT = 190


def loss_figure(names: Mapping[str, str]) -> go.Figure:
    """Return the chart of both losses in nats a real token; ``names`` has the words of the traces."""
    figure = go.Figure(layout=base_layout(height=HEIGHT))
    _band(figure, names["book"])
    for name, tone in LOSSES.items():
        _add(figure, name, tone, names, dots=name == "held_out")
    figure.update_yaxes(rangemode="tozero")
    return figure


def right_figure(names: Mapping[str, str]) -> go.Figure:
    """Return the chart of corpus BLEU and exact match, both from 0 to 1."""
    figure = go.Figure(layout=base_layout(height=HEIGHT))
    for name, tone in RIGHT.items():
        _add(figure, name, tone, names, dots=True)
    figure.update_yaxes(range=[-0.02, 1.04], tickvals=[0, 0.5, 1], tickformat=".0%")
    return figure


def _band(figure: go.Figure, text: str) -> None:
    edge = {"mode": "lines", "hoverinfo": "skip", "line": {"width": 0, "color": colour("before")}}
    least, most = BAND
    figure.add_scatter(name=least, meta={"baseline": True}, **edge)
    figure.add_scatter(
        name=most, fill="tonexty", fillcolor=colour("before"), opacity=0.35,
        meta={"end_label": text, "label_colour": colour("soft"), "baseline": True}, **edge,
    )  # fmt: skip


def _add(figure: go.Figure, name: str, tone: ColourName, names: Mapping[str, str], *, dots: bool) -> None:
    figure.add_scatter(
        name=name, mode="lines+markers" if dots else "lines", line={"color": colour(tone), "width": 2},
        marker={"size": 4}, hovertemplate=f"{names[name]} %{{y:.3~f}}<extra></extra>",
        meta={"end_label": names[name]},
    )  # fmt: skip
