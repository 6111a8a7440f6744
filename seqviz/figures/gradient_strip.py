"""The strip: what arrives of the loss of one token at every earlier one, cell by cell, and how far it reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.gradients import SHARE, LayerReach

CELLS = ("rnn", "gru", "lstm")
LEAST, MOST = 0.001, 3.0
"""The shares that a strip shows: less than a thousandth is nothing."""
LETTERS, ROW, GAP = 0.06, 0.29, 0.023
"""Heights, as shares of the picture: of the line of letters, of a strip, between two of them."""
HEIGHT, SHORT_HEIGHT = 520, 290
"""Pixels; a stage has room for a short picture only."""
Curve = dict[str, list[float]]


@dataclass(frozen=True, kw_only=True)
class Strip:
    """What is drawn of one cell: its gradients now, before training, and of a second token that is kept to compare."""

    now: LayerReach | None = None
    start: LayerReach | None = None
    pinned: LayerReach | None = None


def shares_of(norms: Sequence[float]) -> list[float]:
    """Return norms as shares of the nearest one; nothing where nothing arrives there."""
    return [norm / norms[-1] for norm in norms] if norms and norms[-1] else []


def strip_figure(
    tokens: Sequence[str],
    *,
    followed: int,
    pinned: int | None,
    labels: Mapping[str, str],
    marked: int | None = None,
    short: bool = False,
) -> go.Figure:
    """Return the strips of three cells over one line of letters, without numbers; ``strip_series`` brings them.

    The token at ``followed`` is the one whose loss is followed; a line runs down from the one at ``marked``. A click
    on a letter or a bar tells its place. ``labels`` names the cells, and has ``memory``, ``share`` and ``letter``.
    """
    figure = go.Figure(layout=base_layout(height=SHORT_HEIGHT if short else HEIGHT))
    figure.update_xaxes(range=[-0.6, len(tokens) - 0.4], showticklabels=False, showline=False, fixedrange=True)
    _letters(figure, tokens, followed, pinned)
    for row, cell in enumerate(CELLS):
        _row(figure, cell, row, len(tokens), labels)
    if marked is not None:
        line = {"color": colour("forget"), "width": 2.2}
        figure.add_shape(type="line", x0=marked, x1=marked, y0=0, y1=1 - LETTERS, yref="paper", line=line)
    figure.update_layout(
        margin={"l": 92, "r": 12, "t": 4, "b": 8},
        barmode="overlay",
        bargap=0.16,
        hovermode="x",
        dragmode=False,
    )
    return figure


def strip_series(strips: Mapping[str, Strip]) -> dict[str, Curve]:
    """Return the numbers of the strips, trace by trace; what is missing is empty."""
    series: dict[str, Curve] = {}
    for cell in CELLS:
        strip = strips.get(cell, Strip())
        shares = shares_of(strip.now.hidden) if strip.now else []
        felt = strip.now.reach if strip.now else 0
        first = len(shares) - felt
        places = [float(place) for place in range(len(shares))]
        series[f"{cell}/band"] = {"x": places[first:], "y": [MOST] * felt}
        series[f"{cell}/felt"] = {"x": places[first:], "y": shares[first:]}
        series[f"{cell}/faint"] = {"x": places[:first], "y": shares[:first]}
        series[f"{cell}/start"] = _points(strip.start.hidden if strip.start else ())
        series[f"{cell}/pinned"] = _points(strip.pinned.hidden if strip.pinned else ())
        if cell == "lstm":
            series["lstm/memory"] = _points((strip.now.cell if strip.now else None) or ())
    return series


def _points(norms: Sequence[float]) -> Curve:
    known = [(float(place), share) for place, share in enumerate(shares_of(norms)) if share > LEAST]
    return {"x": [place for place, _ in known], "y": [share for _, share in known]}


def _letters(figure: go.Figure, tokens: Sequence[str], followed: int, pinned: int | None) -> None:
    """Write the tokens in one line; the followed one is blue and bold, the kept one orange and underlined."""
    words = ["·" if token == " " else escape(token, quote=False) for token in tokens]
    tones: list[ColourName] = [
        "accent" if place == followed else "forget" if place == pinned else "ink" for place in range(len(words))
    ]
    texts = [
        f"<b>{word}</b>" if place == followed else f"<u>{word}</u>" if place == pinned else word
        for place, word in enumerate(words)
    ]
    figure.add_scatter(
        name="letters", x=list(range(len(words))), y=[0.5] * len(words), mode="text", text=texts, cliponaxis=False,
        textfont={
            "family": "DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace",
            "size": 17 if len(words) <= 60 else 11,
            "color": [colour(tone) for tone in tones],
        },
        hoverinfo="none",
    )  # fmt: skip
    figure.update_yaxes(domain=[1 - LETTERS, 1], range=[0, 1], visible=False, fixedrange=True)


def _row(figure: go.Figure, cell: str, row: int, length: int, labels: Mapping[str, str]) -> None:
    axis, top = f"y{row + 2}", 1 - LETTERS - row * (ROW + GAP) - 0.01
    tick = {"size": 11, "color": colour("soft")}
    figure.update_layout({f"yaxis{row + 2}": {
        "type": "log", "range": [-3, 0.4], "domain": [top - ROW, top],
        "tickvals": [1, SHARE, 0.01], "ticktext": ["100 %", "5 %", "1 %"],
        "showgrid": False, "zeroline": False, "tickfont": tick, "fixedrange": True, "anchor": "x",
    }})  # fmt: skip
    # unseen bars over the whole height: a click anywhere in a column is one on its letter
    places = list(range(length))
    figure.add_bar(
        name=f"{cell}/columns",
        x=places,
        y=[MOST] * length,
        yaxis=axis,
        width=1.0,
        hoverinfo="none",
        marker={"opacity": 0},
    )
    hover = f"{labels[cell]}: %{{y:.2%}}<extra></extra>"
    for name, opacity in (("band", 0.07), ("felt", 1.0), ("faint", 0.3)):
        look = {"color": colour("accent"), "opacity": opacity, "line": {"width": 0}}
        told = {"hoverinfo": "skip"} if name == "band" else {"hovertemplate": hover}
        width = 1.0 if name == "band" else 0.82
        figure.add_bar(name=f"{cell}/{name}", x=[], y=[], yaxis=axis, marker=look, width=width, **told)
    _marks(
        figure,
        f"{cell}/start",
        {"symbol": "line-ew", "size": 11, "line": {"color": colour("ink"), "width": 2.2}},
        labels["start"],
        axis,
    )
    _marks(
        figure,
        f"{cell}/pinned",
        {"symbol": "diamond-open", "size": 7, "color": colour("forget"), "line": {"width": 1.8}},
        labels["pinned"],
        axis,
    )
    if cell == "lstm":
        _marks(
            figure,
            "lstm/memory",
            {"symbol": "circle", "size": 8, "color": colour("cell"), "line": {"color": colour("panel"), "width": 1.2}},
            labels["memory"],
            axis,
        )
    _level(figure, axis, length, SHARE, {"color": colour("forget"), "width": 1.3, "dash": "dash"})
    _level(figure, axis, length, LEAST, {"color": colour("line"), "width": 1.2})
    figure.add_annotation(
        x=0,
        xref="paper",
        xshift=-90,
        xanchor="left",
        y=top - 0.5 * ROW,
        yref="paper",
        text=f"<b>{labels[cell]}</b>",
        showarrow=False,
        font={"size": 16},
    )


def _level(figure: go.Figure, axis: str, length: int, y: float, line: dict[str, object]) -> None:
    figure.add_shape(type="line", x0=-0.6, x1=length - 0.4, y0=y, y1=y, yref=axis, line=line)


def _marks(figure: go.Figure, name: str, marker: Mapping[str, object], label: str, axis: str) -> None:
    figure.add_scatter(
        name=name,
        x=[],
        y=[],
        mode="markers",
        marker=dict(marker),
        yaxis=axis,
        hovertemplate=f"{label}: %{{y:.2%}}<extra></extra>",
        cliponaxis=False,
    )
