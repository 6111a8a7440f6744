"""Pictures of a state that moves along a text: a path on which the text is written."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from seqviz.figures.counting import title_of, visible
from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.trajectory import Points, Projection

TONES: tuple[ColourName, ...] = ("update", "hidden", "forget", "soft")
"""By kind of token, as ``kinds`` counts them; the token itself tells its kind as well."""

TAIL = 6
"""Tokens over which the path is told: more would hide where it leads."""


def trajectory_figure(
    tokens: Sequence[str],
    found: Projection,
    kinds: Sequence[int],
    *,
    at: int,
    axes: tuple[str, str],
) -> go.Figure:
    """Return the path of the state with each token written where it was read.

    ``kinds`` [T] gives every token the place of its colour; ``at`` is the token whose place is ringed, and to which the
    path over the last tokens leads in full colour.
    """
    points, since = found.points, max(0, at - TAIL)
    figure = go.Figure(layout=base_layout(height=420))
    _add(figure, "path", points, mode="lines", line={"color": colour("line"), "width": 1})
    shape = {"color": colour("hidden"), "width": 2, "shape": "spline", "smoothing": 0.5}
    _add(figure, "read", points[since : at + 1], mode="lines", line=shape, opacity=0.7)
    sizes = [26 if token.isspace() else 15 for token in tokens]  # a middle dot is small
    colours = [colour(TONES[kind]) for kind in kinds]
    written = [visible(token) for token in tokens]
    _add(figure, "tokens", points, mode="text", text=written, textfont={"size": sizes, "color": colours})
    ring = {"size": 24, "color": "rgba(0,0,0,0)", "line": {"color": colour("ink"), "width": 2}}
    _add(figure, "now", points[at : at + 1], mode="markers", marker=ring)
    figure.update_layout(margin={"l": 48, "r": 12, "t": 12, "b": 40}, hovermode=False)
    figure.update_xaxes(title=title_of(axes[0]), showticklabels=False)
    figure.update_yaxes(title=title_of(axes[1]), showticklabels=False, showgrid=False)
    return figure


def _add(figure: go.Figure, name: str, points: Points, **look: Any) -> None:
    figure.add_scatter(name=name, x=points[:, 0].tolist(), y=points[:, 1].tolist(), hoverinfo="skip", **look)
