"""Vectors of many sentences in the plane of most spread, coloured by one part of what the sentences say."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from seqviz.figures.theme import LANES, base_layout, colour
from seqviz.records.encodings import EncodingsAnswer, Feature

MOST_NAMED = 16
"""Labels whose middle is named: more would hide the dots."""


def encodings_figure(found: EncodingsAnswer, feature: Feature, *, axes: tuple[str, str]) -> go.Figure:
    """Return a dot for each sentence and the name of each label in the middle of its dots."""
    figure = go.Figure(layout=base_layout(height=430))
    names = sorted(set(feature.labels), key=lambda name: (len(name), name))
    tones = {name: colour(LANES[place % len(LANES)]) for place, name in enumerate(names)}
    points = found.points
    figure.add_scatter(
        x=points[:, 0].tolist(), y=points[:, 1].tolist(), mode="markers",
        marker={"size": 6, "opacity": 0.6, "color": [tones[label] for label in feature.labels]},
        text=[f"{said}: {label}" for said, label in zip(found.sentences, feature.labels, strict=True)],
        hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    if len(names) <= MOST_NAMED:
        middles = _middles(points, feature.labels, names)
        figure.add_scatter(
            x=middles[:, 0].tolist(), y=middles[:, 1].tolist(), mode="markers+text", text=names, hoverinfo="skip",
            marker={"size": 22, "color": colour("panel"), "opacity": 0.75},
            textfont={"size": 16, "weight": 700, "color": [tones[name] for name in names]},
        )  # fmt: skip
    figure.update_layout(margin={"l": 40, "r": 12, "t": 10, "b": 40}, hovermode="closest")
    for update, text in ((figure.update_xaxes, axes[0]), (figure.update_yaxes, axes[1])):
        update(
            title={"text": text, "font": {"size": 13, "color": colour("soft")}}, showticklabels=False, showgrid=False
        )
    return figure


def _middles(points: np.ndarray, labels: Sequence[str], names: Sequence[str]) -> np.ndarray:
    told = np.asarray(labels)
    return np.array([points[told == name].mean(0) for name in names])
