"""Pictures of a series before any model: the values, their memory, their season, two ways through the chain rule."""

import math
from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate, pairwise
from operator import mul
from typing import Any

import numpy as np
import plotly.graph_objects as go

from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.series import Autocorrelation, ChainRule, Factor, Poke, SeasonalProfile, Series

HOUR, DAY = 3_600_000, 86_400_000
DATE_FORMATS = (
    {"dtickrange": [None, 12 * HOUR], "value": "%m-%d %H:%M"},
    {"dtickrange": [12 * HOUR, 27 * DAY], "value": "%Y-%m-%d"},
    {"dtickrange": ["M1", "M11"], "value": "%Y-%m"},
    {"dtickrange": ["M12", None], "value": "%Y"},
)
"""Dates in numbers, which read the same in every language; by the milliseconds or months between two ticks."""


def positions(series: Series) -> list[float]:
    """Return the horizontal positions of a series: milliseconds since 1970 for dates, else step numbers."""
    if series.times is None:
        return [float(step) for step in range(len(series))]
    return [float(moment) for moment in series.times.astype("datetime64[ms]").astype(np.int64)]


def along(places: list[float], first: int, last: int) -> dict[str, Any]:
    """Return the plotly positions of steps ``first`` … ``last`` - 1.

    Evenly spaced ones are their beginning and their distance: a chart that is sent again and again stays small.
    """
    part = places[first:last]
    distances = {after - before for before, after in pairwise(part)}
    return {"x0": part[0], "dx": distances.pop()} if len(distances) == 1 else {"x": part}


def time_axis(series: Series, first: int = 0) -> dict[str, Any]:
    """Return the plotly axis of a series from step ``first`` on; an own range, so that end labels find their place."""
    places = positions(series)
    axis: dict[str, Any] = {"range": [places[first], places[-1]]}
    if series.times is None:
        return axis
    return {**axis, "type": "date", "hoverformat": "%Y-%m-%d", "tickformatstops": DATE_FORMATS}


def series_figure(
    series: Series, *, start: int | None = None, labels: Mapping[str, str], height: int = 240
) -> go.Figure:
    """Draw a series; steps from ``start`` on are held out and stand in the accent, an event is a dashed line.

    ``labels`` has ``value``, ``training`` and ``held_out``, and ``event`` where the series has one.
    """
    places, cut = positions(series), len(series) if start is None else start
    figure = go.Figure(layout=base_layout(height=height))
    hover = (
        f"%{{x}}<br>{labels['value']} %{{y:.4g}}<extra></extra>" if series.times is None else "%{y:.4g}<extra></extra>"
    )
    figure.add_scatter(
        name="training", x=places[:cut], y=series.values[:cut].tolist(), mode="lines", line=_line("ink", 1.1),
        hovertemplate=hover,
    )  # fmt: skip
    if start is not None:
        figure.add_scatter(
            name="held-out", x=places[cut - 1 :], y=series.values[cut - 1 :].tolist(), mode="lines",
            line=_line("accent", 1.1), meta={"end_label": labels["held_out"]}, hovertemplate=hover,
        )  # fmt: skip
    if series.event is not None:
        _mark(figure, places[series.event], labels["event"])
        figure.update_layout(margin={"t": 22})
    figure.update_layout(xaxis=time_axis(series), hovermode="closest")
    return figure


def autocorrelation_figure(found: Autocorrelation, *, season: int, labels: Mapping[str, str]) -> go.Figure:
    """Draw r_k against the lag, the band of white noise, and the season.

    ``labels`` has ``lag``, ``band`` and ``season``.
    """
    lags = list(range(len(found.values)))
    figure = go.Figure(layout=base_layout(height=240))
    figure.add_hrect(
        y0=-found.band, y1=found.band, line_width=0, fillcolor=colour("before"), opacity=0.25, layer="below"
    )
    figure.add_scatter(
        name="r", x=lags, y=found.values.tolist(), mode="lines", line=_line("accent", 1.8),
        hovertemplate=f"{labels['lag']} %{{x}}: %{{y:.2f}}<extra></extra>",
    )  # fmt: skip
    for multiple in range(season, len(lags), season):
        if multiple == season:
            _mark(figure, multiple, labels["season"])
        elif len(lags) / season <= 12:
            figure.add_vline(x=multiple, line=_line("line", 1, "dash"), layer="below")
    figure.update_xaxes(range=[0, max(1, len(lags) - 1)])
    figure.update_yaxes(range=[min(-0.55, float(found.values.min()) - 0.05), 1.05])
    figure.update_layout(hovermode="closest", margin={"r": 16, "t": 20})
    return figure


def season_figure(found: SeasonalProfile, *, labels: Mapping[str, str]) -> go.Figure:
    """Draw the seasons laid over each other: mean, and the range of the middle 80 % as a band.

    ``labels`` has ``mean`` and ``range``.
    """
    figure = go.Figure(layout=base_layout(height=240))
    phases = found.phases.tolist()
    figure.add_scatter(name="low", x=phases, y=found.low.tolist(), mode="lines", line={"width": 0}, hoverinfo="skip")
    # A pale palette colour of its own: plotly fills with no mixture of colours, and only an opaque one.
    figure.add_scatter(
        name="high", x=phases, y=found.high.tolist(), mode="lines", line={"width": 0}, fill="tonexty",
        fillcolor=colour("line"), hoverinfo="skip",
        meta={"end_label": labels["range"], "label_colour": colour("soft")},
    )  # fmt: skip
    figure.add_scatter(
        name="mean", x=phases, y=found.mean.tolist(), mode="lines", line=_line("accent", 2.2),
        meta={"end_label": labels["mean"]}, hovertemplate="%{x:.0f}: %{y:.3g}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(range=[0, phases[-1] or 1])
    figure.update_layout(hovermode="closest")
    return figure


def chain_figure(found: ChainRule, *, shown: int, labels: Mapping[str, str]) -> go.Figure:
    """Draw the two products after each of the first ``shown`` factors: both start at 1 and end at the same probability.

    ``labels`` has ``forward`` and ``backward``. The axis is logarithmic: a factor is a step down.
    """
    figure = go.Figure(layout=base_layout(height=195))
    steps = list(range(len(found.tokens) + 1))
    ways: tuple[tuple[str, tuple[Factor, ...], ColourName, str], ...] = (
        ("forward", found.forward, "hidden", "solid"),
        ("backward", found.backward, "forget", "dash"),
    )
    for name, factors, tone, dash in ways:
        products = accumulate((f.probability for f in factors[:shown]), mul, initial=Fraction(1))
        figure.add_scatter(
            name=name, x=steps[: shown + 1], y=[float(p) for p in products], mode="lines+markers",
            line=_line(tone, 2, dash), marker={"size": 8, "color": colour(tone), "symbol": _SYMBOLS[name]},
            hovertemplate=f"{labels[name]}: %{{y:.4f}}<extra></extra>",
        )  # fmt: skip
        upper = name == ("forward" if found.forward[0].matches >= found.backward[0].matches else "backward")
        figure.add_annotation(
            x=steps[1], y=math.log10(float(factors[0].probability)), text=labels[name], showarrow=False,
            xanchor="left" if upper else "right", xshift=10 if upper else -10, yshift=10 if upper else -10,
            font={"color": colour(tone)},
        )  # fmt: skip
    lowest = math.log10(float(found.probability)) - 0.25
    ticks = [digit * 10.0**power for power in range(math.floor(lowest), 1) for digit in (1, 2, 5)]
    marked = [tick for tick in ticks if lowest <= math.log10(tick) <= 0 and (lowest > -1.5 or f"{tick:e}"[0] == "1")]
    figure.update_yaxes(type="log", range=[lowest, 0.12], tickvals=marked, ticktext=[f"{tick:g}" for tick in marked])
    figure.update_xaxes(range=[-0.15, steps[-1] + 0.3], tickvals=steps)
    figure.update_layout(hovermode="closest", margin={"r": 16})
    return figure


def poke_figure(found: Poke, *, labels: Mapping[str, str]) -> go.Figure:
    """Draw a made series and its twin, whose event was moved: the same line before the first of the two events.

    ``labels`` has ``before`` and ``after``.
    """
    figure = go.Figure(layout=base_layout(height=240))
    twins: tuple[tuple[str, Series, ColourName], ...] = (
        ("before", found.before, "before"),
        ("after", found.after, "accent"),
    )
    for name, series, tone in twins:
        figure.add_scatter(
            name=name, x=positions(series), y=series.values.tolist(), mode="lines",
            line=_line(tone, 1.1), hoverinfo="skip",
            meta={"end_label": labels[name], "label_colour": colour("soft" if name == "before" else "accent")},
        )  # fmt: skip
        assert series.event is not None
        figure.add_vline(x=series.event, line=_line("soft" if name == "before" else "accent", 1.2, "dash"))
    figure.update_layout(xaxis=time_axis(found.before), hovermode=False, margin={"r": 96})
    return figure


_SYMBOLS: Mapping[str, str] = {"forward": "circle", "backward": "diamond-open"}


def _line(tone: ColourName, width: float, dash: str = "solid") -> dict[str, Any]:
    return {"color": colour(tone), "width": width, "dash": dash}


def _mark(figure: go.Figure, place: float, text: str) -> None:
    figure.add_vline(x=place, line=_line("soft", 1.2, "dash"), layer="below")
    figure.add_annotation(
        x=place, y=1, yref="paper", yanchor="bottom", text=text, showarrow=False, font={"color": colour("soft")}
    )
