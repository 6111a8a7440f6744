"""What beam width does: four small charts over one axis of widths, for one moment of the training."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from seqviz.figures.theme import ColourName, base_layout, colour

HEIGHT = 640
EXACT = 7.3
"""Where exact search stands, in doublings of the width."""
ROWS = ("gain", "length", "errors", "time")
DOMAINS = ((0.79, 0.955), (0.53, 0.695), (0.27, 0.435), (0.01, 0.175))
TICKS = (1, 2, 4, 8, 16, 32, 64)


@dataclass(frozen=True, kw_only=True)
class Point:
    """One way to decode.

    ``gain`` is BLEU over greedy search in points, between ``low`` and ``high``; ``length`` that of the answers over
    the references; ``errors`` the search errors in percent; ``time`` milliseconds per sentence.
    """

    width: int
    gain: float
    low: float
    high: float
    length: float
    errors: float
    time: float


@dataclass(frozen=True, kw_only=True)
class Scales:
    """What all moments share, so that they can be compared: the ranges of the gain and of the length."""

    gain: tuple[float, float]
    length: tuple[float, float]


def scales_of(points: Sequence[Point]) -> Scales:
    """Return ranges in which all points and their intervals lie."""
    gains = [value for point in points for value in (point.low, point.high, point.gain, -1.0, 1.0)]
    lengths = [value for point in points for value in (point.length, 0.9, 1.1)]
    return Scales(gain=_around(gains), length=_around(lengths))


def tradeoff_figure(
    scored: Sequence[Point], raw: Sequence[Point], exact: Point | None, *, width: int, scales: Scales,
    say: Callable[..., str],
) -> dict[str, Any]:  # fmt: skip
    """Return the charts of beams ``scored`` with the learner's alpha, of the ``raw`` log-probability, of exact search.

    ``width`` is the learner's; its points are ringed and named.
    """
    traces: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for place, row in enumerate(ROWS):
        words.append(_title(say(f"decoding-tradeoffs.row.{row}"), DOMAINS[place][1]))
        if row == "time":
            traces.append(_line(raw, row, place, "soft"))
        else:
            traces += [_line(raw, row, place, "warning"), _line(scored, row, place, "accent")]
        shown = raw if row == "time" else scored
        mine = next((point for point in shown if point.width == width), None)
        if mine is not None:
            tone: ColourName = "soft" if row == "time" else "accent"
            traces.append(_mark(math.log2(mine.width), mine, row, place, tone, ring=True))
            words.append(_number(math.log2(mine.width), mine, row, place, tone, say))
        if exact is not None:
            tone = "soft" if row == "time" else "warning"
            traces.append(_mark(EXACT, exact, row, place, tone, ring=False))
            words.append(_number(EXACT, exact, row, place, tone, say))
    return {"data": traces, "layout": _layout(words, width=width, scales=scales, say=say)}


def _line(points: Sequence[Point], row: str, place: int, tone: ColourName) -> dict[str, Any]:
    line: dict[str, Any] = {
        "type": "scatter", "mode": "lines", "x": [math.log2(point.width) for point in points],
        "y": [getattr(point, row) for point in points], "yaxis": _axis(place), "hoverinfo": "skip",
        "line": {"color": colour(tone), "width": 2},
    }  # fmt: skip
    if row == "gain" and tone == "accent":
        line["error_y"] = {
            "type": "data", "symmetric": False, "array": [point.high - point.gain for point in points],
            "arrayminus": [point.gain - point.low for point in points], "thickness": 1, "width": 2,
            "color": colour(tone),
        }  # fmt: skip
    return line


def _mark(x: float, point: Point, row: str, place: int, tone: ColourName, *, ring: bool) -> dict[str, Any]:
    marker: dict[str, Any] = {"symbol": "circle" if ring else "diamond", "size": 11, "color": colour(tone)}
    if ring:
        marker |= {"color": colour("panel"), "line": {"color": colour(tone), "width": 2.5}}
    return {
        "type": "scatter", "mode": "markers", "x": [x], "y": [getattr(point, row)], "yaxis": _axis(place),
        "marker": marker, "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip


def _number(x: float, point: Point, row: str, place: int, tone: ColourName, say: Callable[..., str]) -> dict[str, Any]:
    value = getattr(point, row)
    top = point.high if row == "gain" and tone == "accent" else value  # clear of the interval
    return {
        "text": f"<b>{say(row, value=float(value))}</b>", "showarrow": False, "x": x,
        "y": math.log10(max(value, 1e-2)) if row == "time" else top, "xref": "x", "yref": _axis(place),
        "yshift": 15, "xshift": 0, "font": {"color": colour(tone), "size": 13},
    }  # fmt: skip


def _title(text: str, top: float) -> dict[str, Any]:
    return {
        "text": f"<b>{text}</b>", "showarrow": False, "x": 0, "y": top + 0.008, "xref": "paper", "yref": "paper",
        "xanchor": "left", "yanchor": "bottom", "font": {"color": colour("ink"), "size": 12.5},
    }  # fmt: skip


def _layout(words: list[dict[str, Any]], *, width: int, scales: Scales, say: Callable[..., str]) -> dict[str, Any]:
    layout = base_layout(height=HEIGHT)
    axis = layout.pop("yaxis")
    ranges: dict[str, dict[str, Any]] = {
        "gain": {"range": list(scales.gain), "nticks": 4, "zeroline": True, "zerolinecolor": colour("soft")},
        "length": {"range": list(scales.length), "nticks": 4},
        "errors": {"range": [-6, 112], "tickvals": [0, 50, 100]},
        "time": {"type": "log", "range": [-1.7, 2.4], "tickvals": [0.1, 1, 10, 100]},
    }
    for place, row in enumerate(ROWS):
        name = "yaxis" if place == 0 else f"yaxis{place + 1}"
        layout[name] = {**axis, **ranges[row], "domain": list(DOMAINS[place]), "fixedrange": True}
    layout["xaxis"] |= {
        "anchor": "y4", "range": [-0.4, EXACT + 0.5], "tickvals": [*map(math.log2, TICKS), EXACT],
        "ticktext": [*map(str, TICKS), say("decoding-tradeoffs.exact")], "fixedrange": True, "showline": False,
        "title": {"text": say("decoding-tradeoffs.axis"), "font": {"color": colour("soft"), "size": 12}},
    }  # fmt: skip
    at = math.log2(width)
    mine = {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
            "line": {"color": colour("before"), "width": 1, "dash": "dash"}}  # fmt: skip
    layout |= {
        "annotations": words,
        "shapes": [mine],
        "hovermode": False,
        "margin": {"l": 36, "r": 14, "t": 4, "b": 44},
    }
    return layout


def _axis(place: int) -> str:
    return "y" if place == 0 else f"y{place + 1}"


def _around(values: Sequence[float]) -> tuple[float, float]:
    room = 0.18 * (max(values) - min(values))
    return min(values) - room, max(values) + 1.4 * room
