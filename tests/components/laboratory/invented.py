"""Invented data for the components: shapes and ranges of a real run, none of its meaning."""

import math

import numpy as np
import plotly.graph_objects as go

from seqviz.components.board_frame import BoardFrame, Curves, GateBand, LikelyToken, Probe, ProbeLayer, Sample
from seqviz.components.board_labels import BoardLabels
from seqviz.components.chart import FigureTemplate, TraceSeries
from seqviz.figures.theme import base_layout, colour
from seqviz.figures.training import TrainingLabels

MARKUP = "<b>bold</b>"
TOKENS = tuple("the people")
ROWS = 12
BANDS = (
    ("forget", "F", "forget", False, 1.0),
    ("candidate", "G", "candidate", True, 1.0),
    ("memory", "C", "cell", True, 2.0),
)

LABELS = BoardLabels(
    titles={"perplexity": "Perplexity", "cell": "Inside", "next": "Next", "unit": "One unit", "sample": "Writes"},
    hints={"perplexity": "choices", "cell": "gates", "next": "guesses", "unit": "one row", "sample": "a text"},
    tabs={},
    empty="Press Train.",
    units_shown="{layer}: {shown} of {total} units",
    after="After [{text}]",
    actual="comes next",
    unit="unit {unit}",
    unit_title="Unit {unit}, {gate}",
    pinned="pinned",
    unpinned="click a row",
    absent="absent",
    sample_from="from [{prefix}] at {temperature}",
    gradient="|dL/dh|",
    token="{position} of {total}",
    choices="1/p of {token}: {count}, mean {mean}",
    cell_help="gates by character",
    rows="{count} units",
    rows_shown="rows",
    layers="layer",
)


def template() -> FigureTemplate:
    """A live chart: two curves with names at their ends, and a baseline."""
    figure = go.Figure(layout=base_layout(height=210))
    for name in ("training", "validation"):
        line = {"color": colour(name), "width": 2}
        figure.add_scatter(name=name, mode="lines", line=line, meta={"end_label": name})
    figure.add_scatter(
        name="uniform", mode="lines", line={"color": colour("soft")}, meta={"end_label": "uniform", "baseline": True}
    )
    figure.update_yaxes(type="log")
    return FigureTemplate.of(figure)


def series(points: int) -> TraceSeries:
    """Two curves that fall close together."""
    x = [10.0 * step for step in range(points)]
    training = [3 + 24 * math.exp(-step / 200) for step in x]
    return {
        "training": {"x": x, "y": training},
        "validation": {"x": x, "y": [1.02 * value for value in training]},
        "uniform": {"y": [28.0]},
    }


PARAMETERS = ("W_x", "b_x", "b_h")
WORDS = TrainingLabels(
    step="step", training="training", validation="validation", uniform="uniform", unigram="unigram", before="before",
    after="after", theta="θ",
)  # fmt: skip


def run_series(steps: int, contestants: tuple[str, ...]) -> dict[str, TraceSeries]:
    """The curves of a run: theta is halved in the middle, b_x and b_h are one, held-out text is read seldom."""
    x = np.arange(1.0, steps + 1)
    perplexity: dict[str, dict[str, object]] = {}
    norms: dict[str, dict[str, object]] = {}
    for number, name in enumerate(contestants, start=1):
        falling = 3 + 20 * np.exp(-x / (40 * number))
        norm = 0.2 * number + 0.1 * np.sin(x)
        perplexity |= {f"{name}/{curve}": {"x": x, "y": falling} for curve in ("least", "most", "training")}
        perplexity[f"{name}/validation"] = {"x": x[9::20], "y": 0.9 * falling[9::20]}
        norms |= {f"{name}/{curve}": {"x": x, "y": norm} for curve in ("least", "most", "before")}
        norms[f"{name}/after"] = {"x": x, "y": 0.8 * norm}
        norms[f"{name}/theta"] = {"x": x, "y": np.where(x <= steps / 2, 0.4, 0.2)}
    perplexity["uniform"] = {"x": [0, steps], "y": [28, 28]}
    perplexity["unigram"] = {"x": [0, steps], "y": [17, 17]}
    by_parameter = {f"/{name}": {"x": x, "y": (2 if name == "W_x" else 1) / x} for name in PARAMETERS}
    return {"perplexity": perplexity, "gradient_norm": norms, "parameter_norms": by_parameter}


def probe(version: int, *, tokens: tuple[str, ...] = TOKENS, layers: int = 2, joiner: str = "") -> Probe:
    """A sentence through a network whose values depend on version, row and column."""
    rows, columns = np.meshgrid(np.arange(ROWS), np.arange(len(tokens)), indexing="ij")

    def layer(number: int) -> ProbeLayer:
        bands = tuple(
            GateBand.of(
                np.abs(np.sin(rows + columns + version + i)) if not signed else np.sin(rows * columns + version + i),
                name=name,
                symbol=symbol,
                colour=hue,
                signed=signed,
                scale=scale,
            )
            for i, (name, symbol, hue, signed, scale) in enumerate(BANDS)
        )
        return ProbeLayer(
            name=f"layer {number}",
            units=tuple(range(100, 100 + ROWS)),
            total_units=128,
            bands=bands,
            gradient=tuple(float(value) for value in np.geomspace(1e-6, 1, len(tokens))),
        )

    following = (*tokens[1:], "?")
    guesses = tuple(
        (LikelyToken(token=token, probability=0.9), LikelyToken(token=MARKUP, probability=0.1)) for token in following
    )
    return Probe(
        version=version,
        tokens=tokens,
        layers=tuple(layer(number) for number in range(1, layers + 1)),
        predictions=guesses,
        following=tuple(0.5 if place % 2 else 0.125 for place in range(len(tokens) - 1)),
        joiner=joiner,
    )


def frame(step: int, *, tokens: tuple[str, ...] = TOKENS, joiner: str = "", layers: int = 2) -> BoardFrame:
    """All parts, as they would stand after a few hundred steps."""
    return BoardFrame(
        run="run-1",
        curves=Curves(version=step, series={"perplexity": series(step + 2)}, hints={}),
        probe=probe(step, tokens=tokens, joiner=joiner, layers=layers),
        sample=Sample(version=1, prefix="the ", text=f"people {MARKUP}", temperature=0.6),
    )
