"""Pictures of a ladder: counted models and networks by their perplexity on the same held-out tokens."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from seqviz.figures.counting import title_of
from seqviz.figures.loss_parts import PATTERN, PATTERNS
from seqviz.figures.markup import as_text
from seqviz.figures.theme import LANES, base_layout, colour

ROW = 32
"""Pixels of one bar."""
ROUND = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
"""Where the axis has a line."""


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One bar: its name, its perplexity, how that is written; ``lane`` is the network's place, ``None`` for a count."""

    name: str
    perplexity: float
    told: str
    lane: int | None = None


def ladder_figure(rungs: Sequence[Rung], *, axis: str) -> go.Figure:
    """Return one bar for each rung, the worst on top.

    The axis is logarithmic and begins at the perplexity 1 of who always knows: a bar is as long as the loss in nats.
    """
    ranked = sorted(rungs, key=lambda rung: -rung.perplexity)
    most = ranked[0].perplexity
    figure = go.Figure(layout=base_layout(height=64 + ROW * len(ranked)))
    figure.add_bar(
        x=[rung.perplexity for rung in ranked],
        y=[as_text(rung.name) for rung in ranked],
        orientation="h",
        text=[as_text(rung.told) for rung in ranked],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": colour("ink"), "size": 12},
        hoverinfo="skip",
        marker={
            "color": [colour("before" if rung.lane is None else LANES[rung.lane]) for rung in ranked],
            "pattern": {"shape": ["" if rung.lane is None else PATTERNS[rung.lane % 4] for rung in ranked], **PATTERN},
        },
    )  # fmt: skip
    figure.update_layout(margin={"l": 12, "r": 60, "t": 8, "b": 48}, hovermode=False, bargap=0.3)
    marks = [mark for mark in ROUND if mark <= most * 1.2]
    figure.update_xaxes(
        type="log", title=title_of(axis), showgrid=True, gridcolor=colour("line"), range=[0, math.log10(most * 1.2)],
        tickvals=marks, ticktext=[f"{mark:,}" for mark in marks],
    )  # fmt: skip
    figure.update_yaxes(
        showgrid=False, autorange="reversed", automargin=True, tickfont={"color": colour("ink"), "size": 13}
    )
    return figure
