"""Pictures of perplexity: against n, against smoothing, against one's own data, and token by token."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import plotly.graph_objects as go

from seqviz.figures.counting import DECADES, AxisNames, depth_of, title_of, visible
from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.counting import Adaptation, Numbers, PerplexityCurve


def perplexity_by_n(
    held_out: Sequence[PerplexityCurve], training: PerplexityCurve, *,
    current: int, here: int, names: Sequence[str], training_name: str, axes: AxisNames,
) -> go.Figure:  # fmt: skip
    """Return held-out perplexity against n for every rule, and the current rule's on what it has counted.

    ``current`` is the index of the rule that the page uses, ``here`` its n. An infinite perplexity stands as a
    triangle at the top edge.
    """
    finite = np.concatenate([curve.perplexities for curve in (*held_out, training)])
    top = float(finite[np.isfinite(finite)].max(initial=2.0)) * 1.6
    figure = go.Figure()
    for index, (curve, name) in enumerate(zip(held_out, names, strict=True)):
        chosen = index == current
        tone = colour("validation" if chosen else "before")
        _add_curve(
            figure, curve, name, tone, width=2.6 if chosen else 1.6, label=colour("validation" if chosen else "soft")
        )
        _add_infinite(figure, curve, top, tone)
    _add_curve(figure, training, training_name, colour("training"), width=2.2, dash="dash")
    chosen_y = held_out[current].perplexities[here - 1]
    figure.add_scatter(
        x=[here], y=[float(min(chosen_y, top))], mode="markers", name="", hoverinfo="skip",
        marker={"size": 13, "color": "rgba(0,0,0,0)", "line": {"color": colour("ink"), "width": 2}},
    )  # fmt: skip
    figure.update_layout(base_layout(height=340))
    figure.update_layout(margin={"l": 56, "r": 140, "t": 16, "b": 44})
    n = [int(value) for value in training.x]
    lowest = float(finite[np.isfinite(finite)].min(initial=top)) / 1.3
    figure.update_xaxes(title=title_of(axes.x), tickvals=n, range=[0.85, max(n) + 0.15])
    figure.update_yaxes(
        type="log", title=title_of(axes.y), range=[float(np.log10(lowest)), float(np.log10(top * 1.15))]
    )
    return figure


def perplexity_by_strength(
    curves: Sequence[PerplexityCurve], *, current: int, here: float, names: Sequence[str], axes: AxisNames,
) -> go.Figure:  # fmt: skip
    """Return held-out perplexity against the smoothing's strength, one curve for each n, its best point ringed."""
    figure = go.Figure()
    for index, (curve, name) in enumerate(zip(curves, names, strict=True)):
        chosen = index == current
        tone, depth = colour("accent"), depth_of(index + 1)
        _add_curve(figure, curve, name, tone, width=2.8 if chosen else 1.8, markers=False, depth=depth)
        figure.add_scatter(
            x=[float(curve.x[curve.best])], y=[float(curve.perplexities[curve.best])], mode="markers", name="",
            hoverinfo="skip", opacity=depth, cliponaxis=False,
            marker={"size": 9, "color": colour("panel"), "line": {"color": tone, "width": 2}},
        )  # fmt: skip
    figure.add_vline(x=here, line={"color": colour("soft"), "width": 1, "dash": "dot"})
    figure.update_layout(base_layout(height=340))
    figure.update_layout(margin={"l": 56, "r": 64, "t": 16, "b": 44})
    x = curves[0].x
    log = float(x[-1]) > 1.5
    ends = [float(x[0]), float(x[-1])]
    figure.update_xaxes(
        type="log" if log else "linear", title=title_of(axes.x),
        range=[float(np.log10(end)) for end in ends] if log else ends,
    )  # fmt: skip
    figure.update_yaxes(type="log", title=title_of(axes.y))
    return figure


def adaptation_chart(found: Adaptation, *, names: tuple[str, str, str], axes: AxisNames) -> go.Figure:
    """Return perplexity against tokens of one's own: counted alone, on top of the other text, the other text alone."""
    figure = go.Figure()
    tones: tuple[ColourName, ...] = ("validation", "success", "before")
    flat = np.full(len(found.sizes), found.pretrained)
    values: tuple[Numbers, ...] = (found.scratch, found.adapted, flat)
    for y, name, tone in zip(values, names, tones, strict=True):
        curve = PerplexityCurve(name=name, x=found.sizes, perplexities=y)
        label = colour("soft") if tone == "before" else None
        _add_curve(
            figure, curve, name, colour(tone), width=2.2, dash="dash" if tone == "before" else "solid", label=label
        )
    figure.update_layout(base_layout(height=300))
    figure.update_layout(margin={"l": 56, "r": 120, "t": 8, "b": 44})
    figure.update_xaxes(type="log", title=title_of(axes.x), **DECADES)
    figure.update_yaxes(type="log", title=title_of(axes.y))
    return figure


def surprisal_bars(
    surprisals: Sequence[float], tokens: Sequence[str], *, mean: float, mean_name: str, y: str
) -> go.Figure:
    """Return -log p of every token as bars with their mean; an infinite one reaches the top and is hatched."""
    finite = [value for value in surprisals if np.isfinite(value)]
    top = 1.25 * max([1.0, *finite])
    endless = [not np.isfinite(value) for value in surprisals]
    names = [
        f"{visible(token)}<br><span style='font-size: 10.5px'>{'∞' if no_end else f'{value:.2f}'}</span>"
        for token, value, no_end in zip(tokens, surprisals, endless, strict=True)
    ]
    figure = go.Figure(
        go.Bar(
            x=list(range(len(tokens))), y=[min(value, top) for value in surprisals],
            hoverinfo="skip",
            marker={
                "color": [colour("warning") if no_end else colour("accent") for no_end in endless],
                "pattern": {"shape": ["/" if no_end else "" for no_end in endless], "solidity": 0.35},
            },
        )
    )  # fmt: skip
    if np.isfinite(mean):
        figure.add_scatter(
            x=[-0.5, len(tokens) - 0.5], y=[mean, mean], mode="lines", name=mean_name, hoverinfo="skip",
            line={"color": colour("ink"), "width": 1.5, "dash": "dash"}, meta={"end_label": mean_name},
        )  # fmt: skip
    figure.update_layout(base_layout(height=240))
    figure.update_layout(bargap=0.25, margin={"l": 48, "r": 96, "t": 10, "b": 44})
    figure.update_xaxes(
        tickvals=list(range(len(tokens))), ticktext=names,
        tickangle=0, tickfont={"color": colour("ink"), "size": 12}, range=[-0.6, len(tokens) - 0.4],
    )  # fmt: skip
    figure.update_yaxes(range=[0, top], title=title_of(y))
    return figure


def room_for(tokens: Sequence[str]) -> int:
    """Return the pixels in which no token's name touches its neighbour's below ``surprisal_bars``, margins included."""
    # Letters take about 6.3 pixels and ideographs 12.5; the number below a short token takes about 28.
    widths = [max(28.0, sum(12.5 if ord(letter) > 0x2E7F else 6.3 for letter in token)) for token in tokens]
    apart = max((left + right) / 2 for left, right in pairwise([*widths, widths[-1]]))
    return 144 + round(len(tokens) * (apart + 6))


def certainty_curve(p: float, vocabulary_size: int, *, here: str, uniform: str, axes: AxisNames) -> go.Figure:
    """Return perplexity 1/p of a model that gives every right token the probability p, with the place of ``p``."""
    x = np.geomspace(0.2 / vocabulary_size, 1, 200)
    figure = go.Figure(
        go.Scatter(
            x=x.tolist(),
            y=(1 / x).tolist(),
            mode="lines",
            hoverinfo="skip",
            line={"color": colour("accent"), "width": 2.2},
        )
    )
    marks: list[tuple[float, float, str, ColourName]] = [
        (1 / vocabulary_size, float(vocabulary_size), uniform, "before")
    ]
    if p >= x[0]:
        marks.append((p, 1 / p, here, "validation"))
    for at, value, name, tone in marks:
        figure.add_scatter(
            x=[at], y=[value], mode="markers+text", text=[name], textposition="top right", hoverinfo="skip",
            textfont={"color": colour("ink"), "size": 12}, cliponaxis=False,
            marker={"size": 11, "color": colour(tone), "line": {"color": colour("panel"), "width": 2}},
        )  # fmt: skip
    figure.update_layout(base_layout(height=260))
    figure.update_layout(margin={"l": 56, "r": 72, "t": 14, "b": 44})
    figure.update_xaxes(type="log", title=title_of(axes.x), **DECADES)
    figure.update_yaxes(type="log", title=title_of(axes.y), **DECADES)
    return figure


def _add_curve(
    figure: go.Figure, curve: PerplexityCurve, name: str, tone: str, *,
    width: float, dash: str = "solid", label: str | None = None, markers: bool = True, depth: float = 1.0,
) -> None:  # fmt: skip
    figure.add_scatter(
        x=curve.x.tolist(), y=[float(v) if np.isfinite(v) else None for v in curve.perplexities], name=name,
        mode="lines+markers" if markers else "lines", marker={"size": 6}, opacity=depth,
        line={"color": tone, "width": width, "dash": dash}, hovertemplate="%{y:,.4~r}",
        meta={"end_label": name} | ({"label_colour": label} if label else {}),
    )  # fmt: skip


def _add_infinite(figure: go.Figure, curve: PerplexityCurve, top: float, tone: str) -> None:
    endless = curve.x[~np.isfinite(curve.perplexities)]
    if len(endless):
        figure.add_scatter(
            x=endless.tolist(), y=[top] * len(endless), mode="markers+text", name=curve.name,
            text=["∞"] * len(endless), textposition="middle right", textfont={"size": 14, "color": tone},
            marker={"symbol": "triangle-up", "size": 10, "color": tone}, hovertemplate="∞", cliponaxis=False,
        )  # fmt: skip
