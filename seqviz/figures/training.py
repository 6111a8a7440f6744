"""Charts of a training run: templates without numbers, which a live page fills by trace name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from seqviz.figures.theme import ColourName, base_layout, colour

FAINT = 0.35
PARAMETER_COLOURS: tuple[ColourName, ...] = ("training", "forget", "input", "candidate", "cell", "output")


@dataclass(frozen=True, kw_only=True)
class TrainingLabels:
    """The words in the training charts, in the learner's language."""

    step: str
    training: str
    validation: str
    uniform: str
    unigram: str
    before: str
    after: str
    theta: str


def perplexity_figure(labels: TrainingLabels) -> go.Figure:
    """Return the perplexity chart: training (each step faint, the average strong), validation, two baselines."""
    figure = _log_chart()
    figure.add_scatter(name="raw", mode="lines", hoverinfo="skip", opacity=FAINT, line=_line("training", 1))
    for baseline, text in (("uniform", labels.uniform), ("unigram", labels.unigram)):
        figure.add_scatter(
            name=baseline, mode="lines", hoverinfo="skip", line=_line("before", 1.2, "dash"),
            meta={"end_label": text, "label_colour": colour("soft"), "baseline": True},
        )  # fmt: skip
    curves: tuple[tuple[ColourName, str], ...] = (("training", labels.training), ("validation", labels.validation))
    for name, text in curves:
        figure.add_scatter(
            name=name, mode="lines", line=_line(name, 2), meta={"end_label": text},
            hovertemplate=f"{text} %{{y:.3g}}<extra></extra>",
        )  # fmt: skip
    return figure


def gradient_norm_figure(labels: TrainingLabels) -> go.Figure:
    """Return the gradient norm before and after clipping, with theta drawn."""
    figure = _log_chart()
    curves: tuple[tuple[ColourName, str], ...] = (("before", labels.before), ("after", labels.after))
    for name, text in curves:
        figure.add_scatter(
            name=name, mode="lines", line=_line(name, 1.4),
            meta={"end_label": text, "label_colour": colour("soft" if name == "before" else "after")},
            hovertemplate=f"{text} %{{y:.3g}}<extra></extra>",
        )  # fmt: skip
    figure.add_scatter(
        name="theta", mode="lines", hoverinfo="skip", line=_line("ink", 1.4, "dash"),
        meta={"end_label": labels.theta, "baseline": True},
    )  # fmt: skip
    return figure


def parameter_norms_figure(parameters: Sequence[str]) -> go.Figure:
    """Return one curve per parameter tensor; each layer repeats the colours, deeper layers are dotted."""
    figure = _log_chart(height=200)
    dashes = ("solid", "dot", "dashdot", "longdash")
    for index, name in enumerate(parameters):
        kind, _, layer = name.partition(" ")
        hue = PARAMETER_COLOURS[_KINDS.index(kind) % len(PARAMETER_COLOURS)]
        figure.add_scatter(
            name=name, mode="lines", line=_line(hue, 1.3, dashes[(int(layer or 1) - 1) % len(dashes)]),
            meta={"end_label": pretty_parameter(name)} if len(parameters) <= MOST_NAMED or index % 4 == 1 else None,
            hovertemplate=f"{pretty_parameter(name)} %{{y:.3g}}<extra></extra>",
        )  # fmt: skip
    return figure


MOST_NAMED = 7
_KINDS = ("W_x", "W_h", "b_x", "b_h", "W_o", "b_o", "embedding")
_SUBSCRIPTS: Mapping[str, str] = {"W_x": "Wₓ", "W_h": "Wₕ", "b_x": "bₓ", "b_h": "bₕ", "W_o": "Wₒ", "b_o": "bₒ"}


def pretty_parameter(name: str) -> str:
    """Return ``W_h 2`` as the learner reads it, with a real subscript."""
    kind, _, layer = name.partition(" ")
    return f"{_SUBSCRIPTS.get(kind, kind)} {layer}".strip()


def _line(name: ColourName, width: float, dash: str = "solid") -> dict[str, object]:
    return {"color": colour(name), "width": width, "dash": dash}


def _log_chart(*, height: int = 240) -> go.Figure:
    figure = go.Figure(layout=base_layout(height=height))
    figure.update_yaxes(type="log")
    return figure
