"""Charts about searching: who wins at which exponent, and what each search costs."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from seqviz.figures.markup import as_text
from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.search import Hypothesis, Method

SEARCH_COLOURS: Mapping[Method, ColourName] = {"greedy": "candidate", "beam": "accent", "exhaustive": "success"}


def alpha_figure(
    contenders: Sequence[Hypothesis], *, alpha: float, until: float, names: Sequence[str], axis: str, marker: str
) -> go.Figure:
    """Draw ``log p / L**alpha`` over alpha for the best answer of each length.

    Parameters
    ----------
    contenders
        One answer per length; only these can win.
    alpha, until
        The chosen exponent, marked by a vertical line, and the end of the axis.
    names
        What stands at the end of each curve, as the learner wrote it.
    axis, marker
        Title of the axis and label of the line.
    """
    grid = np.linspace(0.0, until, 81)
    curves = np.array([answer.log_prob / len(answer.tokens) ** grid for answer in contenders])
    # Of two equal ones the longer: it wins as soon as alpha grows.
    winners = len(curves) - 1 - np.round(curves, 10)[::-1].argmax(axis=0)
    here = int(np.argmin(abs(grid - alpha)))
    figure = go.Figure()
    for place, (name, curve) in enumerate(zip(map(as_text, names), curves, strict=True)):
        won = np.where(winners == place, curve, np.nan)
        strong = colour("success") if winners[here] == place else colour("ink" if place in winners else "soft")
        figure.add_scatter(
            x=grid, y=curve, mode="lines", line={"color": colour("before"), "width": 1.6}, name=name,
            hovertemplate="%{y:.3f}", hoverlabel={"namelength": -1},
            meta={"end_label": name, "label_colour": strong},
        )  # fmt: skip
        figure.add_scatter(
            x=grid, y=won, mode="lines", line={"color": strong, "width": 4}, hoverinfo="skip", connectgaps=False,
        )  # fmt: skip
    layout = base_layout(height=340)
    layout["xaxis"] |= {"range": [0, until], "title": _title(axis), "dtick": 0.5}
    layout["yaxis"] |= {"rangemode": "tozero"}
    layout["margin"] |= {"r": 150, "b": 42, "t": 22}
    figure.update_layout(**layout, shapes=[_vertical(alpha)], annotations=[_above(alpha, marker)])
    return figure


def cost_figure(
    costs: Mapping[Method, Sequence[int]], *, length: int, names: Mapping[Method, str], axis: str
) -> go.Figure:
    """Draw what each search costs at T = 1, 2, … on a logarithmic axis, with the chosen ``length`` marked."""
    longest = max(len(counts) for counts in costs.values())
    lengths = list(range(1, longest + 1))
    figure = go.Figure()
    for kind, counts in costs.items():
        tone = colour(SEARCH_COLOURS[kind])
        figure.add_scatter(
            x=lengths, y=[float(count) for count in counts], mode="lines+markers", name=names[kind],
            line={"color": tone, "width": 2.4}, hovertemplate="%{y:.3g}",
            marker={"color": tone, "size": [11 if t == length else 5 for t in lengths]},
            meta={"end_label": names[kind]},
        )  # fmt: skip
    layout = base_layout(height=300)
    layout["xaxis"] |= {"title": _title(axis), "dtick": 1, "range": [0.7, longest + 0.3]}
    layout["yaxis"] |= {"type": "log", "exponentformat": "power", "nticks": 8}
    layout["margin"] |= {"r": 130, "b": 42, "l": 56}
    figure.update_layout(**layout, shapes=[_vertical(length)])
    return figure


def _title(text: str) -> dict[str, Any]:
    return {"text": text, "font": {"color": colour("soft"), "size": 12}}


def _vertical(x: float) -> dict[str, Any]:
    line = {"color": colour("soft"), "width": 1, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _above(x: float, text: str) -> dict[str, Any]:
    return {
        "x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "text": text, "showarrow": False,
        "font": {"size": 11, "color": colour("soft")},
    }  # fmt: skip
