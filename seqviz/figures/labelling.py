"""Pictures of labels: shares that are right, as they are and as they are learnt, and what is taken for what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from seqviz.figures.counting import title_of
from seqviz.figures.loss_parts import PATTERN, PATTERNS
from seqviz.figures.markup import as_text
from seqviz.figures.theme import LANES, base_layout, colour
from seqviz.records.labelling import Counts

ROW = 32
"""Pixels of one bar."""
LEAST = 68
"""Pixels of a chart without any."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """A bar: the share of labels that are right, and how it is written; ``lane`` is ``None`` for what was counted."""

    name: str
    accuracy: float
    told: str
    lane: int | None = None


def accuracy_figure(scores: Sequence[Score], *, axis: str) -> go.Figure:
    """Return one bar for each way to label, in the order given, from 0 to 1."""
    figure = go.Figure(layout=base_layout(height=LEAST + ROW * len(scores)))
    figure.add_bar(
        x=[score.accuracy for score in scores], y=[as_text(score.name) for score in scores], orientation="h",
        text=[as_text(score.told) for score in scores], textposition="outside", cliponaxis=False, hoverinfo="skip",
        textfont={"color": colour("ink"), "size": 12},
        marker={
            "color": [colour("before" if score.lane is None else LANES[score.lane]) for score in scores],
            "pattern": {"shape": [PATTERNS[(score.lane or 0) % 4] for score in scores], **PATTERN},
        },
    )  # fmt: skip
    figure.update_layout(margin={"l": 12, "r": 12, "t": 8, "b": 44}, hovermode=False, bargap=0.3)
    figure.update_xaxes(
        title=title_of(axis), range=[0, 1.08], tickformat=".0%", showgrid=True, gridcolor=colour("line")
    )
    figure.update_yaxes(
        showgrid=False, autorange="reversed", automargin=True, tickfont={"color": colour("ink"), "size": 13}
    )
    return figure


def learning_figure(
    lanes: Sequence[tuple[str, int]], levels: Mapping[str, float], *, axis: str, top: float | None = None
) -> go.Figure:
    """Return the frame of the curves of share right against steps: a trace for each network, by its name.

    ``lanes`` are the networks by name, each with the place of its colour. ``levels`` are drawn as lines across, by the
    words for them; around them lies what is drawn, so that small differences are seen, or up to ``top``.
    """
    figure = go.Figure(layout=base_layout(height=360))
    for name, level in levels.items():
        figure.add_scatter(
            name=name, x=[0, 1], y=[level, level], mode="lines", hoverinfo="skip",
            meta={"baseline": True, "end_label": as_text(name), "label_colour": colour("soft")},
            line={"color": colour("soft"), "width": 1.2, "dash": "dash"},
        )  # fmt: skip
    for name, lane in lanes:
        figure.add_scatter(
            name=name, mode="lines+markers", hoverinfo="skip", marker={"size": 4}, meta={"end_label": as_text(name)},
            line={"color": colour(LANES[lane]), "width": 2},
        )  # fmt: skip
    figure.update_layout(margin={"l": 48, "r": 150, "t": 12, "b": 40}, hovermode=False)
    figure.update_xaxes(title=title_of(axis))
    low, high = max(0.0, min(levels.values()) - 0.1), top or min(1.0, max(levels.values()) + 0.2)
    figure.update_yaxes(tickformat=".0%", range=[low, high])
    return figure


def confusion_figure(counts: Counts, names: Sequence[str], *, axes: tuple[str, str]) -> go.Figure:
    """Return a table of what is taken for what: a row for each true label, shaded by its share of the row.

    The counts stand in the cells; ``axes`` name the columns (given) and the rows (true).
    """
    totals = counts.sum(1, keepdims=True)
    shares = counts / totals.clip(min=1)
    words = [as_text(name) for name in names]
    figure = go.Figure(layout=base_layout(height=110 + 34 * len(words)))
    figure.add_heatmap(
        z=shares, x=words, y=words, zmin=0, zmax=1, showscale=False, xgap=2, ygap=2, hoverinfo="skip",
        colorscale=[[0, colour("panel")], [1, colour("hidden")]],
    )  # fmt: skip
    for row, name in enumerate(words):
        for column, other in enumerate(words):
            dark = shares[row, column] > 0.8
            figure.add_annotation(
                x=other, y=name, text=f"{int(counts[row, column]):,}", showarrow=False,
                font={"size": 12, "color": colour("panel") if dark else colour("ink")},
            )  # fmt: skip
    figure.update_layout(margin={"l": 110, "r": 12, "t": 40, "b": 12}, hovermode=False)
    figure.update_xaxes(title=title_of(axes[0]), side="top", tickfont={"color": colour("ink"), "size": 12})
    figure.update_yaxes(
        title=title_of(axes[1]), autorange="reversed", showgrid=False, tickfont={"color": colour("ink"), "size": 12}
    )
    return figure
