"""What a layer puts out: its units along the tokens, its units alone, or a bar for each label."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from seqviz.figures.counting import title_of
from seqviz.figures.markup import as_text
from seqviz.figures.theme import base_layout, colour
from seqviz.records.labelling import LayerOutput

TALL, FLAT = 230, 120


def layer_output_figure(output: LayerOutput, tokens: Sequence[str], *, units: str) -> go.Figure:
    """Return the numbers of a layer as shades: a column for each token, or one row for the whole text.

    Negative ones are orange, positive ones blue, the strongest is darkest; ``units`` names the axis of units.
    """
    by_token = output.by_token
    values = np.atleast_2d(output.values.T if by_token else output.values)
    strongest = float(np.abs(values).max()) or 1.0
    figure = go.Figure(layout=base_layout(height=TALL if by_token else FLAT))
    figure.add_heatmap(
        z=values, zmin=-strongest, zmax=strongest, showscale=False, hovertemplate="%{z:.3f}<extra></extra>",
        xgap=1 if by_token else 0,
        colorscale=[[0, colour("negative")], [0.5, colour("panel")], [1, colour("positive")]],
    )  # fmt: skip
    figure.update_layout(margin={"l": 44, "r": 12, "t": 8, "b": 40}, hovermode="closest")
    if by_token:
        words = [as_text(token) for token in tokens]
        figure.update_xaxes(tickvals=list(range(len(words))), ticktext=words, tickangle=0)
        figure.update_yaxes(title=title_of(units), showgrid=False, tickvals=[])
    else:
        figure.update_xaxes(title=title_of(units))
        figure.update_yaxes(showgrid=False, tickvals=[])
    return figure


def label_output_figure(output: LayerOutput, names: Sequence[str]) -> go.Figure:
    """Return one bar for each label."""
    figure = go.Figure(layout=base_layout(height=TALL))
    figure.add_bar(
        x=output.values, y=[as_text(name) for name in names], orientation="h", marker={"color": colour("output")},
        text=[f"{value:.2f}" for value in output.values], textposition="outside", cliponaxis=False, hoverinfo="skip",
    )  # fmt: skip
    figure.update_layout(margin={"l": 12, "r": 44, "t": 8, "b": 28}, hovermode=False, bargap=0.35)
    figure.update_yaxes(showgrid=False, autorange="reversed", automargin=True, tickfont={"color": colour("ink")})
    return figure
