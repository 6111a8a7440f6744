"""Pictures of a state that moves along a text: a path on which the text is written."""

from collections.abc import Sequence

import plotly.graph_objects as go

from seqviz.figures.counting import title_of, visible
from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.trajectory import Projection

TONES: tuple[ColourName, ...] = ("update", "hidden", "forget", "soft")
"""By kind of token, as ``kinds`` counts them; the token itself tells its kind as well."""


def trajectory_figure(
    tokens: Sequence[str],
    found: Projection,
    kinds: Sequence[int],
    *,
    at: int,
    axes: tuple[str, str],
) -> go.Figure:
    """Return the path of the state with each token written where it was read.

    ``kinds`` [T] gives every token the place of its colour; ``at`` is the token up to which the path is drawn in full,
    and whose place is ringed.
    """
    points = found.points
    figure = go.Figure(layout=base_layout(height=460))
    figure.add_scatter(
        name="path", x=points[:, 0].tolist(), y=points[:, 1].tolist(), mode="lines", hoverinfo="skip",
        line={"color": colour("line"), "width": 1.2, "shape": "spline"},
    )  # fmt: skip
    figure.add_scatter(
        name="read", x=points[: at + 1, 0].tolist(), y=points[: at + 1, 1].tolist(), mode="lines", hoverinfo="skip",
        line={"color": colour("hidden"), "width": 1.6, "shape": "spline"}, opacity=0.55,
    )  # fmt: skip
    figure.add_scatter(
        name="tokens", x=points[:, 0].tolist(), y=points[:, 1].tolist(), mode="text",
        text=[visible(token) for token in tokens], hoverinfo="skip",
        textfont={"size": 15, "color": [colour(TONES[kind]) for kind in kinds]},
    )  # fmt: skip
    figure.add_scatter(
        name="now", x=[float(points[at, 0])], y=[float(points[at, 1])], mode="markers", hoverinfo="skip",
        marker={"size": 24, "color": "rgba(0,0,0,0)", "line": {"color": colour("ink"), "width": 2}},
    )  # fmt: skip
    figure.update_layout(margin={"l": 48, "r": 12, "t": 12, "b": 40}, hovermode=False)
    figure.update_xaxes(title=title_of(axes[0]), showticklabels=False)
    figure.update_yaxes(title=title_of(axes[1]), showticklabels=False, showgrid=False)
    return figure
