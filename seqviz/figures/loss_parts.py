"""Pictures of where the loss goes: the parts of each model side by side."""

from collections.abc import Mapping
from typing import Literal

import plotly.graph_objects as go

from seqviz.figures.counting import title_of
from seqviz.figures.markup import as_text
from seqviz.figures.theme import LANES, base_layout, colour
from seqviz.records.loss_parts import Division, LossPart, LossPartsAnswer

LossMeasure = Literal["whole", "token"]
"""``whole``: what a part adds to the mean loss. ``token``: the mean loss within the part."""
PATTERNS = ("", "/", ".", "x")
"""A model is told by its pattern as well as by its hue."""
PATTERN = {"solidity": 0.2, "fillmode": "overlay", "fgcolor": colour("panel")}


def loss_parts_figure(
    found: Mapping[str, LossPartsAnswer],
    division: Division,
    *,
    measure: LossMeasure,
    names: Mapping[str, str],
    y: str,
    hover: str,
) -> go.Figure:
    """Return a group of bars for each part, one bar for each model.

    Parameters
    ----------
    found
        What is known of each model, by the name that it has on the page.
    names
        What the parts are called, in the order in which they are drawn; a part that no model has is left out.
    hover
        The words of a hovered bar, with ``{tokens}`` and ``{nats}``.
    """
    parts = {name: {part.name: part for part in answer.parts[division]} for name, answer in found.items()}
    order = [part for part in names if any(part in of_model for of_model in parts.values())]
    figure = go.Figure(layout=base_layout(height=280))
    for lane, (name, answer) in enumerate(found.items()):
        known = [parts[name].get(part) for part in order]
        heights = [
            None if part is None else part.nats / (answer.tokens if measure == "whole" else part.tokens)
            for part in known
        ]
        told = ["" if part is None else _told(part, hover) for part in known]
        figure.add_bar(
            name=as_text(name), x=[as_text(names[part]) for part in order], y=heights,
            text=["" if height is None else f"{height:.2f}" for height in heights], textposition="outside",
            textfont={"size": 11, "color": colour("ink")}, cliponaxis=False,
            customdata=[[words] for words in told],
            hovertemplate=f"{as_text(name)}: %{{customdata[0]}}<extra></extra>",
            marker={"color": colour(LANES[lane]), "pattern": {"shape": PATTERNS[lane % 4], **PATTERN}},
        )  # fmt: skip
    if len(found) > 1:
        legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 12}}
        figure.update_layout(showlegend=True, legend=legend)
    figure.update_layout(
        margin={"l": 52, "r": 12, "t": 12 + 18 * (len(found) > 1), "b": 30}, barmode="group", bargap=0.28,
        bargroupgap=0.08, hovermode="closest", uniformtext={"minsize": 9, "mode": "hide"},
    )  # fmt: skip
    figure.update_xaxes(type="category", tickfont={"color": colour("ink"), "size": 12})
    figure.update_yaxes(title=title_of(y), rangemode="tozero")
    return figure


def _told(part: LossPart, hover: str) -> str:
    return hover.format(tokens=f"{part.tokens:,}", nats=f"{part.nats / part.tokens:.3f}")
