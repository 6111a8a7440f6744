"""From what a run said to what the board shows: pure functions."""

import math
from typing import TYPE_CHECKING

import numpy as np

from seqviz.components.board_frame import (
    MOST_UNITS,
    BoardFrame,
    Curves,
    GateBand,
    LikelyToken,
    Probe,
    ProbeLayer,
    Sample,
)
from seqviz.figures.theme import ColourName
from seqviz.records.training import FloatArray, LanguageModelDescription, LayerTrace, ProbeAnswer, SampleAnswer
from seqviz.text.catalog import Catalog
from seqviz.ui.live.curves import CurveLog

if TYPE_CHECKING:
    from seqviz.ui.live.watch import Watch

BANDS: dict[str, tuple[str, ColourName, bool]] = {
    "forget": ("F", "forget", False),
    "input": ("I", "input", False),
    "output": ("O", "output", False),
    "reset": ("R", "reset", False),
    "update": ("Z", "update", False),
    "candidate": ("H̃", "candidate", True),
    "cell": ("C", "cell", True),
    "hidden": ("H", "hidden", True),
}
"""Order on the board; the lecture's letter, the palette name, and whether values are signed."""


NO_RUN = BoardFrame(run="")


def curves_frame(watch: "Watch | None", t: Catalog) -> BoardFrame:
    """Return the charts of a watched run as they are now."""
    if watch is None:
        return NO_RUN
    description, log = watch.poll.description, watch.curves
    curves = _curves(log, description, watch.poll.last, t) if description and log.steps else None
    return BoardFrame(run=watch.run.id, curves=curves)


def inside_frame(watch: "Watch | None", t: Catalog) -> BoardFrame:
    """Return the newest look inside a watched run, and the newest text that it wrote."""
    if watch is None:
        return NO_RUN
    return BoardFrame(
        run=watch.run.id,
        probe=_probe(watch, watch.probe.answer, t) if watch.probe.answer else None,
        sample=_sample(watch.sample.answer, watch.sample.version) if watch.sample.answer else None,
    )


def _curves(log: CurveLog, description: LanguageModelDescription, version: int, t: Catalog) -> Curves:
    share = t("live.clipped-share", share=t.number(100 * log.clipped_share))
    skipped = " · " + t("live.skipped", count=log.skipped) if log.skipped else ""
    return Curves(
        version=version,
        series={
            "perplexity": log.perplexity_series(
                uniform=description.vocabulary_size, unigram_loss=description.unigram_loss
            ),
            "gradient_norm": log.norm_series(),
            "parameter_norms": log.parameter_series(description.parameters),
        },
        hints={
            "perplexity": t("live.perplexity-hint", uniform=t.number(description.vocabulary_size)),
            "gradient_norm": share + skipped,
        },
    )


def _probe(watch: "Watch", answer: ProbeAnswer, t: Catalog) -> Probe:
    return Probe(
        version=watch.probe.version,
        tokens=answer.tokens,
        joiner=_joiner(watch),
        layers=tuple(
            _layer(trace, gradient, _order(watch, trace, answer), t)
            for trace, gradient in zip(answer.layers, answer.gradient, strict=True)
        ),
        predictions=tuple(
            tuple(LikelyToken(token=token, probability=p) for token, p in likeliest) for likeliest in answer.top
        ),
    )


def _joiner(watch: "Watch") -> str:
    """What stands between two tokens in running text."""
    return " " if watch.run.config.unit == "word" else ""


def _order(watch: "Watch", trace: LayerTrace, answer: ProbeAnswer) -> tuple[int, ...]:
    """Units by how much their hidden state moves along the text, most first.

    Rows that change places cannot be read, so the order is taken anew only when the step number has doubled.
    """
    key = (trace.layer, trace.direction, answer.tokens, answer.step.bit_length())
    if key not in watch.unit_orders:
        movement = np.abs(np.diff(trace.gates["hidden"], axis=0)).mean(0)
        watch.unit_orders[key] = tuple(np.argsort(-movement, kind="stable")[:MOST_UNITS].tolist())
    return watch.unit_orders[key]


def _layer(trace: LayerTrace, gradient: tuple[float, ...], units: tuple[int, ...], t: Catalog) -> ProbeLayer:
    lstm = "cell" in trace.gates
    bands = []
    for name, (symbol, hue, signed) in BANDS.items():
        if name in trace.gates:
            rows = trace.gates[name].T[list(units)]
            bands.append(
                GateBand.of(
                    rows,
                    name=t(f"live.gate.{name}"),
                    symbol="C̃" if name == "candidate" and lstm else symbol,
                    colour=hue,
                    signed=signed,
                    scale=_cell_scale(rows) if name == "cell" else 1.0,
                )
            )
    return ProbeLayer(
        name=t("live.layer", layer=trace.layer + 1),
        units=units,
        total_units=trace.gates["hidden"].shape[1],
        bands=tuple(bands),
        gradient=gradient,
    )


def _cell_scale(rows: FloatArray) -> float:
    """The memory cell is not bounded: take the next power of two, so that colours do not shift with every step."""
    largest = float(np.nan_to_num(np.abs(rows)).max())
    return 2.0 ** max(0, math.ceil(math.log2(largest))) if largest > 1 else 1.0


def _sample(answer: SampleAnswer, version: int) -> Sample:
    return Sample(version=version, prefix=answer.prefix, text=answer.text, temperature=answer.temperature)
