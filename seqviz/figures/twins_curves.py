"""The curves of the twins: perplexities, smoothed but for the break, and gradient norms before and after clipping."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from seqviz.figures.theme import ColourName, colour
from seqviz.figures.twins_axes import as_list
from seqviz.records.twins import Floats, Twins

Say = Callable[..., str]
Figure = dict[str, Any]

SMOOTH = 0.75
CAREFULLY = 8
"""So many steps before the break the curve is drawn step by step, not smoothed."""
FREE: ColourName = "soft"


def perplexity_curves(twins: Twins, place: Callable[[Floats], Floats], say: Say) -> list[Figure]:
    """Return both perplexities, raw and smoothed, and the one of guessing; the break is drawn step by step."""
    broken = twins.broken_at
    traces = []
    for name, twin, hue in (("free", twins.free, FREE), ("clipped", twins.clipped, "after")):
        x, raw = place(twin.step), perplexity(twin.loss)
        careful = twin.step >= broken - CAREFULLY if broken is not None and name == "free" else np.zeros(len(x), bool)
        smooth = np.where(careful, raw, perplexity(smoothed(twin.loss)))
        traces.append(
            _line(f"{name}, {say('gradients.twins.each')}", x, raw, hue, 1.0, twin.step, opacity=0.35, hoverinfo="skip")
        )
        traces.append(_line(say(f"gradients.twins.{name}"), x, smooth, hue, 2.6, twin.step))
    level = math.exp(twins.guessing)
    guessing = _line(
        say("gradients.twins.guessing"), [0, 1], [level, level], "soft", 1.2, None, dash="dash", hoverinfo="skip"
    )
    return [guessing, *traces]


def norm_curves(twins: Twins, place: Callable[[Floats], Floats], say: Say) -> list[Figure]:
    """Return the gradient norms before and after clipping, and theta; a stem joins the two of a clipped step."""
    free, clipped = twins.free, twins.clipped
    cut = clipped.before > clipped.theta
    x = place(clipped.step)
    lower = {"yaxis": "y2"}
    traces = [
        _line(
            say("gradients.twins.free-norm"), place(free.step), _positive(free.before), FREE, 2.0, free.step, **lower
        ),
        _line(say("gradients.twins.after"), x, _positive(clipped.after), "after", 2.2, clipped.step, **lower),
        _line(say("gradients.twins.theta"), x, clipped.theta, "ink", 1.4, None, dash="dash", hoverinfo="skip", **lower),
    ]
    stems = np.column_stack([clipped.before[cut], clipped.theta[cut], np.full(int(cut.sum()), np.nan)]).ravel()
    traces.append(_line("", np.repeat(x[cut], 3), stems, "after", 1.2, None, dash="dot", hoverinfo="skip", **lower))
    fills: tuple[tuple[str, Floats, ColourName], ...] = (
        ("before", clipped.before, "panel"), ("shortened", clipped.after, "after"),
    )  # fmt: skip
    for name, values, fill in fills:
        dots = _line(say(f"gradients.twins.{name}"), x[cut], values[cut], "after", 1.5, clipped.step[cut], **lower)
        dots |= {"mode": "markers", "marker": _dot(fill)}
        traces.append(dots)
    return traces


def _dot(fill: ColourName) -> Figure:
    return {"size": 6, "color": colour(fill), "line": {"width": 1.5, "color": colour("after")}}


def _line(
    name: str, x: Any, y: Any, hue: ColourName, width: float, steps: Floats | None, *, dash: str = "solid", **more: Any
) -> Figure:
    found: Figure = {
        "type": "scatter", "mode": "lines", "name": name, "x": as_list(x), "y": as_list(y),
        "line": {"color": colour(hue), "width": width, "dash": dash}, **more,
    }  # fmt: skip
    if steps is not None:
        found |= {"meta": {"stretched": True}, "customdata": as_list(steps)}
        found |= {"hovertemplate": f"{name}<br>%{{customdata}}: %{{y:.3g}}<extra></extra>"}
    return found


def perplexity(loss: Floats) -> Floats:
    """Return perplexities of losses; infinite where they are beyond all numbers."""
    with np.errstate(over="ignore"):
        return np.exp(loss)


def _positive(values: Floats) -> Floats:
    return np.where(values > 0, values, np.nan)


def smoothed(values: Floats) -> Floats:
    """Return the moving average of values from step to step."""
    smooth, found = np.empty_like(values), math.nan
    for place, value in enumerate(values):
        found = value if math.isnan(found) else SMOOTH * found + (1 - SMOOTH) * value
        smooth[place] = found
    return smooth
