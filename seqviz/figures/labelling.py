"""Pictures of labels: shares that are right, what is taken for what, and a text with the label of each token."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from seqviz.figures.counting import title_of, visible
from seqviz.figures.markup import as_text
from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.labelling import Counts, Shares

TAG_TONES: tuple[ColourName, ...] = ("lane_1", "lane_3", "lane_2", "soft")
"""B, M, E, S; the tag is written in words as well."""
ROW = 30


@dataclass(frozen=True, kw_only=True)
class Score:
    """A bar: the share of labels that are right, and how it is written; ``lane`` is ``None`` for what was counted."""

    name: str
    accuracy: float
    told: str
    lane: int | None = None


def accuracy_figure(scores: Sequence[Score], *, axis: str) -> go.Figure:
    """Return one bar for each way to label, in the order given, from 0 to 1."""
    figure = go.Figure(layout=base_layout(height=60 + ROW * len(scores)))
    figure.add_bar(
        x=[score.accuracy for score in scores], y=[as_text(score.name) for score in scores], orientation="h",
        text=[as_text(score.told) for score in scores], textposition="outside", cliponaxis=False, hoverinfo="skip",
        textfont={"color": colour("ink"), "size": 12},
        marker={
            "color": [colour("before") if score.lane is None else colour("hidden") for score in scores],
            "pattern": {"shape": ["/" if score.lane else "" for score in scores], "solidity": 0.3,
                        "fillmode": "overlay", "fgcolor": colour("panel")},
        },
    )  # fmt: skip
    figure.update_layout(margin={"l": 190, "r": 60, "t": 8, "b": 40}, hovermode=False, bargap=0.3)
    figure.update_xaxes(title=title_of(axis), range=[0, 1], tickformat=".0%", showgrid=True, gridcolor=colour("line"))
    figure.update_yaxes(showgrid=False, autorange="reversed", tickfont={"color": colour("ink"), "size": 13})
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
            dark = shares[row, column] > 0.55
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


def tagged_figure(tokens: Sequence[str], tags: Sequence[str], probabilities: Shares) -> go.Figure:
    """Return a text under its most probable tags: a bar for the probability of the tag of each token.

    ``probabilities`` [T, L] follow ``tags``, the names of all L of them.
    """
    best = probabilities.argmax(-1).tolist()
    places = list(range(len(tokens)))
    figure = go.Figure(
        go.Bar(
            x=places, y=probabilities.max(-1).tolist(), hoverinfo="skip", name="tag", cliponaxis=False,
            text=[as_text(tags[tag]) for tag in best], textposition="outside",
            textfont={"color": colour("ink"), "size": 13},
            marker={"color": [colour(TAG_TONES[tag % 4]) for tag in best]},
        ),
        layout=base_layout(height=190),
    )  # fmt: skip
    figure.update_layout(margin={"l": 48, "r": 12, "t": 24, "b": 30}, bargap=0.25, hovermode=False)
    figure.update_xaxes(
        tickvals=places, ticktext=[visible(token) for token in tokens], tickangle=0,
        tickfont={"color": colour("ink"), "size": 16}, range=[-0.7, len(tokens) - 0.3],
    )  # fmt: skip
    figure.update_yaxes(range=[0, 1], tickformat=".0%")
    return figure
