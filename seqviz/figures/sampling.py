"""Pictures of sampling: ribbons from the model to the die, counted against expected, curves over the temperature."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10, sqrt
from typing import Any

import plotly.graph_objects as go

from seqviz.figures.markup import as_text
from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.sampling import Throw, TokenShare

STAGES = ("model", "tempered", "die")
"""The ribbons from top to bottom."""
HALF = 0.27
"""Half the height of a ribbon; their middles are 1 apart."""
NARROW = 0.045
"""Share of the width below which a stretch has no room for words."""


def die_figure(
    throw: Throw, *, names: Mapping[str, str], number: Callable[[float], str], thrown: bool, top_p: float | None
) -> go.Figure:
    """Draw one step as three ribbons of length 1: the model's probabilities, the tempered ones, and the die.

    The stretches stand likeliest first, so that the right end of a stretch is what the tokens up to there have
    together. What is cut off is hatched on the ribbon in the middle and gone from the die, whose stretches are the
    same ones stretched to 1.

    Parameters
    ----------
    names
        What stands above each of ``STAGES``, ``"u"`` what the die's number is called, ``"top_p"`` what stands at the
        line of the nucleus.
    number
        Writes a probability.
    thrown
        Whether the die has fallen: then its mark is drawn.
    top_p
        Mass of the nucleus; its line is drawn unless there is none.
    """
    figure = go.Figure(layout=base_layout(height=304))
    rows = [as_text(names[stage]) for stage in STAGES]
    starts = _starts(throw.shares)
    for place, share in enumerate(throw.shares):
        chosen = thrown and place == throw.place
        _add_stretches(figure, share, rows, [part[place] for part in starts], number, chosen=chosen)
    figure.update_layout(
        barmode="overlay", uniformtext={"mode": "hide", "minsize": 10}, bargap=1 - 2 * HALF, hovermode="closest",
        margin={"l": 4, "r": 4, "t": 22, "b": 40},
        shapes=_bands(throw, starts, thrown=thrown) + _lines(throw, thrown=thrown, top_p=top_p),
        annotations=_captions(throw, rows, names, thrown=thrown, top_p=top_p),
    )  # fmt: skip
    figure.update_xaxes(range=[-0.002, 1.002], tickvals=[0, 1], showline=False, fixedrange=True)
    figure.update_yaxes(
        categoryorder="array", categoryarray=rows[::-1], range=[-0.58, 2.46], visible=False, fixedrange=True
    )
    return figure


@dataclass(frozen=True, kw_only=True)
class SpreadBar:
    """One sequence: how often it was ``counted``, its exact ``share``, the model's ``p``, and what is known of it.

    ``share`` is ``None`` where it is not known, as for all others together in a tree that is too large.
    """

    name: str
    counted: int
    share: float | None
    p: float | None
    remark: str = ""


def spread_figure(
    bars: Sequence[SpreadBar], *, count: int, names: Mapping[str, str], number: Callable[[float], str]
) -> go.Figure:
    """Draw how often sequences were counted among ``count`` draws, beside what is expected.

    A bar is the count, the upright tick what is expected with twice the standard deviation to both sides, the ring the
    model's own probability. ``names`` are those of ``"counted"``, ``"expected"``, ``"model"`` and of the ``"axis"``.
    """
    figure = go.Figure(layout=base_layout(height=66 + 30 * len(bars)))
    labels = _apart([as_text(bar.name) for bar in bars])
    shares = [0.0 if bar.share is None else bar.share for bar in bars]
    spread = [2 * sqrt(count * share * (1 - share)) for share in shares]
    figure.add_bar(
        name=names["counted"], x=[bar.counted for bar in bars], y=labels, orientation="h", hoverinfo="skip",
        marker={"color": colour("accent"), "opacity": 0.55},
    )  # fmt: skip
    known = [place for place, bar in enumerate(bars) if bar.share is not None]
    figure.add_scatter(
        name=names["expected"], x=[count * shares[place] for place in known], y=[labels[place] for place in known],
        mode="markers", hovertemplate="%{x:.1f}", cliponaxis=False,
        marker={"symbol": "line-ns", "size": 17, "line": {"width": 3, "color": colour("ink")}},
        error_x={"type": "data", "array": [spread[place] for place in known], "color": colour("soft"), "width": 4,
                 "thickness": 1.2},
    )  # fmt: skip
    own = [place for place, bar in enumerate(bars) if bar.p is not None]
    figure.add_scatter(
        name=names["model"], x=[count * (bars[place].p or 0.0) for place in own], y=[labels[place] for place in own],
        mode="markers", hovertemplate="%{x:.1f}", cliponaxis=False,
        marker={"symbol": "circle-open", "size": 9, "color": colour("forget"), "line": {"width": 2}},
    )  # fmt: skip
    told = [_told(bar, count, number) for bar in bars]
    ends = [
        max(bar.counted, count * shares[place] + spread[place], count * (bar.p or 0.0))
        for place, bar in enumerate(bars)
    ]
    figure.add_scatter(
        x=ends, y=labels, mode="text", textposition="middle right", hoverinfo="skip", cliponaxis=False,
        text=told, textfont={"size": 12, "color": colour("ink")},
    )  # fmt: skip
    right = 16 + 7 * max(len(text) - (7 if "<b>" in text else 0) for text in told)
    figure.update_layout(margin={"l": 8, "r": right, "t": 4, "b": 40}, bargap=0.34, hovermode="closest")
    figure.update_xaxes(title=_title(names["axis"]), range=[0, max(1.0, *ends) * 1.02], nticks=6)
    figure.update_yaxes(
        autorange="reversed", showgrid=False, automargin=True, tickfont={"color": colour("ink"), "size": 12}
    )
    return figure


@dataclass(frozen=True, kw_only=True)
class HeatCurve:
    """A number over the temperature, with the name at its end and the meaning whose colour it has."""

    name: str
    values: Sequence[float]
    tone: ColourName
    width: float = 2.2


def heat_figure(
    temperatures: Sequence[float], curves: Sequence[HeatCurve], *, here: float, axis: str, mark: str, top: float | None,
    right: int = 130,
) -> go.Figure:  # fmt: skip
    """Draw curves over the temperature on a logarithmic axis; ``here`` is where the learner stands.

    ``top`` is the end of the upright axis, ``right`` the room for names at the curves' ends, in pixels.
    """
    figure = go.Figure(layout=base_layout(height=280))
    for curve in curves:
        figure.add_scatter(
            x=list(temperatures), y=list(curve.values), mode="lines", name=as_text(curve.name),
            line={"color": colour(curve.tone), "width": curve.width}, hovertemplate="%{y:.3f}",
            hoverlabel={"namelength": -1}, meta={"end_label": as_text(curve.name)},
        )  # fmt: skip
    line = {"color": colour("soft"), "width": 1.2, "dash": "dot"}
    figure.update_layout(
        margin={"l": 40, "r": right, "t": 22, "b": 42},
        shapes=[{"type": "line", "x0": here, "x1": here, "y0": 0, "y1": 1, "yref": "paper", "line": line}],
        annotations=[
            {
                "x": log10(here), "y": 1, "yref": "paper", "yanchor": "bottom", "text": as_text(mark),
                "showarrow": False, "font": {"size": 11, "color": colour("soft")},
            }
        ],
    )  # fmt: skip
    ends = [log10(temperatures[0]), log10(temperatures[-1])]
    figure.update_xaxes(type="log", title=_title(axis), range=ends, tickvals=[0.05, 0.1, 0.2, 0.5, 1, 2, 5])
    figure.update_yaxes(rangemode="tozero", **({} if top is None else {"range": [0, top]}))
    return figure


def _starts(shares: Sequence[TokenShare]) -> tuple[list[float], ...]:
    """Return where the stretches begin, for each of ``STAGES``."""
    found: tuple[list[float], ...] = ([], [], [])
    ends = [0.0, 0.0, 0.0]
    for share in shares:
        for stage, width in enumerate((share.p, share.tempered, share.share)):
            found[stage].append(ends[stage])
            ends[stage] += width
    return found


def _add_stretches(
    figure: go.Figure, share: TokenShare, rows: list[str], starts: list[float], number: Callable[[float], str], *,
    chosen: bool,
) -> None:  # fmt: skip
    """Add the three stretches of one token."""
    widths = [share.p, share.tempered, share.share]
    cut = share.cut in ("top_k", "top_p")
    token = as_text(share.token)
    final: ColourName = "success" if chosen else "accent"
    text = [f"{token}<br>{number(width)}" if width >= max(NARROW, 0.011 * len(share.token)) else "" for width in widths]
    figure.add_bar(
        name=token, x=widths, y=rows, base=starts, orientation="h", text=text, textposition="inside",
        insidetextanchor="middle", constraintext="inside", textangle=0, customdata=[number(width) for width in widths],
        hovertemplate=f"{token}: %{{customdata}}<extra></extra>",
        textfont={"size": 12.5, "color": [colour("ink"), colour("soft" if cut else "ink"),
                                         colour("panel" if chosen else "ink")]},
        marker={
            "color": [colour(tone) for tone in ("accent", "before" if cut else "accent", final)],
            "opacity": [0.22, 1.0 if cut else 0.22, 1.0 if chosen else 0.22],
            "line": {"width": 1.5, "color": [colour(tone) for tone in ("accent", "soft" if cut else "accent", final)]},
            "pattern": {"shape": ["", "/" if cut else "", ""], "size": 7, "solidity": 0.18},
        },
    )  # fmt: skip


def _bands(throw: Throw, starts: tuple[list[float], ...], *, thrown: bool) -> list[dict[str, Any]]:
    """Return the pale bands that lead a stretch from one ribbon to the next."""
    bands = []
    for place, share in enumerate(throw.shares):
        widths = (share.p, share.tempered, share.share)
        for stage in (0, 1):
            above, below = starts[stage][place], starts[stage + 1][place]
            if not widths[stage] or not widths[stage + 1]:
                continue
            high, low = 2 - stage - HALF, 1 - stage + HALF
            corners = [(above, high), (above + widths[stage], high), (below + widths[stage + 1], low), (below, low)]
            path = "M" + "L".join(f"{x:.5f},{y:.3f}" for x, y in corners) + "Z"
            chosen = thrown and place == throw.place
            bands.append(
                {
                    "type": "path", "path": path, "layer": "below", "line": {"width": 0.6, "color": colour("line")},
                    "fillcolor": colour("success" if chosen else "accent"), "opacity": 0.2 if chosen else 0.07,
                }
            )  # fmt: skip
    return bands


def _lines(throw: Throw, *, thrown: bool, top_p: float | None) -> list[dict[str, Any]]:
    """Return the line of the nucleus, and the mark where the die has fallen."""
    lines = []
    if top_p is not None:
        lines += _pointer(throw.nucleus, 1, colour("warning"), "dash")
    if thrown:
        lines += _pointer(throw.u, 0, colour("ink"), "solid")
    return lines


def _pointer(x: float, middle: float, tone: str, dash: str) -> list[dict[str, Any]]:
    """Return an upright line over a ribbon, thin where it crosses words."""
    ends = (middle - HALF - 0.12, middle - HALF, middle + HALF, middle + HALF + 0.12)
    return [
        {
            "type": "line", "x0": x, "x1": x, "y0": low, "y1": high, "opacity": opacity,
            "line": {"width": width, "color": tone, "dash": dash},
        }
        for (low, high), width, opacity in zip(pairwise(ends), (3, 1, 3), (1.0, 0.6, 1.0), strict=True)
    ]  # fmt: skip


def _captions(
    throw: Throw, rows: list[str], names: Mapping[str, str], *, thrown: bool, top_p: float | None
) -> list[dict[str, Any]]:
    found = [
        _caption(row, 0.0, 2 - stage + HALF, "soft", "left", "bottom") for stage, row in enumerate(rows)
    ]  # fmt: skip
    if top_p is not None:
        found.append(
            _caption(as_text(names["top_p"]), throw.nucleus, 1 + HALF + 0.11, "warning", _side(throw.nucleus), "bottom")
        )
    if thrown:
        found.append(_caption(as_text(names["u"]), throw.u, -HALF - 0.12, "ink", _side(throw.u), "top", weight=700))
    return found


def _caption(
    text: str, x: float, y: float, tone: ColourName, side: str, over: str, *, weight: int = 400
) -> dict[str, Any]:
    return {
        "text": text, "x": x, "y": y, "xref": "x", "yref": "y", "showarrow": False, "xanchor": side, "yanchor": over,
        "font": {"size": 12.5, "color": colour(tone), "weight": weight}, "borderpad": 1,
    }  # fmt: skip


def _side(x: float) -> str:
    """Return the side on which a caption at ``x`` is anchored, so that it stays inside."""
    return "left" if x < 0.12 else "right" if x > 0.88 else "center"


def _told(bar: SpreadBar, count: int, number: Callable[[float], str]) -> str:
    expected = "" if bar.share is None else f" / {number(count * bar.share)}"
    remark = f"  <b>{as_text(bar.remark)}</b>" if bar.remark else ""
    return f" {bar.counted}{expected}{remark}"


def _apart(names: list[str]) -> list[str]:
    """Tell equal names apart: a row of a bar chart is its name."""
    return [name + "\u200b" * names[:place].count(name) for place, name in enumerate(names)]


def _title(text: str) -> dict[str, Any]:
    return {"text": text, "font": {"color": colour("soft"), "size": 12}}
