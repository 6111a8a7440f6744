"""Pictures of a stack of recurrent layers: its states as a grid of layers by time, and its gradients layer by layer."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from seqviz.figures.counting import title_of, visible
from seqviz.figures.markup import as_text
from seqviz.figures.theme import LANE_DASHES, LANES, ColourName, base_layout, colour

Floats = NDArray[np.float32]

MOST_UNITS = 12
"""Units of a layer that a cell of the grid shows."""
LAYER = 86
"""Pixels of one layer's row."""
LETTERS = 0.18
"""Height at which the tokens stand, below the first layer."""
HALF = 0.38
"""Half the height of a cell, where layers are 1 apart."""
SIGNED = [[0, colour("negative")], [0.5, colour("panel")], [1, colour("positive")]]


def liveliest(hidden: Floats, most: int = MOST_UNITS) -> tuple[int, ...]:
    """Return the units of states [T, H] that move most along the text, most first."""
    if len(hidden) < 2:
        return tuple(range(min(most, hidden.shape[1])))
    movement = np.abs(np.diff(hidden, axis=0)).mean(0)
    return tuple(np.argsort(-movement, kind="stable")[:most].tolist())


def grid_figure(
    tokens: Sequence[str], states: Sequence[Floats], *, layer: int, place: int, names: Sequence[str], below: str
) -> go.Figure:
    """Return the hidden states of every layer at every token, one cell of the grid opened.

    Parameters
    ----------
    tokens
        The text, T tokens: the row below the first layer.
    states
        Hidden states [T, H] of each layer, the first at the bottom. A cell shows its liveliest units as a column.
    layer, place
        The opened cell, layers and tokens counted from 0. Two arrows lead to it: from the left and from below. What
        is not computed before it is pale.
    names, below
        The words for the layers and for the row of tokens.

    A click on the trace ``cells`` tells token and layer as ``x`` and ``y``, the layer counted from 1.
    """
    figure = go.Figure(layout=base_layout(height=64 + LAYER * len(states)))
    for index, hidden in enumerate(states):
        rows = hidden[:, list(liveliest(hidden))].T
        figure.add_heatmap(
            name=f"layer {index + 1}", z=rows, x=list(range(len(tokens))),
            y=np.linspace(index + 1 + HALF, index + 1 - HALF, 2 * len(rows) + 1)[1::2].tolist(),
            zmin=-1, zmax=1, zmid=0, colorscale=SIGNED, showscale=False, xgap=2, hoverinfo="skip",
        )  # fmt: skip
    _letters(figure, tokens, place)
    _cells(figure, len(tokens), len(states))
    _pale(figure, len(tokens), len(states), layer=layer, place=place)
    _opened(figure, layer=layer, place=place)
    figure.update_layout(margin={"l": 76, "r": 12, "t": 8, "b": 8}, hovermode="closest", hoverdistance=24)
    figure.update_xaxes(
        range=[-0.6, len(tokens) - 0.4], showticklabels=False, ticks="", showline=False, fixedrange=True
    )
    figure.update_yaxes(
        range=[-0.1, len(states) + 0.55], fixedrange=True, showgrid=False, ticks="",
        tickvals=[LETTERS, *range(1, len(states) + 1)],
        ticktext=[as_text(below), *map(as_text, names)], tickfont={"color": colour("ink"), "size": 12},
    )  # fmt: skip
    return figure


def _letters(figure: go.Figure, tokens: Sequence[str], place: int) -> None:
    read = [colour("ink") if at <= place else colour("before") for at in range(len(tokens))]
    figure.add_scatter(
        name="tokens", x=list(range(len(tokens))), y=[LETTERS] * len(tokens), mode="text", hoverinfo="skip",
        text=[visible(token) for token in tokens], textfont={"size": 14, "color": read},
    )  # fmt: skip


def _cells(figure: go.Figure, tokens: int, layers: int) -> None:
    """Add what a click falls on: a mark in each cell that nobody sees."""
    places = [(at, layer) for layer in range(1, layers + 1) for at in range(tokens)]
    figure.add_scatter(
        name="cells", x=[at for at, _ in places], y=[layer for _, layer in places], mode="markers", hoverinfo="none",
        marker={"size": 24, "symbol": "square", "color": "rgba(0,0,0,0)"},
    )  # fmt: skip


def _pale(figure: go.Figure, tokens: int, layers: int, *, layer: int, place: int) -> None:
    """Cover what the opened cell does not depend on: all that is later, and all that is higher."""
    end, top, edge = tokens - 0.4, layers + 0.5, layer + 1 + 0.5
    for x0, x1, y0, y1 in ((place + 0.5, end, 0.45, top), (-0.6, place + 0.5, edge, top)):
        if x1 > x0 and y1 > y0:
            figure.add_shape(
                type="rect", x0=x0, x1=x1, y0=y0, y1=y1, fillcolor=colour("panel"), opacity=0.72, line={"width": 0}
            )


def _opened(figure: go.Figure, *, layer: int, place: int) -> None:
    """Frame the opened cell and the two that it is computed from, and draw an arrow from each."""
    y = layer + 1
    _frame(figure, place, y, "ink", 2.4)
    if place:
        _frame(figure, place - 1, y, "hidden", 1.8)
        _arrow(figure, (place - 1, y + 0.47), (place + 0.1, y + 0.47), "hidden")
    if layer:
        _frame(figure, place, y - 1, "update", 1.8)
    _arrow(figure, (place, y - 1 + HALF if layer else 0.34), (place, y - HALF), "update")


def _frame(figure: go.Figure, x: int, y: int, tone: ColourName, width: float) -> None:
    line = {"color": colour(tone), "width": width}
    figure.add_shape(type="rect", x0=x - 0.5, x1=x + 0.5, y0=y - HALF - 0.03, y1=y + HALF + 0.03, line=line)


def _arrow(figure: go.Figure, start: tuple[float, float], end: tuple[float, float], tone: ColourName) -> None:
    figure.add_annotation(
        x=end[0], y=end[1], ax=start[0], ay=start[1], xref="x", yref="y", axref="x", ayref="y", text="",
        showarrow=True, arrowhead=2, arrowsize=1.1, arrowwidth=2, arrowcolor=colour(tone),
    )  # fmt: skip


def layer_curves_figure(names: Sequence[str], *, axes: tuple[str, str]) -> go.Figure:
    """Return a chart without numbers with one curve a layer, ``layer 1`` … by name, on a logarithmic scale."""
    figure = go.Figure(layout=base_layout(height=300))
    for index, name in enumerate(names):
        figure.add_scatter(
            name=f"layer {index + 1}", mode="lines", meta={"end_label": as_text(name)},
            line={"color": colour(LANES[index]), "width": 2, "dash": LANE_DASHES[index]},
            hovertemplate=f"{as_text(name)} %{{y:.3g}}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(margin={"l": 60, "r": 90, "t": 12, "b": 40})
    figure.update_xaxes(title=title_of(axes[0]))
    figure.update_yaxes(title=title_of(axes[1]), type="log", exponentformat="power")
    return figure
