"""What is written on the picture of the twins: the moments of a run, and the names of its curves."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from seqviz.figures.theme import ColourName, colour
from seqviz.figures.twins_axes import CEILING, FLOOR, LOWER, UPPER
from seqviz.figures.twins_curves import FREE, perplexity, smoothed
from seqviz.records.twins import Floats, Twins

Say = Callable[..., str]
Figure = dict[str, Any]
Span = tuple[float, float]

LOWEST_NAME = 0.945
"""Where the break is named at most: below the line that says how far the curve went."""


def moment_shapes(twins: Twins, place: Callable[[Floats | float], Floats]) -> list[Figure]:
    """Draw the slow motion as a band, the turn of the learning rate and the first clipped step as lines."""
    shapes: list[Figure] = []
    if twins.band is not None:
        first, end = (float(place(step)) for step in twins.band)
        shapes.append(
            {
                "type": "rect", "layer": "below", "x0": first, "x1": end, "yref": "paper", "y0": 0, "y1": 1,
                "fillcolor": colour("line"), "opacity": 0.4, "line": {"width": 0},
            }
        )  # fmt: skip
    if twins.turn is not None:
        shapes.append(_rule(float(place(twins.turn[0])), "accent"))
    if twins.first_clipped is not None:
        shapes.append(_rule(float(place(twins.first_clipped)), "after") | {"y0": LOWER[0], "y1": LOWER[1]})
    return shapes


def _rule(x: float, hue: ColourName) -> Figure:
    line = {"color": colour(hue), "width": 1.3, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def moment_names(twins: Twins, place: Callable[[Floats | float], Floats], say: Say) -> list[Figure]:
    """Name the moments: the turn, the break, where the curve left, the first clipped step, the slow motion."""
    marks: list[Figure] = []
    if twins.turn is not None:
        step, old, new = twins.turn
        marks.append(
            _text(
                say("gradients.twins.turn", old=old, new=new), float(place(step)), 0.985, "accent", "right", bold=True
            )
        )
    if twins.first_clipped is not None:
        x = float(place(twins.first_clipped))
        words = say("gradients.twins.first-clipped", step=twins.first_clipped)
        marks.append(_text(words, x, LOWER[1] - 0.01, "after", "left" if x < 0.7 else "right"))
    if twins.band is not None and twins.steps > twins.band[0]:
        x = float(place(min(twins.band[1], max(twins.steps, 10))))
        marks.append(_text(say("gradients.twins.slow"), x, 0.015, "soft", "right"))
    broken = twins.broken_at
    if broken is not None:
        marks += _break(twins, broken, place, say)
    return marks


def _break(twins: Twins, broken: int, place: Callable[[Floats | float], Floats], say: Say) -> list[Figure]:
    """Mark the break, and say how far the curve went after it left through the top."""
    free = twins.free
    at = int(np.searchsorted(free.step, broken))
    x, level = float(place(free.step[at])), min(float(free.loss[at]), math.log(CEILING))
    y = UPPER[0] + (UPPER[1] - UPPER[0]) * (level - math.log(FLOOR)) / math.log(CEILING / FLOOR)
    side = "left" if x < 0.8 else "right"
    marks = []
    worst = int(np.nanargmax(np.where(np.isfinite(free.loss), free.loss, -np.inf)))
    if free.loss[worst] > math.log(CEILING):
        y = min(y, LOWEST_NAME)
        words = say("gradients.twins.left", log_perplexity=float(free.loss[worst]), step=int(free.step[worst]))
        marks.append(_text(f"▲ {words}", x, 0.985, FREE, side, bold=True))
    marks.append(_text(f"○ {say('gradients.twins.broken', step=broken)}", x, y, FREE, side, anchor="middle"))
    return marks


def curve_names(twins: Twins, decades: tuple[float, float], room: float, say: Say) -> list[Figure]:
    """Name the curves at their right end, clear of one another: each has ``room``, a share of the picture's height."""
    upper = (UPPER, (math.log10(FLOOR), math.log10(CEILING)))
    lower = (LOWER, decades)
    free, clipped = twins.free, twins.clipped
    theta = clipped.theta[-1] if len(clipped.theta) else math.nan
    wanted: list[tuple[str, float, ColourName, tuple[Span, Span]]] = [
        (
            say("gradients.twins.guessing-level", value=round(math.exp(twins.guessing))),
            math.exp(twins.guessing),
            "soft",
            upper,
        ),
        (say("gradients.twins.clipped"), _last(perplexity(smoothed(clipped.loss))), "after", upper),
        (say("gradients.twins.free"), _last(perplexity(smoothed(free.loss))), FREE, upper),
        (say("gradients.twins.theta-level", value=f"{theta:g}"), theta, "ink", lower),
        (say("gradients.twins.clipped"), _last(clipped.after), "after", lower),
        (say("gradients.twins.free"), _last(free.before), FREE, lower),
    ]
    placed: list[tuple[float, str, ColourName]] = []
    for words, value, hue, (domain, limits) in wanted:
        if math.isfinite(value) and value > 0 and (domain is LOWER or value < CEILING):
            share = (math.log10(value) - limits[0]) / (limits[1] - limits[0])
            placed.append((domain[0] + (domain[1] - domain[0]) * min(max(share, 0), 1), words, hue))
    names, taken = [], -1.0
    for y, words, hue in sorted(placed):
        taken = max(y, taken + room)
        names.append(_text(words, 1.0, taken, hue, "left", bold=hue != "soft", anchor="middle") | {"xshift": 6})
    norm = _text("‖g‖", 0.0, LOWER[1] + 0.01, "soft", "right", bold=True, anchor="bottom") | {"xshift": -6}
    return [*names, norm]


def _text(
    words: str, x: float, y: float, hue: ColourName, side: str, *, bold: bool = False, anchor: str = "bottom"
) -> Figure:
    """Write words beside a place: with ``side`` left they begin there, with right they end there."""
    font = {"color": colour("ink" if hue == "soft" and bold else hue), "size": 12.5, "weight": 600 if bold else 400}
    return {
        "text": words, "x": x, "y": y, "xref": "x", "yref": "paper", "showarrow": False, "xanchor": side,
        "yanchor": anchor if anchor != "bottom" or y < 0.9 else "middle", "xshift": 5 if side == "left" else -5,
        "font": font,
    }  # fmt: skip


def _last(values: Floats) -> float:
    return float(values[-1]) if len(values) else math.nan
