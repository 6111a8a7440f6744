"""From what a language model answered to the panels of the board: every gate on every token, in the learner's words."""

import math
from functools import lru_cache

import numpy as np

from seqviz.components.board_frame import (
    ALL_PANELS,
    BEHIND,
    MOST_UNITS,
    GateBand,
    LikelyToken,
    PanelName,
    Probe,
    ProbeLayer,
)
from seqviz.components.board_labels import BoardLabels
from seqviz.figures.theme import ColourName
from seqviz.records.training import FloatArray, LayerTrace, ProbeAnswer
from seqviz.text.catalog import Catalog, Language, load_catalog

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

Orders = dict[object, tuple[int, ...]]
"""The rows of each look that was drawn before."""


@lru_cache(maxsize=64)
def board_labels(language: Language, empty: str, *, past: bool = False, name: str = "") -> BoardLabels:
    """Return every string that a board shows by itself; ``empty`` picks the sentence before the first frame.

    ``name`` is what the model is called, where another one is shown beside it.
    """
    t = load_catalog(language)
    words = (
        "units_shown", "after", "actual", "unit", "unit_title", "pinned", "unpinned", "absent",
        "sample_from", "gradient", "token", "choices", "cell_help", "rows", "rows_shown", "layers",
    )  # fmt: skip
    return BoardLabels(
        titles={panel: t(f"live.title.{panel}") for panel in ALL_PANELS} | _titles(t, past=past, name=name),
        hints={panel: t(f"live.hint.{panel}") for panel in ALL_PANELS},
        tabs={panel: t(f"live.tab.{panel}") for pair in BEHIND.items() for panel in pair},
        empty=t(f"live.empty.{empty}"),
        **{word: t(f"live.{word}") for word in words},
    )


def _titles(t: Catalog, *, past: bool, name: str) -> dict[PanelName, str]:
    then = ".past" if past else ""
    if name:
        return {"cell": t("live.title.cell.of", name=name), "sample": t(f"live.title.sample.of{then}", name=name)}
    return {"sample": t(f"live.title.sample{then}")}


def probe_part(answer: ProbeAnswer, *, version: int, joiner: str, orders: Orders, subject: str, t: Catalog) -> Probe:
    """Return a look inside as the board draws it.

    ``joiner`` stands between two tokens in running text; ``orders`` are kept from look to look, ``subject`` names the
    model among those that share them.
    """
    return Probe(
        version=version,
        tokens=answer.tokens,
        joiner=joiner,
        layers=tuple(
            _layer(trace, gradient, _order(orders, subject, trace, answer), t)
            for trace, gradient in zip(answer.layers, answer.gradient, strict=True)
        ),
        following=answer.following,
        predictions=tuple(
            tuple(LikelyToken(token=token, probability=p) for token, p in likeliest) for likeliest in answer.top
        ),
    )


def _order(orders: Orders, subject: str, trace: LayerTrace, answer: ProbeAnswer) -> tuple[int, ...]:
    """Units by how much their hidden state moves along the text, most first.

    Rows that change places cannot be read, so the order is taken anew only when the step number has doubled.
    """
    key = (subject, trace.layer, trace.direction, answer.tokens, answer.step.bit_length())
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
