"""What sampling makes of a test set: a point for each draw beside the searches that need no luck."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from seqviz.figures.theme import base_layout, colour

HEIGHT = 260


@dataclass(frozen=True, kw_only=True)
class Draws:
    """One way to sample: its ``name`` and BLEU of each draw."""

    name: str
    bleu: tuple[float, ...]


def samples_figure(ways: Sequence[Draws], *, greedy: float, told: str) -> dict[str, Any]:
    """Return a column of points for each way, its mean as a bar, and greedy search as the line ``told`` names."""
    layout = base_layout(height=HEIGHT)
    places = list(range(len(ways)))
    points = {
        "type": "scatter", "mode": "markers", "hoverinfo": "skip",
        "x": [place for place, way in zip(places, ways, strict=True) for _ in way.bleu],
        "y": [value for way in ways for value in way.bleu],
        "marker": {"size": 9, "color": colour("output"), "opacity": 0.8},
    }  # fmt: skip
    means = {
        "type": "scatter", "mode": "markers", "hoverinfo": "skip", "x": places,
        "y": [sum(way.bleu) / len(way.bleu) for way in ways],
        "marker": {"symbol": "line-ew-open", "size": 34, "color": colour("ink"), "line": {"width": 2}},
    }  # fmt: skip
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": greedy, "y1": greedy,
            "line": {"color": colour("accent"), "width": 1.5, "dash": "dash"}}  # fmt: skip
    layout["xaxis"] |= {
        "range": [-0.6, len(ways) - 0.4], "tickvals": places, "ticktext": [way.name for way in ways],
        "fixedrange": True,
    }  # fmt: skip
    highest = max([greedy, *(value for way in ways for value in way.bleu)])
    layout["yaxis"] |= {"range": [0, 1.2 * highest + 1], "nticks": 5, "fixedrange": True}
    words = {
        "text": f"<b>{told}</b>", "showarrow": False, "xref": "paper", "x": 1, "xanchor": "right", "y": greedy,
        "yshift": 10, "font": {"color": colour("accent"), "size": 12},
    }  # fmt: skip
    layout |= {
        "shapes": [line],
        "annotations": [words],
        "hovermode": False,
        "margin": {"l": 36, "r": 8, "t": 8, "b": 40},
    }
    return {"data": [points, means], "layout": layout}
