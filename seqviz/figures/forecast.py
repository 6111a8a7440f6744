"""Charts of a forecasting run: templates without numbers of the models, which a live page fills by trace name."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from seqviz.figures.series import along, positions, time_axis
from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.forecast import Baseline, BaselineForecasts, Contestant
from seqviz.records.series import Series, Split, Values

TONES: Mapping[Contestant, ColourName] = {
    "window": "input", "latent": "hidden", "past": "hidden", "both": "input", "ordered": "hidden", "shuffled": "forget",
}  # fmt: skip
DASHES: Mapping[str, str] = {"last": "dash", "seasonal": "dot", "mean": "dashdot", "line": "longdash"}
NAIVE: tuple[Baseline, ...] = ("last", "seasonal", "mean")
FAINT = 0.65
"""Opacity of a baseline: behind the models, yet plain to see on a dark page and from the back row."""
MARKED = (1, 4, 16, 64)
MOMENT = "moment"
"""The trace that marks the step whose forecasts are looked at."""


def training_trace(contestant: Contestant) -> str:
    """Name the trace of a contestant's training error."""
    return f"{contestant} training"


def error_figure(
    contestants: Sequence[Contestant], floors: Mapping[str, float], *, names: Mapping[str, str]
) -> go.Figure:
    """Return the error chart against steps: each model held out (strong) and on its batches (faint, dotted).

    ``floors`` are horizontal lines by name, baselines and the noise of a made series; ``names`` has all words. The
    trace ``MOMENT`` is empty as long as nobody looks back.
    """
    figure = go.Figure(layout=base_layout(height=260))
    figure.update_yaxes(type="log")
    for name, level in floors.items():
        _add_baseline(figure, name, [level, level], names=names, places={"x": [0, 1]}, spans=True)
    for contestant in contestants:
        figure.add_scatter(
            name=training_trace(contestant), mode="lines", hoverinfo="skip", opacity=0.45,
            line={"color": colour(TONES[contestant]), "width": 1.2, "dash": "dot"},
        )  # fmt: skip
        _add_contestant(figure, contestant, names=names)
    figure.add_scatter(
        name=MOMENT, mode="lines", hoverinfo="skip", line={"color": colour("validation"), "width": 1.5, "dash": "dash"}
    )
    return figure


def horizon_figure(
    contestants: Sequence[Contestant], baselines: BaselineForecasts, *, names: Mapping[str, str]
) -> go.Figure:
    """Return the error chart against the horizon, 1 … furthest on a logarithmic axis; baselines are drawn in."""
    furthest = len(baselines.errors["last"])
    steps = list(range(1, furthest + 1))
    figure = go.Figure(layout=base_layout(height=260))
    for name in NAIVE:
        _add_baseline(figure, name, baselines.errors[name].tolist(), names=names, places={"x": steps})
    for contestant in contestants:
        _add_contestant(figure, contestant, names=names)
    marked = [k for k in MARKED if k <= furthest]
    figure.update_xaxes(type="log", tickvals=marked, ticktext=[str(k) for k in marked])
    figure.update_yaxes(rangemode="tozero")
    return figure


def forecast_figure(
    series: Series,
    split: Split,
    contestants: Sequence[Contestant],
    baselines: Mapping[Baseline, Values],
    *,
    first: int,
    names: Mapping[str, str],
    span: Values | None = None,
) -> go.Figure:
    """Return the chart of held-out values and their forecasts from step ``first`` on; baselines are faint.

    ``baselines`` are forecasts of steps ``first`` … ``split.last`` - 1; NaN is a gap. The axis holds the truth and a
    margin, so that a forecast that explodes leaves the picture instead of flattening it; charts to compare share a
    ``span``.
    """
    places = positions(series)
    ahead = along(places, first, split.last)
    begin = max(0, first - (split.last - first) // 5)
    truth = series.values[begin : split.last]
    figure = go.Figure(layout=base_layout(height=300))
    for name, values in baselines.items():
        _add_baseline(figure, name, values.astype(np.float32), names=names, places=ahead)
    figure.add_scatter(
        name="truth", y=truth.astype(np.float32), mode="lines", **along(places, begin, split.last),
        line={"color": colour("ink"), "width": 1}, opacity=0.75, meta={"end_label": names["truth"]},
        hovertemplate=f"{names['truth']} %{{y:.4g}}<extra></extra>",
    )  # fmt: skip
    for contestant in contestants:
        # Only the values come later: positions may be dates, which packed numbers would round.
        _add_contestant(figure, contestant, names=names, width=1.8, y=[], **ahead)
    held = truth if span is None else span
    margin = 0.35 * float(held.max() - held.min())
    axis = time_axis(series, begin)
    axis["range"] = [places[begin], places[split.last - 1]]
    figure.update_layout(xaxis=axis, yaxis={"range": [float(held.min()) - margin, float(held.max()) + margin]})
    return figure


def _add_baseline(
    figure: go.Figure,
    name: str,
    y: Sequence[float] | NDArray[np.float32],
    *,
    names: Mapping[str, str],
    places: Mapping[str, Any],
    spans: bool = False,
) -> None:
    """Add a naive forecast: grey, dashed in its own way, named at its end; ``spans``: over the whole axis."""
    figure.add_scatter(
        name=name, y=y, mode="lines", hoverinfo="skip", opacity=FAINT, **places,
        line={"color": colour("soft"), "width": 1.3, "dash": DASHES.get(name, "solid")},
        meta={"end_label": names[name], "label_colour": colour("soft"), "baseline": spans},
    )  # fmt: skip


def _add_contestant(
    figure: go.Figure, name: Contestant, *, names: Mapping[str, str], width: float = 2.2, **points: Any
) -> None:
    """Add a model's curve, whose values come later."""
    figure.add_scatter(
        name=name, mode="lines", line={"color": colour(TONES[name]), "width": width},
        meta={"end_label": names[name]}, hovertemplate=f"{names[name]} %{{y:.3g}}<extra></extra>", **points,
    )  # fmt: skip
