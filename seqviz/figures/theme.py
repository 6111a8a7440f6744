"""The palette and the plotly layout that every figure of the course shares.

A colour belongs to a meaning and keeps it through the whole course. Figures name colours as CSS variables
(``colour("forget")`` is ``var(--sv-forget)``); the browser resolves them, so one figure serves the light and
the dark theme.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

ColourName = Literal[
    "paper", "panel", "line", "ink", "soft",
    "forget", "reset", "input", "update", "output", "candidate", "cell", "hidden",
    "training", "validation", "accent", "before", "after", "success", "warning", "positive", "negative",
    "lane_1", "lane_2", "lane_3", "lane_4", "lane_5", "lane_6", "lane_7", "lane_8",
]  # fmt: skip

PALETTE: Mapping[ColourName, tuple[str, str]] = MappingProxyType(
    {
        "paper": ("#fbfaf7", "#14161a"),
        "panel": ("#ffffff", "#1b1e24"),
        "line": ("#e6e2da", "#2b3038"),
        "ink": ("#1d1f24", "#eceef2"),
        "soft": ("#6b6f78", "#a2a8b3"),
        "forget": ("#D55E00", "#ff8a3d"),
        "reset": ("#D55E00", "#ff8a3d"),
        "input": ("#009E73", "#2bc79a"),
        "update": ("#009E73", "#2bc79a"),
        "output": ("#3d9ad6", "#7cc4f5"),
        "candidate": ("#b8860b", "#e3b341"),
        "cell": ("#332288", "#9a8cff"),
        "hidden": ("#1f5fbf", "#6ea8ff"),
        "training": ("#1f5fbf", "#6ea8ff"),
        "accent": ("#1f5fbf", "#6ea8ff"),
        "validation": ("#c2410c", "#ff9b62"),
        "warning": ("#c2410c", "#ff9b62"),
        "before": ("#b9bcc4", "#555b66"),
        "after": ("#D55E00", "#ff8a3d"),
        "success": ("#009E73", "#2bc79a"),
        "positive": ("#1f5fbf", "#6ea8ff"),
        "negative": ("#D55E00", "#ff8a3d"),
        "lane_1": ("#1f5fbf", "#6ea8ff"),
        "lane_2": ("#d55e00", "#ff8a3d"),
        "lane_3": ("#00a077", "#1fae86"),
        "lane_4": ("#4a1a78", "#d3c4ff"),
        "lane_5": ("#806600", "#ffd84d"),
        "lane_6": ("#c83f8f", "#e06ab0"),
        "lane_7": ("#3d9ad6", "#a6ecff"),
        "lane_8": ("#32373f", "#8b919c"),
    }
)
"""Light and dark colour of each meaning; ``lane_1`` … ``lane_8`` are models side by side."""

LANES: tuple[ColourName, ...] = (
    "lane_1", "lane_2", "lane_3", "lane_4", "lane_5", "lane_6", "lane_7", "lane_8",
)  # fmt: skip
LANE_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "2px,6px", "14px,3px,2px,3px")
"""A lane is told by its dash as well: no eight hues are safe for every eye."""


def colour(name: ColourName) -> str:
    """Return the CSS variable of a meaning, as plotly and the components take it."""
    return f"var(--sv-{name})"


def css_variables() -> str:
    """Return the palette as CSS declarations; ``light-dark()`` follows the theme that the reader chose."""
    return "".join(f"--sv-{name}: light-dark({light}, {dark});" for name, (light, dark) in PALETTE.items())


def base_layout(*, height: int = 240) -> dict[str, Any]:
    """Return the plotly layout without furniture: no legend, no grid but the horizontal one, room for direct labels."""
    axis = {"showgrid": False, "zeroline": False, "tickfont": {"color": colour("soft"), "size": 12}}
    return {
        "height": height,
        "margin": {"l": 44, "r": 76, "t": 8, "b": 28},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": colour("ink"), "size": 12},
        "showlegend": False,
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": colour("panel"), "bordercolor": colour("line"), "font": {"color": colour("ink")}},
        "uirevision": "keep",
        "xaxis": {**axis, "linecolor": colour("line"), "showline": True},
        "yaxis": {**axis, "showgrid": True, "gridcolor": colour("line")},
    }
