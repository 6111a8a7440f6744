"""The curves of the BLEU page: brevity penalty, score against length, distribution of sentence scores."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.bleu import Formula

FORMULA_COLOUR: Mapping[Formula, ColourName] = {"lecture": "accent", "standard": "ink"}
_STEPS = 120


def brevity_curve(predicted_length: int, reference_lengths: Sequence[int], labels: Mapping[str, str]) -> go.Figure:
    """Draw exp(min(0, 1 - r/c)) against the length c of a prediction, with the learner's own length marked.

    Of several references r is the length nearest to c. ``labels``: ``here`` (text at the point), ``length`` (axis),
    ``reference`` (text at the length that counts here).
    """
    reference_length = _nearest(predicted_length, reference_lengths)
    longest = max(2 * max(reference_lengths), predicted_length + 2, 4)
    lengths = [longest * step / _STEPS for step in range(1, _STEPS + 1)]
    lengths = sorted({*lengths, *(float(length or 1) for length in reference_lengths)})
    figure = go.Figure(layout=_layout(labels["length"], [0, longest], height=260))
    figure.add_trace(_curve(lengths, [_penalty(c, _nearest(c, reference_lengths)) for c in lengths], "accent"))
    here = _penalty(predicted_length, reference_length)
    for length in sorted(set(reference_lengths)):
        figure.add_shape(
            type="line", x0=length, x1=length, y0=0, y1=1.0,
            line={"color": colour("before"), "width": 1.5, "dash": "dot"},
            opacity=1 if length == reference_length else 0.5,
        )  # fmt: skip
    figure.add_annotation(_note(reference_length, 0.06, labels["reference"], "soft", left=False))
    figure.add_trace(_point(predicted_length, here, "forget"))
    # The space above the curve is free: to the left of the point where it has risen, to the right where it has not.
    left = predicted_length > longest / 3
    figure.add_annotation(_note(predicted_length, here, labels["here"], "forget", left=left) | {"yshift": 14})
    return figure


def length_chart(
    curves: Mapping[Formula, Sequence[float]],
    ceiling: Sequence[float],
    *,
    length: int,
    labels: Mapping[str, str],
) -> go.Figure:
    """Draw the score of the first 1, 2, ... tokens, dashed where the last token is said again beyond ``length``.

    ``ceiling`` is the best score that a prediction of each length could have. ``labels``: ``lecture``,
    ``standard``, ``ceiling`` (names at the ends), ``length`` (axis), ``here`` (text at the learner's length).
    """
    lengths = list(range(1, len(ceiling) + 1))
    figure = go.Figure(layout=_layout(labels["length"], [0.5, len(ceiling) + 0.5], height=260))
    figure.update_layout(margin={"r": 110}, yaxis={"range": [0, 1.2]})
    figure.add_trace(_curve(lengths, ceiling, "before", name=labels["ceiling"], label_colour="soft"))
    figure.add_shape(
        type="line", x0=length, x1=length, y0=0, y1=1.16,
        line={"color": colour("before"), "width": 1.5, "dash": "dot"},
    )  # fmt: skip
    figure.add_annotation(_note(length, 1.13, labels["here"], "soft", left=length > len(ceiling) / 2))
    for formula, scores in curves.items():
        name = FORMULA_COLOUR[formula]
        figure.add_trace(_curve(lengths[:length], scores[:length], name))
        figure.add_trace(
            _curve(lengths[length - 1 :], scores[length - 1 :], name, dash="4px,3px", name=labels[formula])
        )
        figure.add_trace(_point(length, scores[length - 1], name))
    return figure


def score_histogram(
    histogram: Sequence[int],
    bars: Sequence[str],
    *,
    corpus: float,
    mean: float,
    formula: Formula,
    labels: Mapping[str, str],
) -> go.Figure:
    """Draw how many sentences score how much, with the score of the corpus and the mean of the sentences marked.

    ``bars`` says each bar in words, for the pointer. ``labels``: ``corpus``, ``mean`` (texts at the marks),
    ``score`` (axis).
    """
    width = 1.0 / len(histogram)
    centres = [width * (index + 0.5) for index in range(len(histogram))]
    layout = _layout(labels["score"], [0, 1], height=380)
    top = max([*histogram, 1])
    layout["yaxis"] |= {"range": [0, top * 1.28], "tickvals": None, "nticks": 5, "tickformat": ",d"}
    layout |= {"bargap": 0.08, "hovermode": "closest"}
    figure = go.Figure(layout=layout)
    figure.add_trace(
        go.Bar(
            x=centres, y=list(histogram), width=width,
            marker={"color": colour(FORMULA_COLOUR[formula]), "opacity": 0.75},
            text=list(bars), textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    )  # fmt: skip
    # One name above the other: they never collide, however close the two numbers are.
    marks: tuple[tuple[float, str, ColourName, str, float], ...] = (
        (corpus, labels["corpus"], "forget", "solid", 1.22),
        (mean, labels["mean"], "soft", "dot", 1.12),
    )
    for value, text, name, dash, height in marks:
        figure.add_shape(
            type="line", x0=value, x1=value, y0=0, y1=top * height,
            line={"color": colour(name), "width": 2, "dash": dash},
        )  # fmt: skip
        figure.add_annotation(_note(value, top * height, text, name, left=value > 0.5))
    return figure


def _nearest(predicted: float, expected: Sequence[int]) -> int:
    return min(expected, key=lambda length: (abs(length - predicted), length))


def _penalty(predicted: float, expected: int) -> float:
    return math.exp(min(0.0, 1.0 - expected / predicted)) if predicted else 0.0


def _layout(x_title: str, x_range: Sequence[float], *, height: int) -> dict[str, Any]:
    layout = base_layout(height=height)
    layout["margin"] = {"l": 40, "r": 24, "t": 14, "b": 44}
    layout["xaxis"] |= {
        "range": list(x_range),
        "title": {"text": x_title, "font": {"size": 12, "color": colour("soft")}, "standoff": 8},
        "fixedrange": True,
    }
    layout["yaxis"] |= {"range": [0, 1.15], "tickvals": [0, 0.25, 0.5, 0.75, 1], "fixedrange": True}
    return layout


def _curve(
    x: Sequence[float], y: Sequence[float], name_of_colour: ColourName, *, name: str = "", dash: str = "solid",
    label_colour: ColourName | None = None,
) -> go.Scatter:  # fmt: skip
    meta: dict[str, Any] = {"end_label": name} if name else {}
    if label_colour:
        meta["label_colour"] = colour(label_colour)
    return go.Scatter(
        x=list(x), y=list(y), mode="lines", name=name,
        line={"color": colour(name_of_colour), "width": 2.2, "dash": dash},
        meta=meta or None, hovertemplate="%{y:.3f}<extra></extra>",
    )  # fmt: skip


def _point(x: float, y: float, name: ColourName) -> go.Scatter:
    return go.Scatter(
        x=[x], y=[y], mode="markers", hoverinfo="skip",
        marker={"color": colour("panel"), "size": 10, "line": {"color": colour(name), "width": 2.5}},
    )  # fmt: skip


def _note(x: float, y: float, text: str, name: ColourName, *, left: bool) -> dict[str, Any]:
    return {
        "x": x, "y": y, "text": text, "showarrow": False, "font": {"size": 12, "color": colour(name)},
        "xanchor": "right" if left else "left", "xshift": -8 if left else 8, "yanchor": "middle",
    }  # fmt: skip
