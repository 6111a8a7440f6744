"""Pictures of counted n-grams: Zipf's law, thin data; what they share. Labels come from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from seqviz.figures.markup import as_text
from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.counting import Coverage, ZipfCurve

DECADES: dict[str, Any] = {"dtick": 1, "tickformat": ",.4~f"}
"""Ticks of a logarithmic axis: powers of ten as plain numbers."""


@dataclass(frozen=True, kw_only=True)
class AxisNames:
    """What the two axes of a chart are called."""

    x: str
    y: str


def depth_of(n: int) -> float:
    """Return the opacity of the curve for n, paler for shorter n-grams: one colour, one meaning, five depths."""
    return 0.25 + 0.15 * n


def shown(token: str) -> str:
    """Return a token with its blanks made visible."""
    return {" ": "·", "\n": "⏎", "\t": "⇥"}.get(token, token)


def joined(tokens: Sequence[str], separator: str) -> str:
    """Return tokens as running text with visible blanks."""
    return separator.join(shown(token) for token in tokens)


def visible(token: str) -> str:
    """Return a token as plotly may draw it: blanks seen, and never read as markup."""
    return as_text(shown(token))


def zipf_chart(curves: Sequence[ZipfCurve], *, axes: AxisNames, names: Sequence[str]) -> go.Figure:
    """Return frequency against rank on log-log axes, each curve named where it begins, its fitted line dotted."""
    figure = go.Figure()
    for curve, name in zip(curves, names, strict=True):
        tone, depth = colour("accent"), depth_of(curve.n)
        middle = np.exp(np.log(curve.frequencies).mean() + curve.exponent * np.log(curve.ranks).mean())
        line = middle * curve.ranks**-curve.exponent
        drawn = line >= 0.5
        figure.add_scatter(
            x=curve.ranks[drawn].tolist(), y=line[drawn].tolist(), mode="lines", hoverinfo="skip", name="",
            opacity=depth, line={"color": tone, "width": 1, "dash": "dot"},
        )  # fmt: skip
        figure.add_scatter(
            x=curve.ranks.tolist(), y=curve.frequencies.tolist(), mode="lines", name=name, opacity=depth,
            line={"color": tone, "width": 2.2}, hovertemplate="%{y:,}",
        )  # fmt: skip
        # all curves end at a frequency of 1, so their names stand where they begin
        figure.add_scatter(
            x=[1], y=[float(curve.frequencies[0])], mode="markers+text", text=[f" {name}"], textposition="top right",
            hoverinfo="skip", name="", marker={"size": 5, "color": tone, "opacity": depth},
            textfont={"color": tone, "size": 12.5, "weight": 600}, cliponaxis=False,
        )  # fmt: skip
    figure.update_layout(base_layout(height=340))
    figure.update_layout(margin={"l": 56, "r": 24, "t": 24, "b": 44})
    figure.update_xaxes(type="log", title=title_of(axes.x), **DECADES)
    figure.update_yaxes(type="log", title=title_of(axes.y), **DECADES)
    return figure


def coverage_chart(found: Sequence[Coverage], *, axes: AxisNames, once: str, unseen: str) -> go.Figure:
    """Return the share of n-grams seen once, and of held-out n-grams never seen, against n."""
    figure = go.Figure()
    n = [point.n for point in found]
    lines: list[tuple[list[float], str, ColourName]] = [
        ([point.once for point in found], once, "hidden"),
        ([point.unseen for point in found], unseen, "validation"),
    ]
    for shares, name, tone in lines:
        figure.add_scatter(
            x=n, y=shares, mode="lines+markers", name=name, line={"color": colour(tone), "width": 2.2},
            marker={"size": 7}, meta={"end_label": name}, hovertemplate="%{y:.1%}",
        )  # fmt: skip
    figure.update_layout(base_layout(height=260))
    figure.update_layout(margin={"l": 52, "r": 130, "t": 8, "b": 44})
    figure.update_xaxes(title=title_of(axes.x), tickvals=n, range=[0.9, max(n) + 0.1])
    figure.update_yaxes(tickformat=".0%", range=[0, 1.02], title=title_of(axes.y))
    return figure


def title_of(text: str) -> dict[str, Any]:
    """Return the small grey title of an axis."""
    return {"text": text, "font": {"size": 11.5, "color": colour("soft")}, "standoff": 6}
