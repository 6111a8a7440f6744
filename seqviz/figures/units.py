"""Pictures of single units: which tell a feature, where one is high, how long they remember."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from seqviz.figures.counting import title_of, visible
from seqviz.figures.markup import as_text
from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.half_life import HalfLifeAnswer, KickAnswer
from seqviz.records.units import UnitRanking

ROW = 24
"""Pixels of one unit's row."""
TOKEN = 13
"""Pixels of one token's column."""
CHANCE = 0.5
TICKS = (0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 100, 200, 500, 1000)
"""Of an axis of half-lives, which spans less than a decade."""


def ranking_figure(found: UnitRanking, *, shown: int, names: Sequence[str], twin: str, axis: str) -> go.Figure:
    """Return a row for each unit: a bar from the untrained twin's best to what the unit reaches.

    A filled dot is the half of the text that scores, a ring the half that chose. ``names`` go with the units, ``shown``
    is the one in full colour; ``twin`` names the line.
    """
    scores, line = [score.auc for score in found.units], found.twin.auc
    tones: list[ColourName] = ["success" if score > line else "warning" for score in scores]
    depths = [1.0 if score.unit == shown else 0.45 for score in found.units]
    figure = go.Figure(layout=base_layout(height=64 + ROW * len(names)))
    figure.add_bar(
        name="gain", x=[score - line for score in scores], y=list(names), base=line, orientation="h", hoverinfo="skip",
        width=0.5, marker={"color": [colour(tone) for tone in tones], "opacity": depths},
    )  # fmt: skip
    figure.add_scatter(
        name="chosen", x=[score.chosen for score in found.units], y=list(names), mode="markers", hoverinfo="skip",
        marker={"size": 8, "color": colour("panel"), "line": {"color": colour("soft"), "width": 1.2}},
    )  # fmt: skip
    figure.add_scatter(
        name="auc", x=scores, y=list(names), mode="markers", hoverinfo="skip",
        marker={"size": 9, "color": [colour(tone) for tone in tones], "opacity": depths},
    )  # fmt: skip
    figure.add_scatter(
        name="number", x=[max(line, score.auc, score.chosen) + 0.012 for score in found.units], y=list(names),
        mode="text", text=[f"{score:.2f}" for score in scores], textposition="middle right", hoverinfo="skip",
        cliponaxis=False, textfont={"color": colour("ink"), "size": 12},
    )  # fmt: skip
    figure.add_vline(x=line, line={"color": colour("ink"), "width": 1.4, "dash": "dash"})
    figure.add_annotation(
        x=line, y=1, yref="paper", yanchor="bottom", text=as_text(twin), showarrow=False,
        font={"color": colour("ink"), "size": 11},
    )  # fmt: skip
    least = min([CHANCE, line, *scores, *(score.chosen for score in found.units)])
    figure.update_layout(margin={"l": 92, "r": 36, "t": 24, "b": 40}, hovermode=False)
    figure.update_xaxes(range=[least - 0.01, 1.02], title=title_of(axis), tickformat=".1f", dtick=0.1)
    figure.update_yaxes(
        autorange="reversed", type="category", showgrid=False, tickfont={"color": colour("ink"), "size": 12}
    )
    return figure


def unit_along_figure(tokens: Sequence[str], values: Sequence[float], inside: Sequence[bool], *, y: str) -> go.Figure:
    """Return a unit's value on each token as bars, in full colour where the feature is."""
    tones: list[ColourName] = ["accent" if here else "before" for here in inside]
    names = [visible(token) for token in tokens]
    places = list(range(len(tokens)))
    figure = go.Figure(
        go.Bar(
            x=places, y=list(values), marker={"color": [colour(tone) for tone in tones]}, hoverinfo="skip",
            name="value",
        ),
        layout=base_layout(height=170),
    )  # fmt: skip
    figure.update_layout(margin={"l": 48, "r": 12, "t": 8, "b": 26}, bargap=0.15, hovermode=False)
    figure.update_xaxes(
        tickvals=places, ticktext=names, tickangle=0, tickfont={"color": colour("ink"), "size": 12},
        range=[-0.7, len(tokens) - 0.3],
    )  # fmt: skip
    figure.update_yaxes(title=title_of(y), zeroline=True, zerolinecolor=colour("soft"))
    return figure


def room_for(tokens: Sequence[str]) -> int:
    """Return the pixels in which no token touches its neighbour below ``unit_along_figure``, margins included."""
    widest = max(sum(12.5 if ord(letter) > 0x2E7F else 8 for letter in token) for token in tokens)
    return 60 + round(len(tokens) * max(TOKEN, widest + 5))


def half_lives_figure(found: HalfLifeAnswer, *, unit: int, name: str, axes: tuple[str, str]) -> go.Figure:
    """Return the promised half-life of every unit, the longest first, on a logarithmic axis; ``unit`` is named."""
    lives = [float(found.half_lives[one]) for one in found.order]
    finite = [life for life in lives if 0 < life < math.inf]
    top = 2 * max(finite, default=1.0)
    heights = [min(life, top) for life in lives]
    figure = go.Figure(layout=base_layout(height=230))
    figure.add_scatter(
        name="units", x=list(range(1, len(lives) + 1)), y=heights, mode="markers",
        customdata=[[one] for one in found.order], hovertemplate="%{customdata[0]}: %{y:.2f}<extra></extra>",
        marker={"size": 6, "color": colour("forget" if found.gate == "forget" else "update"), "opacity": 0.7},
    )  # fmt: skip
    rank = found.order.index(unit)
    figure.add_scatter(
        name="unit", x=[rank + 1], y=[heights[rank]], mode="markers+text", text=[as_text(name)],
        textposition="top right", hoverinfo="skip", cliponaxis=False, textfont={"color": colour("ink"), "size": 12},
        marker={"size": 13, "color": "rgba(0,0,0,0)", "line": {"color": colour("ink"), "width": 2}},
    )  # fmt: skip
    figure.update_layout(margin={"l": 52, "r": 24, "t": 20, "b": 40}, hovermode="closest")
    figure.update_xaxes(title=title_of(axes[0]), range=[0, len(lives) + 1])
    figure.update_yaxes(title=title_of(axes[1]), type="log", tickvals=TICKS, ticktext=[f"{tick:g}" for tick in TICKS])
    return figure


def kick_figure(found: KickAnswer, *, names: tuple[str, str], axes: tuple[str, str]) -> go.Figure:
    """Return what is left of a kick, token by token: as measured, over what the gate promises.

    ``names`` are those of the measured and the promised curve. Where half is gone a dot stands on each.
    """
    figure = go.Figure(layout=base_layout(height=230))
    last = _seen(found)
    curves: tuple[tuple[str, Sequence[float], float | None, ColourName, str], ...] = (
        (names[1], found.promised, found.promised_half, "forget" if found.gate == "forget" else "update", "dash"),
        (names[0], found.measured, found.measured_half, "cell" if found.state == "cell" else "hidden", "solid"),
    )
    figure.add_hline(y=0.5, line={"color": colour("line"), "width": 1.2})
    for name, left, half, tone, dash in curves:
        figure.add_scatter(
            name=as_text(name), x=list(range(last + 1)), y=[float(share) for share in left[: last + 1]], mode="lines",
            line={"color": colour(tone), "width": 2.2, "dash": dash}, hovertemplate="%{y:.3f}",
        )  # fmt: skip
        if half is not None and half <= last:
            figure.add_scatter(
                x=[half], y=[0.5], mode="markers+text", text=[f"{as_text(name)} {half:.2g}"], name="",
                textposition="top right" if dash == "solid" else "bottom left", hoverinfo="skip", cliponaxis=False,
                textfont={"color": colour(tone), "size": 12}, marker={"size": 8, "color": colour(tone)},
            )  # fmt: skip
    figure.update_layout(margin={"l": 52, "r": 24, "t": 12, "b": 40})
    figure.update_xaxes(title=title_of(axes[0]), range=[0, last])
    figure.update_yaxes(title=title_of(axes[1]), range=[0, max(1.05, *found.measured) * 1.02], tickformat=".0%")
    return figure


def _seen(found: KickAnswer) -> int:
    """Return how many tokens are worth showing: until both curves are nearly gone."""
    alive = [step for step, pair in enumerate(zip(found.measured, found.promised, strict=True)) if max(pair) > 0.02]
    return max(4, alive[-1])
