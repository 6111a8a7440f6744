"""The look inside a language model: from its answers to the panels that show every gate on every token."""

import math
from functools import lru_cache

import numpy as np
import streamlit as st

from seqviz.components.board import board
from seqviz.components.board_frame import (
    ALL_PANELS,
    INSIDE_PANELS,
    MOST_UNITS,
    BoardFrame,
    GateBand,
    LikelyToken,
    PanelName,
    Probe,
    ProbeLayer,
    Sample,
)
from seqviz.components.board_labels import BoardLabels
from seqviz.config.language_model import LanguageModelConfig
from seqviz.figures.theme import ColourName
from seqviz.records.training import FloatArray, LayerTrace, ProbeAnswer
from seqviz.text.catalog import Catalog, Language, load_catalog
from seqviz.ui.experiment.standing import StandingQuestion
from seqviz.ui.experiment.watch import Watch
from seqviz.ui.page import Page

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

NUMBER_OF_BANDS = {"rnn": 1, "gru": 4, "lstm": 6}


def inside(
    page: Page,
    watch: Watch | None,
    contestant: str,
    config: LanguageModelConfig,
    *,
    panels: tuple[PanelName, ...] = INSIDE_PANELS,
    past: bool = False,
) -> None:
    """Draw the panels that obey the learner's sentence, for one contestant, now or as they were in the ``past``.

    Boards of one page point together.
    """
    t = page.t
    board(
        inside_frame(watch, contestant, t),
        key=f"{page.name}.inside-{contestant}",
        labels=board_labels(t.language, "inside", past=past),
        figures={},
        panels=panels,
        bands=NUMBER_OF_BANDS[config.cell],
        group=page.name,
    )


@lru_cache(maxsize=8)
def board_labels(language: Language, empty: str, *, past: bool = False) -> BoardLabels:
    """Return every string that a board shows by itself; ``empty`` picks the sentence before the first frame."""
    t = load_catalog(language)
    words = (
        "units_shown", "after", "actual", "unit", "unit_title", "pinned", "unpinned", "absent",
        "sample_from", "gradient", "token", "cell_help", "layers",
    )  # fmt: skip
    return BoardLabels(
        titles={panel: t(f"live.title.{panel}") for panel in ALL_PANELS} | _then(t, past=past),
        hints={panel: t(f"live.hint.{panel}") for panel in ALL_PANELS},
        empty=t(f"live.empty.{empty}"),
        **{word: t(f"live.{word}") for word in words},
    )


def _then(t: Catalog, *, past: bool) -> dict[PanelName, str]:
    return {"sample": t("live.title.sample.past")} if past else {}


def inside_frame(watch: Watch | None, contestant: str, t: Catalog) -> BoardFrame:
    """Return the newest look inside a contestant, and the newest text that it wrote."""
    if watch is None:
        return BoardFrame(run="")
    looks, writes = watch.asked("probe", contestant), watch.asked("sample", contestant)
    return BoardFrame(
        run=watch.run.id,
        probe=_probe(watch, contestant, looks, t) if looks.answer else None,
        sample=_sample(writes) if writes.answer else None,
    )


def _probe(watch: Watch, contestant: str, looks: StandingQuestion, t: Catalog) -> Probe:
    answer: ProbeAnswer = looks.answer
    config = watch.contest.configs[watch.names.index(contestant)]
    return Probe(
        version=looks.version,
        tokens=answer.tokens,
        joiner=" " if getattr(config, "unit", "character") == "word" else "",
        layers=tuple(
            _layer(trace, gradient, _order(watch, contestant, trace, answer), t)
            for trace, gradient in zip(answer.layers, answer.gradient, strict=True)
        ),
        predictions=tuple(
            tuple(LikelyToken(token=token, probability=p) for token, p in likeliest) for likeliest in answer.top
        ),
    )


def _order(watch: Watch, contestant: str, trace: LayerTrace, answer: ProbeAnswer) -> tuple[int, ...]:
    """Units by how much their hidden state moves along the text, most first.

    Rows that change places cannot be read, so the order is taken anew only when the step number has doubled.
    """
    orders: dict[object, tuple[int, ...]] = watch.memory.setdefault("unit-orders", {})
    key = (contestant, trace.layer, trace.direction, answer.tokens, answer.step.bit_length())
    if key not in orders:
        movement = np.abs(np.diff(trace.gates["hidden"], axis=0)).mean(0)
        orders[key] = tuple(np.argsort(-movement, kind="stable")[:MOST_UNITS].tolist())
    return orders[key]


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


def _sample(writes: StandingQuestion) -> Sample:
    answer = writes.answer
    return Sample(version=writes.version, prefix=answer.prefix, text=answer.text, temperature=answer.temperature)


def insides(
    page: Page,
    watch: Watch | None,
    names: dict[str, str],
    configs: dict[str, LanguageModelConfig],
    *,
    panels: tuple[PanelName, ...] = INSIDE_PANELS,
    past: bool = False,
) -> None:
    """Draw the inside of one contestant, or of two beside each other, each under its name."""
    if len(configs) == 1:
        ((contestant, config),) = configs.items()
        inside(page, watch, contestant, config, panels=panels, past=past)
        return
    for column, (contestant, config) in zip(st.columns(len(configs), gap="small"), configs.items(), strict=True):
        with column:
            st.markdown(f"**{names[contestant]}**")
            inside(page, watch, contestant, config, panels=panels, past=past)
