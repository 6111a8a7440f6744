"""Pictures of what a translator gets right: fields of a date as bars, lengths as curves with their intervals."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from seqviz.figures.theme import LANE_DASHES, LANES, ColourName, base_layout, colour

Interval = tuple[float, float, float]
"""A share and the two ends of its interval."""


def fields_figure(names: Sequence[str], shares: Sequence[float], chances: Sequence[float], *, chance: str) -> go.Figure:
    """Return a bar for each field, its share written on top, and the share of guessing as a line across it.

    ``chance`` says what the line means, where it is pointed at.
    """
    figure = go.Figure(layout=base_layout(height=250))
    figure.add_bar(
        x=list(names), y=list(shares), width=0.58, marker={"color": colour("success")}, cliponaxis=False,
        text=[f"{share:.0%}" for share in shares], textposition="outside", textfont={"size": 15}, hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=list(names), y=list(chances), mode="markers",
        marker={"symbol": "line-ew", "size": 46, "line": {"width": 2.5, "color": colour("ink")}},
        hovertemplate=f"{chance} %{{y:.1%}}<extra></extra>",
    )  # fmt: skip
    figure.update_layout(margin={"l": 44, "r": 12, "t": 22, "b": 30}, hovermode="closest")
    figure.update_yaxes(range=[0, 1.1], tickvals=[0, 0.5, 1], tickformat=".0%")
    figure.update_xaxes(tickfont={"size": 14, "color": colour("ink")})
    return figure


def lengths_figure(curves: Mapping[str, Mapping[int, Interval]], *, axis: str) -> go.Figure:
    """Return the share that is right against the length, a curve for each name, with intervals of 95 %."""
    figure = go.Figure(layout=base_layout(height=330))
    for lane, (name, curve) in enumerate(curves.items()):
        tone, shares = colour(LANES[lane]), list(curve.values())
        figure.add_scatter(
            name=name, x=list(curve), y=[share for share, _, _ in shares], mode="lines+markers",
            line={"color": tone, "width": 2.2, "dash": LANE_DASHES[lane]}, marker={"size": 6},
            error_y={
                "type": "data", "symmetric": False, "array": [high - share for share, _, high in shares],
                "arrayminus": [share - low for share, low, _ in shares], "color": tone, "thickness": 1.3, "width": 3,
            },
            hovertemplate=f"{name} %{{y:.0%}}<extra></extra>", meta={"end_label": name},
        )  # fmt: skip
    figure.update_layout(margin={"l": 48, "r": 110, "t": 12, "b": 46})
    figure.update_yaxes(range=[-0.03, 1.04], tickvals=[0, 0.5, 1], tickformat=".0%")
    figure.update_xaxes(
        title={"text": axis, "font": {"size": 13, "color": colour("soft")}}, dtick=1, tick0=2, rangemode="normal"
    )
    return figure


def lanes_figure(groups: Sequence[str], lanes: Mapping[str, Sequence[float | None]]) -> go.Figure:
    """Return the shares of two lanes beside each other, in as many groups as each has; a dash where there is none."""
    figure = go.Figure(layout=base_layout(height=230))
    tones: tuple[ColourName, ...] = ("training", "output")
    for tone, (name, shares) in zip(tones, lanes.items(), strict=True):
        figure.add_bar(
            name=name, x=list(groups), y=[share or 0 for share in shares], marker={"color": colour(tone)},
            cliponaxis=False, text=["–" if share is None else f"{share:.0%}" for share in shares],
            textposition="outside", textfont={"size": 14},
            customdata=["–" if share is None else f"{share:.1%}" for share in shares],
            hovertemplate=f"{name} %{{customdata}}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(
        margin={"l": 44, "r": 12, "t": 34, "b": 30}, hovermode="closest", bargap=0.4, showlegend=True,
        legend={"orientation": "h", "y": 1.2, "x": 0, "font": {"size": 14}},
    )  # fmt: skip
    figure.update_yaxes(range=[0, 1.12], tickvals=[0, 0.5, 1], tickformat=".0%")
    figure.update_xaxes(tickfont={"size": 14, "color": colour("ink")}, automargin=True)  # on a phone the names turn
    return figure
