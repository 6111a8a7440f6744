"""A plotly figure drawn by the browser through ``Plotly.react``: never mounted anew, zoom kept, colours of the theme.

What a figure may ask for beyond plotly, in a trace's ``meta``:

- ``{"end_label": "validation"}`` writes the name where the curve ends, clear of other names, ``{y}`` in it being the
  last value; ``"label_colour"`` gives it another colour than the line's;
- ``{"baseline": True}`` stretches a trace of one level over the whole axis, and draws one whose level changes as steps
  up to the axis's end.

An axis's ``autorangeoptions.include`` names values that it always shows.

Colours are ``seqviz.figures.theme.colour(...)``; they may stand anywhere in the figure.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zlib import crc32

import plotly.graph_objects as go

from seqviz.components.packed_series import TraceSeries, pack_series
from seqviz.components.plotly_asset import provide_plotly
from seqviz.components.registration import renderer

DEFAULT_HEIGHT = 240


@dataclass(frozen=True)
class FigureTemplate:
    """A figure encoded once. A live page keeps it and sends only numbers with it.

    Parameters
    ----------
    text
        The figure as plotly JSON.
    """

    text: str

    @classmethod
    def of(cls, figure: "go.Figure | Mapping[str, Any] | FigureTemplate") -> "FigureTemplate":
        """Encode a figure, a plotly dictionary, or return a template as it is."""
        if isinstance(figure, FigureTemplate):
            return figure
        parts = json.loads(go.Figure(figure).to_json() if isinstance(figure, Mapping) else figure.to_json())
        # plotly puts its own look into every figure: seven kilobytes that would only fight with ours.
        parts.get("layout", {}).pop("template", None)
        return cls(json.dumps(parts, ensure_ascii=False, separators=(",", ":")))

    @cached_property
    def revision(self) -> int:
        """A number that differs when the figure differs; the browser resolves colours again only then."""
        return crc32(self.text.encode())

    @cached_property
    def height(self) -> int:
        """Height in pixels that the figure asks for."""
        return int(json.loads(self.text).get("layout", {}).get("height") or DEFAULT_HEIGHT)


@dataclass(frozen=True, kw_only=True)
class PointClick:
    """A point that the learner clicked."""

    trace: str
    index: int
    x: float | str
    y: float | str


@dataclass(frozen=True, kw_only=True)
class ChartEvents:
    """What happened on a chart since the last run of the script."""

    clicked: PointClick | None = None


def encode_chart(
    template: FigureTemplate,
    series: TraceSeries | None,
    *,
    name: str,
    height: int,
    label: str = "",
    clickable: bool = False,
) -> bytes:
    """Return the message of one chart: encoded once, where a dictionary would be encoded and hashed twice."""
    return (
        f'{{"figure":{template.text},"revision":{template.revision},"height":{height},'
        f'"series":{json.dumps(series and pack_series({"chart": series}))},'
        f'"name":{json.dumps(name)},"label":{json.dumps(label)},"clickable":{json.dumps(clickable)}}}'
    ).encode()


def chart(
    figure: go.Figure | Mapping[str, Any] | FigureTemplate,
    *,
    key: str,
    series: TraceSeries | None = None,
    height: int | None = None,
    label: str = "",
    clickable: bool = False,
) -> ChartEvents:
    """Draw a figure.

    Parameters
    ----------
    figure
        The figure. A live page encodes it once with ``FigureTemplate.of`` and passes that.
    key
        Name of the element; the same key keeps zoom and drawing between runs. Files taken home are named by it.
    series
        Replaces ``x`` and ``y`` of traces by trace name. Axes without a range of their own are then calm: rounded
        outwards, moved seldom.
    height
        Height in pixels; by default the figure's own.
    label
        What the chart shows, for a screen reader.
    clickable
        Whether a click on a point is reported (and runs the script again).

    Returns
    -------
    ChartEvents
        The point clicked since the last run, if clicks were asked for.
    """
    provide_plotly()
    template = FigureTemplate.of(figure)
    data = encode_chart(template, series, name=key, height=height or template.height, label=label, clickable=clickable)
    mount = renderer("chart")
    if not clickable:
        mount(key=key, data=data)
        return ChartEvents()
    result = mount(key=key, data=data, on_clicked_change=_nothing)
    return ChartEvents(clicked=PointClick(**result.clicked) if result.clicked else None)


def _nothing() -> None:
    """Stand where Streamlit wants a callback before it reports a value."""
