"""The twins in one picture: perplexity above, gradient norms below, on one axis of steps.

The steps of the slow motion are drawn wider than the others, or the explosion would be one line straight up: ``x`` is
a place and ``customdata`` the step, which files taken home have (``meta`` says ``stretched``).
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.twins import Floats, Twins

Say = Callable[..., str]
Figure = dict[str, Any]
Span = tuple[float, float]

CEILING, FLOOR = 90.0, 6.0
"""The perplexities that are drawn: beyond, the curve leaves through the top, and all learning stays visible."""
SMOOTH = 0.75
CAREFULLY = 8
"""So many steps before the break the curve is drawn step by step, not smoothed."""
FREE: ColourName = "soft"
GAP = 17.0
"""Pixels between two names at the right edge."""
HEIGHT, SHORT_HEIGHT = 520, 270
LOWEST_NAME = 0.945
"""Where the break is named at most: below the line that says how far the curve went."""
UPPER, LOWER = (0.55, 0.97), (0.0, 0.44)


def twins_figure(twins: Twins, say: Say, *, short: bool = False) -> Figure:
    """Return the picture as plotly's own dictionary: it is made anew at each look, unchecked, in a millisecond.

    ``say(key, **values)`` gives the words in the learner's language.
    """
    place, height = scale_of(twins), SHORT_HEIGHT if short else HEIGHT
    norms = [twins.free.before, twins.clipped.before, twins.clipped.theta]
    low, high = _decades(norms)
    data = [*_perplexities(twins, place, say), *_norms(twins, place, say)]
    layout = base_layout(height=height) | {
        "margin": {"l": 52, "r": 104, "t": 8, "b": 30},
        "hovermode": "closest",
        "shapes": _shapes(twins, place),
        "annotations": [*_marks(twins, place, say), *_names(twins, (low, high), GAP / (height - 38), say)],
        "meta": {"x": say("gradients.twins.step")},
    }
    layout["xaxis"] |= {"range": [0, 1], **_ticks(twins, place), "fixedrange": True, "anchor": "y2"}
    layout["yaxis2"] = layout["yaxis"] | {
        "type": "log", "domain": LOWER, "range": [low, high], "fixedrange": True,
        **_powers(math.ceil(low), math.floor(high)),
    }  # fmt: skip
    levels = [7, 10, 20, 50]
    layout["yaxis"] |= {
        "type": "log", "domain": UPPER, "range": [math.log10(FLOOR), math.log10(CEILING)], "fixedrange": True,
        "tickvals": levels, "ticktext": [str(level) for level in levels],
    }  # fmt: skip
    return {"data": data, "layout": layout}


def scale_of(twins: Twins) -> Callable[[Floats | float], Floats]:
    """Return what maps steps to places between 0 and 1: evenly, but for the wide steps of the slow motion."""
    last, band = max(twins.steps, 10), twins.band
    if band is None:
        return lambda steps: np.asarray(steps, np.float64) / _calm(last)
    first, end = band
    end = end if last <= end else min(end, last)
    knots, places = [0.0], [0.0]
    if first > 0:
        knots, places = [0.0, float(first)], [0.0, 0.31 if last > end else 0.4]
    knots.append(float(end))
    places.append(0.82 if last > end else 1.0)
    if last > end:
        knots.append(float(max(_calm(last), end + 1)))
        places.append(1.0)
    return lambda steps: np.interp(np.asarray(steps, np.float64), knots, places)


def _calm(last: int) -> float:
    """Return where an axis ends: it moves seldom while steps come in."""
    step = 10.0 ** math.floor(math.log10(last)) / 2
    return math.ceil(last / step) * step


def _perplexities(twins: Twins, place: Callable[[Floats], Floats], say: Say) -> list[Figure]:
    broken = twins.broken_at
    traces = []
    for name, twin, hue in (("free", twins.free, FREE), ("clipped", twins.clipped, "after")):
        x, raw = place(twin.step), _perplexity(twin.loss)
        careful = twin.step >= broken - CAREFULLY if broken is not None and name == "free" else np.zeros(len(x), bool)
        smooth = np.where(careful, raw, _perplexity(_smoothed(twin.loss)))
        traces.append(
            _line(f"{name}, {say('gradients.twins.each')}", x, raw, hue, 1.0, twin.step, opacity=0.35, hoverinfo="skip")
        )
        traces.append(_line(say(f"gradients.twins.{name}"), x, smooth, hue, 2.6, twin.step))
    level = math.exp(twins.guessing)
    guessing = _line(
        say("gradients.twins.guessing"), [0, 1], [level, level], "soft", 1.2, None, dash="dash", hoverinfo="skip"
    )
    return [guessing, *traces]


def _norms(twins: Twins, place: Callable[[Floats], Floats], say: Say) -> list[Figure]:
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
        "type": "scatter", "mode": "lines", "name": name, "x": _list(x), "y": _list(y),
        "line": {"color": colour(hue), "width": width, "dash": dash}, **more,
    }  # fmt: skip
    if steps is not None:
        found |= {"meta": {"stretched": True}, "customdata": _list(steps)}
        found |= {"hovertemplate": f"{name}<br>%{{customdata}}: %{{y:.3g}}<extra></extra>"}
    return found


def _shapes(twins: Twins, place: Callable[[Floats | float], Floats]) -> list[Figure]:
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


def _marks(twins: Twins, place: Callable[[Floats | float], Floats], say: Say) -> list[Figure]:
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


def _names(twins: Twins, decades: tuple[float, float], room: float, say: Say) -> list[Figure]:
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
        (say("gradients.twins.clipped"), _last(_perplexity(_smoothed(clipped.loss))), "after", upper),
        (say("gradients.twins.free"), _last(_perplexity(_smoothed(free.loss))), FREE, upper),
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


def _ticks(twins: Twins, place: Callable[[Floats], Floats]) -> Figure:
    """Return ticks: those of the slow motion closer together, since it is drawn wider."""
    last, band = max(twins.steps, 10), twins.band
    if band is None:
        every = max(_calm(last) / 4, 1)
        steps = [every * i for i in range(5)]
    else:
        steps = [0, *range(band[0] + (-band[0]) % 5, band[1] + 1, 5)]
        steps = sorted(
            {step for step in steps if step <= max(last, band[1])} | ({last} if last > band[1] + 20 else set())
        )
    return {"tickvals": _list(place(np.array(steps, np.float64))), "ticktext": [f"{step:g}" for step in steps]}


def _powers(first: int, last: int) -> Figure:
    powers = range(first, last + 1, max(1, (last - first) // 5))
    return {"tickvals": [10.0**power for power in powers], "ticktext": [_power(power) for power in powers]}


def _power(power: int) -> str:
    return f"{10.0**power:g}" if -3 < power < 4 else f"10<sup>{power}</sup>".replace("-", "−")


def _decades(arrays: list[Floats]) -> tuple[float, float]:
    """Return the powers of ten that hold all positive numbers."""
    values = np.concatenate([[0.1, 1.0], *arrays])
    values = values[np.isfinite(values) & (values > 0)]
    return float(np.log10(values.min())) - 0.15, float(np.log10(values.max())) + 0.25


def _perplexity(loss: Floats) -> Floats:
    with np.errstate(over="ignore"):
        return np.exp(loss)


def _positive(values: Floats) -> Floats:
    return np.where(values > 0, values, np.nan)


def _smoothed(values: Floats) -> Floats:
    smooth, found = np.empty_like(values), math.nan
    for place, value in enumerate(values):
        found = value if math.isnan(found) else SMOOTH * found + (1 - SMOOTH) * value
        smooth[place] = found
    return smooth


def _last(values: Floats) -> float:
    return float(values[-1]) if len(values) else math.nan


def _list(values: Any) -> list[float | None]:
    """Return numbers as JSON may hold them, with seven figures; gaps where there is none."""
    return [float(f"{value:.7g}") if math.isfinite(value) else None for value in np.asarray(values, np.float64)]
