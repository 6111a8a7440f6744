"""Pictures of what an intervention does: perplexities, what is expected next, and how long it is felt."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

import plotly.graph_objects as go

from seqviz.figures.counting import title_of, visible
from seqviz.figures.markup import as_text
from seqviz.figures.theme import ColourName, base_layout, colour

ROW = 23
"""Pixels of one bar with its gap."""


@dataclass(frozen=True, kw_only=True)
class HeldBar:
    """One bar: its name, the meaning whose colour it has, the perplexity (``None``: not known), and in words."""

    name: str
    tone: ColourName
    perplexity: float | None
    said: str


def held_bars(bars: Sequence[HeldBar], *, chosen: str, uniform: float, labels: tuple[str, str]) -> go.Figure:
    """Return perplexities as bars from 1 on a logarithmic axis, with the line of uniform guessing.

    ``labels`` name the axis and the line. The ``chosen`` bar is in full colour, the others paler; their numbers stand
    at their ends.
    """
    axis, guessing = labels
    most = max([uniform, *(bar.perplexity for bar in bars if bar.perplexity is not None)])
    names = [as_text(bar.name) for bar in bars]
    figure = go.Figure(
        go.Bar(
            x=[bar.perplexity for bar in bars], y=names, orientation="h", hoverinfo="skip",
            marker={
                "color": [colour(bar.tone) for bar in bars],
                "opacity": [1.0 if bar.name == chosen else 0.55 for bar in bars],
            },
        ),
        layout=base_layout(height=64 + ROW * len(bars)),
    )  # fmt: skip
    figure.add_scatter(
        x=[bar.perplexity or 1.0 for bar in bars], y=names, mode="text", hoverinfo="skip", cliponaxis=False,
        text=[f" {bar.said}" for bar in bars], textposition="middle right",
        textfont={"size": 12, "color": colour("ink")},
    )  # fmt: skip
    figure.add_vline(x=uniform, line={"color": colour("soft"), "width": 1.4, "dash": "dash"})
    figure.add_annotation(
        x=log10(uniform), y=1, yref="paper", yanchor="bottom", text=as_text(guessing), showarrow=False,
        font={"color": colour("soft"), "size": 11},
    )  # fmt: skip
    figure.update_layout(margin={"l": 132, "r": 64, "t": 22, "b": 38}, bargap=0.28, hovermode=False)
    figure.update_xaxes(type="log", title=title_of(axis), range=[0, log10(most) * 1.04], dtick=1, tickformat=",.4~f")
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"color": colour("ink"), "size": 12})
    return figure


def next_bars(likely: Sequence[tuple[str, float, float]], *, names: tuple[str, str]) -> go.Figure:
    """Return the probabilities of next tokens as pairs of bars: without the intervention above, with it below."""
    tokens = [visible(token) for token, _, _ in likely]
    figure = go.Figure(layout=base_layout(height=44 + 34 * len(likely)))
    tones: tuple[ColourName, ...] = ("before", "accent")
    for which, (name, tone) in enumerate(zip(names, tones, strict=True)):
        shares = [pair[1 + which] for pair in likely]
        figure.add_bar(
            name=as_text(name), x=shares, y=tokens, orientation="h", hoverinfo="skip", marker={"color": colour(tone)},
            text=[f"{share:.2f}" for share in shares], textposition="outside", cliponaxis=False,
        )  # fmt: skip
    figure.update_layout(
        margin={"l": 40, "r": 48, "t": 24, "b": 4}, bargap=0.25, hovermode=False, barmode="group", showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 11}},
    )  # fmt: skip
    figure.update_xaxes(range=[0, 1], visible=False)
    figure.update_yaxes(
        autorange="reversed", showgrid=False, type="category", tickfont={"size": 13, "color": colour("ink")}
    )
    return figure


def divergence_bars(
    tokens: Sequence[str], divergence: Sequence[float], *, place: int | None, edited: str, y: str
) -> go.Figure:
    """Return the divergence after every token as bars over the text; ``place`` is where the memory was edited."""
    figure = go.Figure(
        go.Bar(
            x=list(range(len(tokens))), y=list(divergence), marker={"color": colour("accent")},
            hovertemplate="%{y:.3f}<extra></extra>",
        ),
        layout=base_layout(height=190),
    )  # fmt: skip
    top = max(0.1, 1.15 * max(divergence, default=0.0))
    if place is not None:
        figure.add_vline(x=place + 0.5, line={"color": colour("forget"), "width": 2})
        late = place > len(tokens) / 2
        figure.add_annotation(
            x=place + 0.5, y=top, text=as_text(edited), showarrow=False, xanchor="right" if late else "left",
            yanchor="top", xshift=-5 if late else 5, font={"color": colour("forget"), "size": 12},
        )  # fmt: skip
    figure.update_layout(margin={"l": 52, "r": 12, "t": 6, "b": 26}, bargap=0.2)
    figure.update_xaxes(
        tickvals=list(range(len(tokens))), ticktext=[visible(token) for token in tokens], tickangle=0,
        range=[-0.6, len(tokens) - 0.4], tickfont={"size": 12, "color": colour("ink"), "family": "monospace"},
    )  # fmt: skip
    figure.update_yaxes(range=[0, top], title=title_of(y))
    return figure
