"""Charts of a training run: templates without numbers, which a live page fills by trace name.

The names of traces are ``<contestant>/<curve>``, the baselines ``uniform`` and ``unigram``; ``figures.curve_series``
brings the numbers. A single model is a contest of one under the empty name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from seqviz.config.contest import Budget
from seqviz.figures.theme import LANE_DASHES, LANES, ColourName, base_layout, colour

FAINT = 0.35
MOST_DOTS = 60
"""Readings of held-out text that get a dot: more would be a caterpillar."""
PARAMETER_COLOURS: tuple[ColourName, ...] = ("training", "forget", "input", "candidate", "cell", "output")


@dataclass(frozen=True, kw_only=True)
class TrainingLabels:
    """The words in the training charts, in the learner's language; ``step``, ``seconds`` and ``tokens`` are x axes."""

    step: str
    training: str
    validation: str
    uniform: str
    unigram: str
    before: str
    after: str
    theta: str
    seconds: str = ""
    tokens: str = ""
    published: str = ""


def perplexity_figure(
    labels: TrainingLabels, contestants: Sequence[str] = ("",), *, x: Budget = "steps", published: bool = False
) -> go.Figure:
    """Return the perplexity chart with its two baselines.

    One model: its training curve, least to most of each stretch faint, and held-out text. Several: held-out text of
    each strong and in its own hue and dash, training faint. ``published`` adds the band of what a book prints.
    """
    figure = _log_chart(labels, contestants, x)
    if published:
        _published(figure, labels.published)
    for baseline, text in (("uniform", labels.uniform), ("unigram", labels.unigram)):
        figure.add_scatter(
            name=baseline,
            mode="lines",
            hoverinfo="skip",
            line=_line("before", 1.2, "dash"),
            meta={"end_label": text, "label_colour": colour("soft"), "baseline": True},
        )
    if len(contestants) > 1:
        for lane, contestant in enumerate(contestants):
            _faint(figure, f"{contestant}/training", lane)
            _strong(figure, f"{contestant}/validation", lane, contestant, dots=True)
        return figure
    (contestant,) = contestants
    _band(figure, contestant, "training")
    _curve(figure, f"{contestant}/training", "training", labels.training)
    _curve(figure, f"{contestant}/validation", "validation", labels.validation, marker=_dots("validation"))
    return figure


def gradient_norm_figure(
    labels: TrainingLabels, contestants: Sequence[str] = ("",), *, x: Budget = "steps"
) -> go.Figure:
    """Return the gradient norm before and after clipping, with theta drawn; of several models in the hue of each."""
    figure = _log_chart(labels, contestants, x)
    if len(contestants) > 1:
        for lane, contestant in enumerate(contestants):
            _faint(figure, f"{contestant}/before", lane)
            _strong(figure, f"{contestant}/after", lane, contestant, dots=False)
            _theta(figure, contestant, LANES[lane], None)
        return figure
    (contestant,) = contestants
    _band(figure, contestant, "before")
    _curve(figure, f"{contestant}/before", "before", labels.before, label_colour="soft", width=1.4)
    _curve(figure, f"{contestant}/after", "after", labels.after, width=1.4)
    _theta(figure, contestant, "ink", f"{labels.theta} = {{y}}")
    return figure


def parameter_norms_figure(
    parameters: Sequence[str], contestant: str = "", *, labels: TrainingLabels | None = None, x: Budget = "steps"
) -> go.Figure:
    """Return one curve per parameter tensor; each layer repeats the colours, deeper layers are dotted."""
    figure = _log_chart(labels, (contestant,), x, height=178)
    dashes = ("solid", "dot", "dashdot", "longdash")
    for index, name in enumerate(parameters):
        kind, _, layer = name.partition(" ")
        hue = PARAMETER_COLOURS[_KINDS.index(kind) % len(PARAMETER_COLOURS)]
        figure.add_scatter(
            name=f"{contestant}/{name}",
            mode="lines",
            line=_line(hue, 1.3, dashes[(int(layer or 1) - 1) % len(dashes)]),
            meta={"end_label": pretty_parameter(name)} if len(parameters) <= MOST_NAMED or index % 4 == 1 else None,
            hovertemplate=f"{pretty_parameter(name)} %{{y:.3g}}<extra></extra>",
        )
    return figure


MOST_NAMED = 7
_KINDS = ("W_x", "W_h", "b_x", "b_h", "W_o", "b_o", "embedding")
_SUBSCRIPTS: Mapping[str, str] = {"W_x": "Wₓ", "W_h": "Wₕ", "b_x": "bₓ", "b_h": "bₕ", "W_o": "Wₒ", "b_o": "bₒ"}


def pretty_parameter(name: str) -> str:
    """Return ``W_h 2`` as the learner reads it, with a real subscript."""
    kind, _, layer = name.partition(" ")
    return f"{_SUBSCRIPTS.get(kind, kind)} {layer}".strip()


def _curve(
    figure: go.Figure,
    name: str,
    hue: ColourName,
    text: str,
    *,
    label_colour: ColourName | None = None,
    width: float = 2,
    marker: dict[str, Any] | None = None,
) -> None:
    """Draw a curve of a single model."""
    figure.add_scatter(
        name=name,
        mode="lines+markers" if marker else "lines",
        line=_line(hue, width),
        marker=marker,
        meta={"end_label": text, "label_colour": colour(label_colour or hue)},
        hovertemplate=f"{text} %{{y:.3g}}<extra></extra>",
    )


def _band(figure: go.Figure, contestant: str, hue: ColourName) -> None:
    """Draw least to most of each stretch; of stretches of a single step that is the line through all steps."""
    for name, width, fill in (("least", 0.0, None), ("most", 1.0, "tonexty")):
        figure.add_scatter(
            name=f"{contestant}/{name}",
            mode="lines",
            hoverinfo="skip",
            opacity=FAINT,
            line=_line(hue, width),
            fill=fill,
            fillcolor=colour(hue),
        )


def _published(figure: go.Figure, text: str) -> None:
    """Draw from the least to the most that is published."""
    edge = {"mode": "lines", "hoverinfo": "skip", "line": _line("before", 0)}
    figure.add_scatter(name="published/least", meta={"baseline": True}, **edge)
    figure.add_scatter(
        name="published/most",
        fill="tonexty",
        fillcolor=colour("before"),
        opacity=FAINT,
        meta={"end_label": text, "label_colour": colour("soft"), "baseline": True},
        **edge,
    )


def _strong(figure: go.Figure, name: str, lane: int, contestant: str, *, dots: bool) -> None:
    """Draw the curve of a contestant by which it is named."""
    text = escape(contestant, quote=False)
    figure.add_scatter(
        name=name,
        mode="lines+markers" if dots else "lines",
        line=_line(LANES[lane], 2 if dots else 1.4, LANE_DASHES[lane]),
        marker=_dots(LANES[lane]) if dots else None,
        meta={"end_label": text},
        hovertemplate=f"{text} %{{y:.3g}}<extra></extra>",
    )


def _faint(figure: go.Figure, name: str, lane: int) -> None:
    figure.add_scatter(name=name, mode="lines", hoverinfo="skip", opacity=FAINT, line=_line(LANES[lane], 1.2))


def _theta(figure: go.Figure, contestant: str, hue: ColourName, text: str | None) -> None:
    """Draw the clipping threshold, which changes as steps."""
    figure.add_scatter(
        name=f"{contestant}/theta",
        mode="lines",
        hoverinfo="skip",
        line=_line(hue, 1.4 if text else 1, "dash" if text else "dot"),
        meta={"baseline": True, **({"end_label": text} if text else {})},
    )


def _dots(hue: ColourName) -> dict[str, Any]:
    return {"size": 5, "color": colour(hue), "maxdisplayed": MOST_DOTS}


def _line(name: ColourName, width: float, dash: str = "solid") -> dict[str, object]:
    return {"color": colour(name), "width": width, "dash": dash}


def _log_chart(labels: TrainingLabels | None, contestants: Sequence[str], x: Budget, *, height: int = 178) -> go.Figure:
    """Return an empty chart whose x axis begins at 0, with room for the names of the contestants."""
    figure = go.Figure(layout=base_layout(height=height))
    figure.update_yaxes(type="log")
    figure.update_xaxes(autorangeoptions={"include": [0, 10] if x == "steps" else [0]})
    longest = max(map(len, contestants))
    figure.update_layout(margin={"r": min(150, max(76, 16 + 8 * longest))})
    words = {"steps": labels.step, "seconds": labels.seconds, "tokens": labels.tokens} if labels else {}
    figure.update_layout(meta={"x": words.get(x) or x})
    if words and x != "steps":
        figure.update_xaxes(title={"text": words[x], "font": {"size": 11, "color": colour("soft")}, "standoff": 4})
        figure.update_layout(margin={"b": 42})
    return figure
