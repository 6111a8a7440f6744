"""The cell as a machine in the browser: one unit along a sentence, with every number of every step.

An answer is about 60 kB and goes once; since what was sent once may never arrive (see ``board``), it goes again with
every run of the whole script and every few updates (``sent_before``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from seqviz.components.packed_series import pack
from seqviz.components.payload import encode
from seqviz.components.registration import renderer
from seqviz.components.sent_before import sent_before
from seqviz.records.machine import Blank, GateColumn, MachineAnswer


@dataclass(frozen=True, kw_only=True)
class Move:
    """Where the learner went: which unit, after which token."""

    unit: int
    at: int


def machine(
    answer: MachineAnswer | None,
    *,
    key: str,
    labels: Mapping[str, Any],
    unit: int,
    at: int,
    version: str,
    blanks: Callable[[], Sequence[Sequence[Blank]]] = tuple,
    notice: str = "",
    on_move: Callable[[Move], None],
) -> None:
    """Draw the machine, or bring it up to date.

    Parameters
    ----------
    answer
        What there is to show; ``None``: nothing yet, and ``notice`` says why.
    labels
        All words, in the learner's language; see ``machine_labels``.
    unit, at
        Where the learner shall stand: unit and token. ``on_move`` hears, before the next run of the page, where they
        went; a place between two is not reported.
    version
        Names the answer: the browser unpacks each one once.
    blanks
        Returns for each token the values to fill in; called only when the answer goes to the browser.
    """

    def report() -> None:
        moved = st.session_state[key].move
        if moved:
            on_move(Move(unit=int(moved["unit"]), at=int(moved["at"])))

    data = {
        "labels": dict(labels),
        "unit": unit,
        "at": at,
        "version": version,
        "notice": notice,
        "answered": answer is not None,
        "answer": None,
    }
    if answer is not None and not sent_before(key, version):
        data |= {"answer": payload_of(answer), "blanks": [[_blank(blank) for blank in line] for line in blanks()]}
    renderer("machine")(key=key, data=encode(data), on_move_change=report)


def payload_of(answer: MachineAnswer) -> dict[str, Any]:
    """Return an answer as the browser unpacks it: arrays as base64 of 32-bit floats, [T, H] row by row."""
    return {
        "step": answer.step,
        "cell": answer.cell,
        "unit": answer.unit,
        "layer": answer.layer,
        "tokens": list(answer.tokens),
        "hidden": pack(answer.hidden.ravel()),
        "opened": None if answer.opened is None else pack(answer.opened.ravel()),
        "traces": {name: pack(values) for name, values in answer.traces.items()},
        "gates": {name: _gate(column) for name, column in answer.gates.items()},
        "held": sorted(answer.held),
    }


def _gate(column: GateColumn) -> dict[str, Any]:
    return {
        "x": pack(column.from_input),
        "w": pack(column.weights),
        "bias": column.bias,
        "inner": column.inner_bias,
    }


def _blank(blank: Blank) -> dict[str, Any]:
    return {"name": blank.name, "answer": blank.answer, "slips": dict(blank.slips)}
