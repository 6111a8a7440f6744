"""Pictures of a ladder: counted models and networks by their perplexity on the same held-out tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from seqviz.figures.counting import title_of
from seqviz.figures.markup import as_text
from seqviz.figures.theme import base_layout, colour

ROW = 30
"""Pixels of one bar."""


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One bar: its name, its perplexity, how that is written; ``lane`` is the network's place, ``None`` for a count."""

    name: str
    perplexity: float
    told: str
    lane: int | None = None


def ladder_figure(rungs: Sequence[Rung], *, axis: str) -> go.Figure:
    """Return one bar for each rung, the worst on top, on a logarithmic axis."""
    ranked = sorted(rungs, key=lambda rung: -rung.perplexity)
    figure = go.Figure(layout=base_layout(height=60 + ROW * len(ranked)))
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
            "color": [colour("before") if rung.lane is None else colour("hidden") for rung in ranked],
            "pattern": {"shape": ["" if not rung.lane else "/" for rung in ranked], "solidity": 0.3,
                        "fillmode": "overlay", "fgcolor": colour("panel")},
        },
    )  # fmt: skip
    figure.update_layout(margin={"l": 170, "r": 60, "t": 24, "b": 40}, hovermode=False, bargap=0.3)
    figure.update_xaxes(type="log", title=title_of(axis), showgrid=True, gridcolor=colour("line"))
    figure.update_yaxes(showgrid=False, autorange="reversed", tickfont={"color": colour("ink"), "size": 13})
    return figure
