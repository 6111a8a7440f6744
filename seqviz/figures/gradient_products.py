"""Products of Jacobians: the most that a change some steps back can do, as powers of ten."""

import math
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from seqviz.figures.theme import ColourName, base_layout, colour

Logs = Sequence[float]
"""Logarithms to base 10, from the last state backwards."""

CELLS: Mapping[str, tuple[ColourName, str]] = {
    "rnn": ("hidden", "solid"),
    "gru": ("update", "dash"),
    "lstm": ("cell", "solid"),
}
"""Hue and dash of each cell."""
LOWEST = -300.0
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power_of_ten(power: int) -> str:
    """Write 10 to a power as a tick: 1, 10⁻⁶."""
    return "1" if not power else f"10{str(power).translate(_SUPERSCRIPT)}"


def product_figure(curves: Mapping[str, Logs], *, labels: Mapping[str, str], chosen: str) -> go.Figure:
    """Draw the products of one recurrence.

    ``curves`` are ``number`` (rho to the power k), ``linear`` and ``tanh``; the ``chosen`` one of the last two is
    strong. ``labels`` names the curves, and has ``explodes``, ``vanishes`` and ``back``.
    """
    length = len(curves["number"]) - 1
    figure = _axes([log for curve in curves.values() for log in curve], length, labels["back"])
    styles: Mapping[str, tuple[ColourName, str]] = {
        "number": ("soft", "dot"),
        "linear": ("candidate", "dash"),
        "tanh": ("hidden", "solid"),
    }
    for name, logs in curves.items():
        tone, dash = styles[name]
        _curve(figure, name, logs, label=labels[name], tone=tone, dash=dash, width=2.8 if name == chosen else 1.6)
    low, high = figure.layout.yaxis.range
    figure.add_shape(
        type="rect",
        x0=0,
        x1=length,
        y0=0,
        y1=high,
        fillcolor=colour("forget"),
        opacity=0.06,
        line_width=0,
        layer="below",
    )
    for text, place, anchor, tone in (("explodes", high, "top", "forget"), ("vanishes", low, "bottom", "soft")):
        figure.add_annotation(
            x=0,
            y=place,
            xanchor="left",
            yanchor=anchor,
            text=labels[text],
            showarrow=False,
            font={"color": colour(tone)},
            xshift=6,
        )
    return figure


def singular_figure(values: Logs, *, labels: Mapping[str, str]) -> go.Figure:
    """Draw all singular values of one product, largest first; ``labels`` has ``singular``."""
    figure = go.Figure(layout=base_layout(height=170))
    places = list(range(1, len(values) + 1))
    figure.add_bar(
        name="singular",
        x=places,
        y=[value - LOWEST for value in values],
        base=LOWEST,
        marker={"color": colour("hidden")},
        customdata=list(values),
        hovertemplate="10^%{customdata:.2f}<extra></extra>",
    )
    _powers(figure, values)
    figure.update_xaxes(
        title={"text": labels["singular"], "font": {"size": 11, "color": colour("soft")}, "standoff": 4}
    )
    figure.update_layout(margin={"r": 16, "b": 40}, hovermode="closest", bargap=0.25)
    return figure


def jacobian_figure(length: int, *, labels: Mapping[str, str]) -> go.Figure:
    """Return the chart of trained cells without numbers: traces ``rnn``, ``gru``, ``lstm``, and ``<cell>/start``.

    ``labels`` names the cells, and has ``start`` and ``back``.
    """
    figure = _axes([1.5, -12.0], length, labels["back"])
    for cell, (tone, _) in CELLS.items():
        _curve(
            figure,
            f"{cell}/start",
            (),
            label=labels["start"] if cell == "rnn" else "",
            tone=tone,
            dash="dot",
            width=1.3,
        )
        figure.data[-1].opacity = 0.7
    for cell, (tone, dash) in CELLS.items():
        _curve(figure, cell, (), label=labels[cell], tone=tone, dash=dash, width=2.6)
    return figure


def _curve(figure: go.Figure, name: str, logs: Logs, *, label: str, tone: ColourName, dash: str, width: float) -> None:
    figure.add_scatter(
        name=name, x=list(range(len(logs))), y=list(logs), mode="lines",
        line={"color": colour(tone), "width": width, "dash": dash},
        meta={"end_label": label} if label else None, hovertemplate=f"{label or name} 10^%{{y:.2f}}<extra></extra>",
    )  # fmt: skip


def _axes(logs: Logs, length: int, back: str) -> go.Figure:
    """Return a chart over so many steps back, its powers of ten as ticks and the level 1 drawn."""
    figure = go.Figure(layout=base_layout(height=320))
    _powers(figure, logs)
    figure.add_hline(y=0, line={"color": colour("ink"), "width": 1.2})
    figure.update_xaxes(
        range=[0, length], title={"text": back, "font": {"size": 11, "color": colour("soft")}, "standoff": 4}
    )
    figure.update_layout(margin={"l": 52, "r": 104, "b": 42})
    return figure


def _powers(figure: go.Figure, logs: Logs) -> None:
    known = [log for log in logs if math.isfinite(log)] or [0.0]
    low, high = min(-1.0, math.floor(min(known))), max(1.0, math.ceil(max(known)))
    every = max(1, math.ceil((high - low) / 6))
    ticks = [power for power in range(int(low), int(high) + 1) if not power % every]
    figure.update_yaxes(range=[low, high + 0.2], tickvals=ticks, ticktext=[power_of_ten(tick) for tick in ticks])
