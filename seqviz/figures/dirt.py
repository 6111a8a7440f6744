"""How long the answers are, by the width of the search: a line for each translator and each way to score."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from seqviz.figures.theme import ColourName, base_layout, colour

HEIGHT = 330
EXACT = 7.3
"""Where exact search stands, in doublings of the width."""
TICKS = (1, 5, 16, 64)


@dataclass(frozen=True, kw_only=True)
class LengthLine:
    """Answers of one translator: length over that of the references, for beam ``widths`` and for ``exact`` search.

    ``name`` stands ``above`` the line's beginning or below its fall, its last number at its end; a line that is not
    ``shown`` in full is thin, dotted and has neither.
    """

    name: str
    tone: ColourName
    widths: tuple[int, ...]
    ratios: tuple[float, ...]
    exact: float | None = None
    above: bool = True
    shown: bool = True


def dirt_figure(lines: Sequence[LengthLine], *, say: Callable[..., str]) -> dict[str, Any]:
    """Return the chart of all lines over one axis of beam widths, exact search at its end."""
    traces = [trace for line in lines for trace in _line(line)]
    words = [word for line in lines if line.shown for word in _ends(line, say)]
    layout = base_layout(height=HEIGHT)
    layout["xaxis"] |= {
        "range": [-0.3, EXACT + 0.6], "tickvals": [*map(math.log2, TICKS), EXACT],
        "ticktext": [*map(str, TICKS), say("decoding-tradeoffs.exact")], "fixedrange": True,
        "title": {"text": say("decoding-tradeoffs.axis"), "font": {"color": colour("soft"), "size": 12}},
    }  # fmt: skip
    layout["yaxis"] |= {"range": [0, 1.12], "tickvals": [0, 0.25, 0.5, 0.75, 1], "fixedrange": True}
    layout |= {"annotations": words, "hovermode": False, "margin": {"l": 36, "r": 18, "t": 8, "b": 44}}
    return {"data": traces, "layout": layout}


def _line(line: LengthLine) -> list[dict[str, Any]]:
    x = [math.log2(width) for width in line.widths]
    style = {"color": colour(line.tone), "width": 2.5 if line.shown else 1.5, "dash": "solid" if line.shown else "dot"}
    drawn: dict[str, Any] = {
        "type": "scatter", "mode": "lines+markers" if line.shown else "lines", "x": x, "y": list(line.ratios),
        "line": style, "marker": {"size": 7, "color": colour(line.tone)}, "hoverinfo": "skip",
    }  # fmt: skip
    if line.exact is None or not x:
        return [drawn]
    way = {**drawn, "mode": "lines", "x": [x[-1], EXACT], "y": [line.ratios[-1], line.exact]}
    way["line"] = {**style, "dash": "dot", "width": 1.5}
    point = {
        **drawn, "mode": "markers", "x": [EXACT], "y": [line.exact],
        "marker": {"symbol": "diamond", "size": 12, "color": colour(line.tone)}, "cliponaxis": False,
    }  # fmt: skip
    return [drawn, way, point] if line.shown else [drawn]


def _ends(line: LengthLine, say: Callable[..., str]) -> list[dict[str, Any]]:
    """Name a line, and give its last number."""
    if not line.ratios:
        return []
    side, at = (1, 0) if line.above else (-1, max(len(line.ratios) - 2, 0))  # where the other line is far away
    base = {"showarrow": False, "font": {"color": colour(line.tone), "size": 13}}
    name = {
        **base, "text": f"<b>{line.name}</b>", "x": math.log2(line.widths[at]), "y": line.ratios[at],
        "xanchor": "left" if line.above else "right", "yshift": 20 * side,
    }  # fmt: skip
    if line.exact is None:
        return [name]
    value = say("decoding-tradeoffs.row.length", value=line.exact)
    return [name, {**base, "text": f"<b>{value}</b>", "x": EXACT, "y": line.exact, "yshift": 18 * side}]
