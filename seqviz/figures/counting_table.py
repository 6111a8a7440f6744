"""The picture of a conditional table: contexts x tokens, as counts or as probabilities."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from seqviz.figures.counting import visible
from seqviz.figures.theme import base_layout, colour
from seqviz.records.counting import ConditionalTable

FULLEST = 0.55
"""How far the largest number goes up the scale of colours: ink on it keeps a contrast of 4.5 in both themes."""
WITH_NUMBERS = 16
"""Up to so many columns there is room for a number in each cell."""
UPRIGHT = 3
"""Up to so many characters a token stands upright above its column; longer ones lean."""


def conditional_heatmap(
    table: ConditionalTable, *, counts: bool, start: str, hover: str, separator: str = " "
) -> go.Figure:
    """Return the table contexts x tokens, as counts or as probabilities; a fuller colour is more.

    ``start`` names the row without context; ``hover`` is a plotly template over
    ``%{customdata[0]}`` (n of the pair), ``[1]`` (n of the context), ``[2]`` (probability) and
    ``[3]`` (the n-gram in words).
    """
    rows = [separator.join(visible(token) for token in context) or start for context in table.contexts]
    figure = go.Figure(_cells(table, rows, counts=counts))
    figure.update_traces(hovertemplate=hover + "<extra></extra>")
    row_height = 26 if len(table.tokens) <= WITH_NUMBERS else 20
    longest = max(len(token) for token in table.tokens)
    above = 22 if longest <= UPRIGHT else 16 + 5 * longest
    figure.update_layout(base_layout(height=above + 8 + row_height * len(rows)))
    figure.update_layout(hovermode="closest", margin={"l": 8, "r": 8, "t": above, "b": 4}, dragmode=False)
    totals = [f"  <span style='font-size:10px'>{int(total):,}</span>" for total in table.totals]
    figure.update_xaxes(side="top", showline=False, **_ticks([visible(token) for token in table.tokens]))
    figure.update_xaxes(tickangle=0 if longest <= UPRIGHT else -45)
    figure.update_yaxes(**_ticks([row + total for row, total in zip(rows, totals, strict=True)]))
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], showgrid=False, automargin=True)
    return figure


def _cells(table: ConditionalTable, rows: Sequence[str], *, counts: bool) -> go.Heatmap:
    shown = table.counts if counts else table.probabilities
    facts = [
        [[count, total, p, f"{row} → {visible(token)}"] for count, p, token in zip(*values, table.tokens, strict=True)]
        for row, total, *values in zip(rows, table.totals, table.counts, table.probabilities, strict=True)
    ]
    written = len(table.tokens) <= WITH_NUMBERS
    numbers = [
        [_number(value, whole=counts) if seen else "" for value, seen in zip(*pair, strict=True)]
        for pair in zip(shown, table.counts, strict=True)
    ]
    return go.Heatmap(
        z=np.sqrt(shown / max(float(shown.max()), 1e-12)).tolist(),
        x=list(range(len(table.tokens))),
        y=list(range(len(rows))),
        customdata=facts,
        text=numbers,
        texttemplate="%{text}" if written else "",
        textfont={"size": 11, "color": colour("ink")},
        colorscale=[[0, colour("panel")], [1, colour("accent")]],
        zmin=0,
        zmax=1 / FULLEST if written else 1,
        showscale=False,
        xgap=1,
        ygap=1,
    )


def _ticks(names: Sequence[str]) -> dict[str, Any]:
    return {
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "tickfont": {"color": colour("ink"), "size": 12},
        "range": [-0.5, len(names) - 0.5],
        "fixedrange": True,
    }


def _number(value: float, *, whole: bool) -> str:
    if value == 0:
        return ""
    if whole:
        return f"{int(value):,}"
    return f"{value:.2f}".lstrip("0") if value >= 0.005 else "·"
