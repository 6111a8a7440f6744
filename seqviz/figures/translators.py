"""Charts of translators side by side: how much of the held-out sentences each gets right, and its loss on them."""

from collections.abc import Sequence

import plotly.graph_objects as go

from seqviz.figures.counting import title_of
from seqviz.figures.markup import as_text
from seqviz.figures.theme import LANE_DASHES, LANES, base_layout, colour

HEIGHT = 280


def exact_figure(names: Sequence[str], *, axis: str) -> go.Figure:
    """Return the frame of the shares that are translated without a mistake, a trace for each name."""
    figure = _lanes(names, axis=axis, number="{y:.0%}")
    figure.update_yaxes(range=[-0.02, 1.06], tickvals=[0, 0.25, 0.5, 0.75, 1], tickformat=".0%")
    return figure


def held_out_loss_figure(names: Sequence[str], *, axis: str) -> go.Figure:
    """Return the frame of the losses in nats a real token, a trace for each name."""
    figure = _lanes(names, axis=axis, number="{y:.3~f}")
    figure.update_yaxes(rangemode="tozero")
    return figure


def _lanes(names: Sequence[str], *, axis: str, number: str) -> go.Figure:
    figure = go.Figure(layout=base_layout(height=HEIGHT))
    for place, name in enumerate(names):
        figure.add_scatter(
            name=name, mode="lines+markers", marker={"size": 5}, meta={"end_label": as_text(name)},
            line={"color": colour(LANES[place]), "width": 2, "dash": LANE_DASHES[place]},
            hovertemplate=f"{as_text(name)} %{number}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(margin={"l": 48, "r": 168, "t": 12, "b": 40})
    figure.update_xaxes(title=title_of(axis))
    return figure
