"""Held-out perplexity against theta, and the share of steps that each theta clipped."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from seqviz.figures.theme import base_layout, colour
from seqviz.records.sweep import SweepPoint, sweet_spot

Say = Callable[..., str]
HEIGHT = 400
CEILING = 130.0
MOST = 300.0
"""Losses above are drawn as this one: their perplexity is no number any more."""


def sweep_figure(points: Sequence[SweepPoint], *, guessing: float, final: bool, say: Say) -> dict[str, Any]:
    """Return the picture as plotly's own dictionary; ``guessing`` is a perplexity. The sweet spot shows at the end.

    The curve goes through the medians; a bar reaches from the best seed to the worst.
    """
    places = [place for place, point in enumerate(points) if point.loss is not None]
    values = [_perplexity(point.loss) for point in points if point.loss is not None]
    line = {"color": colour("after"), "width": 2.6}
    curve = {
        "type": "scatter", "mode": "lines+markers", "name": say("gradients.sweep.perplexity"),
        "x": places, "y": values, "line": line,
        "marker": {"size": 8, "color": colour("panel"), "line": {"width": 2, "color": colour("after")}},
        "hovertemplate": "%{y:.3g}<extra></extra>",
    }  # fmt: skip
    if any(point.ends for point in points):
        curve["error_y"] = _spread(points)
    ends = [-0.5, len(points) - 0.5]
    level = {
        "type": "scatter", "mode": "lines", "name": say("gradients.sweep.guessing"),
        "x": ends, "y": [guessing, guessing],
        "hoverinfo": "skip", "line": {"color": colour("soft"), "width": 1.2, "dash": "dash"},
    }  # fmt: skip
    layout = base_layout(height=HEIGHT) | {"margin": {"l": 44, "r": 14, "t": 14, "b": 86}, "hovermode": "closest"}
    floor = math.log10(max(1.5, 0.8 * min([*values, guessing])))
    layout["yaxis"] |= {
        "type": "log", "range": [floor, math.log10(CEILING)], "fixedrange": True,
        "tickvals": [2, 3, 5, 7, 10, 20, 50, 100], "ticktext": ["2", "3", "5", "7", "10", "20", "50", "100"],
    }  # fmt: skip
    layout["xaxis"] |= {
        "range": ends, "fixedrange": True, "tickvals": list(range(len(points))),
        "ticktext": [f"<b>{point.name}</b>" if point.theta == 1 else point.name for point in points],
        "tickfont": {"size": 13, "color": colour("soft")},
    }  # fmt: skip
    layout["annotations"] = _words(points, guessing, floor, say)
    layout["shapes"] = []
    if final and (spot := sweet_spot(points)):
        layout["shapes"] = [_spot(place) for place in spot]
        middle = (spot[0] + spot[-1]) / 2
        layout["annotations"].append(_text(say("gradients.sweep.spot"), middle, 0.99, "success", bold=True))
    return {"data": [level, curve], "layout": layout}


def _perplexity(loss: float) -> float:
    return math.exp(min(loss, MOST))


def _spread(points: Sequence[SweepPoint]) -> dict[str, Any]:
    """Return the bars, as plotly wants them: how far the ends are from the middle."""
    bars = [
        (_perplexity(low), _perplexity(point.loss), _perplexity(high))
        for point in points
        if point.loss is not None
        for low, high in (point.ends or (point.loss, point.loss),)
    ]
    return {
        "type": "data", "symmetric": False, "color": colour("after"), "thickness": 1.6, "width": 9,
        "array": [high - middle for _, middle, high in bars], "arrayminus": [middle - low for low, middle, _ in bars],
    }  # fmt: skip


def _words(points: Sequence[SweepPoint], guessing: float, floor: float, say: Say) -> list[dict[str, Any]]:
    """Write the shares below the axis, arrows over what is off the chart, and the level of guessing."""
    words = [
        _text("θ", -0.5, -0.045, "ink", bold=True),
        _text(say("gradients.sweep.share"), -0.5, -0.25, "soft") | {"xanchor": "left"},
    ]
    for place, point in enumerate(points):
        if point.loss is not None:
            share = "–" if point.theta is None else f"{100 * point.share:.0f} %"
            words.append(_text(share, place, -0.12, "ink", bold=True))
            if point.loss > math.log(CEILING):
                words.append(_text("▲", place, 0.97, "after", bold=True))
        if point.theta == 1:
            words.append(_text(say("gradients.sweep.book"), place, -0.185, "soft"))
    height = (math.log10(guessing) - floor) / (math.log10(CEILING) - floor)
    return [
        *words,
        _text(say("gradients.sweep.guessing"), -0.45, height, "soft") | {"xanchor": "left", "yanchor": "bottom"},
    ]


def _text(words: str, x: float, y: float, hue: Any, *, bold: bool = False) -> dict[str, Any]:
    font = {"color": colour(hue), "size": 12.5, "weight": 600 if bold else 400}
    return {"text": words, "x": x, "y": y, "xref": "x", "yref": "paper", "showarrow": False, "font": font,
            "yanchor": "middle" if y < 0 else "auto"}  # fmt: skip


def _spot(place: int) -> dict[str, Any]:
    return {
        "type": "rect", "layer": "below", "x0": place - 0.5, "x1": place + 0.5, "yref": "paper", "y0": 0, "y1": 1,
        "fillcolor": colour("success"), "opacity": 0.12, "line": {"width": 0},
    }  # fmt: skip
