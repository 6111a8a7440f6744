"""Gradients in the one plane in which they can be drawn honestly: their length in W_hh against that of all the rest.

The distance from the corner is the norm itself, and clipping by the norm moves a dot straight towards the corner.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.twins import Floats

Say = Callable[..., str]
HEIGHT = 400
DOTS = "dots"
"""The trace whose points are the steps, in their order: a click on one chooses it."""
MOST = 97
"""Percentile of the lengths that the axes show at least."""


def ball_figure(recurrent: Floats, others: Floats, *, theta: float, chosen: int, say: Say) -> dict[str, Any]:
    """Return the picture as plotly's own dictionary.

    Parameters
    ----------
    recurrent, others
        Lengths of the gradient in W_hh and in all other weights, [n]: one for each step.
    theta
        The radius of the ball.
    chosen
        The place of the step whose arrows are drawn.
    """
    norms = np.hypot(recurrent, others)
    factor = np.minimum(1.0, theta / np.maximum(norms, 1e-30))
    far = norms > theta
    limit = 1.15 * max(float(np.nanpercentile(norms, MOST)), float(norms[chosen]), 1.6 * theta)
    stems = [np.column_stack([part[far], (part * factor)[far], np.full(int(far.sum()), np.nan)]).ravel()
             for part in (others, recurrent)]  # fmt: skip
    data = [
        _arc(theta),
        _trace("", stems[0], stems[1], "before", mode="lines", hoverinfo="skip"),
        _trace(
            DOTS,
            others,
            recurrent,
            "before",
            mode="markers",
            hovertemplate=say("gradients.ball.dot") + "<extra></extra>",
        )
        | {"marker": {"size": 6, "color": colour("panel"), "line": {"width": 1.3, "color": colour("before")}}},
        _trace(say("gradients.ball.after"), (others * factor)[far], (recurrent * factor)[far], "after", mode="markers")
        | {"marker": {"size": 6, "color": colour("after")}, "hoverinfo": "skip"},
    ]
    x, y = float(others[chosen]), float(recurrent[chosen])
    kept = float(factor[chosen])
    layout = base_layout(height=HEIGHT) | {
        "margin": {"l": 30, "r": 10, "t": 26, "b": 52},
        "hovermode": "closest",
        "annotations": [
            _arrow(x, y, "soft", 2.0),
            _arrow(x * kept, y * kept, "after", 4.0),
            _words(say("gradients.ball.before", norm=float(norms[chosen])), x, y, "ink", limit),
            _words(
                say("gradients.ball.after", norm=float(norms[chosen] * kept)),
                x * kept,
                y * kept,
                "after",
                limit,
                below=True,
            ),
            _axis(say("gradients.ball.recurrent"), 0, 1, "left", "bottom"),
            _axis(say("gradients.ball.others"), 1, 0, "right", "top") | {"yshift": -24},
            _axis("θ", theta / limit, 0, "center", "top") | {"yshift": -4},
        ],
    }
    bare = {"range": [0, limit], "showgrid": False, "fixedrange": True, "tickvals": []}
    layout["xaxis"] |= bare | {"showline": True, "constrain": "domain"}
    layout["yaxis"] |= bare | {"showline": True, "linecolor": colour("line"), "scaleanchor": "x", "constrain": "domain"}
    return {"data": data, "layout": layout}


def _arc(theta: float) -> dict[str, Any]:
    angles = np.linspace(0, math.pi / 2, 40)
    x, y = theta * np.cos(angles), theta * np.sin(angles)
    return _trace("θ", [0, *x, 0], [0, *y, 0], "ink", mode="lines", hoverinfo="skip") | {
        "fill": "toself", "fillcolor": colour("line"), "line": {"color": colour("ink"), "width": 1.4, "dash": "dash"},
    }  # fmt: skip


def _trace(name: str, x: Any, y: Any, hue: ColourName, **more: Any) -> dict[str, Any]:
    x, y = ([float(f"{v:.6g}") if math.isfinite(v) else None for v in part] for part in (x, y))
    return {
        "type": "scatter", "name": name, "x": x, "y": y, "line": {"color": colour(hue), "width": 1},
        "cliponaxis": True, **more,
    }  # fmt: skip


def _arrow(x: float, y: float, hue: ColourName, width: float) -> dict[str, Any]:
    return {
        "x": x, "y": y, "ax": 0, "ay": 0, "xref": "x", "yref": "y", "axref": "x", "ayref": "y", "text": "",
        "showarrow": True, "arrowhead": 2, "arrowsize": 1, "arrowwidth": width, "arrowcolor": colour(hue),
    }  # fmt: skip


def _words(text: str, x: float, y: float, hue: ColourName, limit: float, *, below: bool = False) -> dict[str, Any]:
    left = x > 0.55 * limit
    return {
        "text": text, "x": x, "y": y, "showarrow": False, "xanchor": "right" if left else "left",
        "yanchor": "top" if below else "bottom", "xshift": -6 if left else 6,
        "font": {"size": 14, "weight": 600, "color": colour(hue)}, "bgcolor": colour("panel"), "opacity": 0.9,
    }  # fmt: skip


def _axis(text: str, x: float, y: float, side: str, over: str) -> dict[str, Any]:
    font = {"size": 12.5, "color": colour("soft")}
    return {
        "text": text, "x": x, "y": y, "xref": "x domain", "yref": "y domain", "showarrow": False, "xanchor": side,
        "yanchor": over, "font": font,
    }  # fmt: skip
