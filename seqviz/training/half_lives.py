"""How long a unit remembers: the promise of its gate over held-out text, and the measured end of a kick."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import STATES, State
from seqviz.records.half_life import HalfLifeAnswer, HalfLifeQuestion, KeepingGate, KickAnswer, KickQuestion
from seqviz.records.problem import Problem
from seqviz.training.interventions import check_layer, check_units
from seqviz.training.traces import traces_along

SPAN = 32
"""Tokens for which a kick is followed."""
SHUT = 1e-30
"""A gate that a 32-bit number cannot tell from 0 counts as this: a product with a 0 would forget all the rest."""
TOO_STILL = 1e-6
"""Standard deviations below this are no kick."""


def keeping_gate(model: LanguageModel) -> KeepingGate:
    """Return the gate that keeps the old state; raise ``Problem`` for an RNN, which has none."""
    if model.recurrent.cell == "rnn":
        raise Problem("half-life.no-gate")
    return "forget" if model.recurrent.cell == "lstm" else "update"


def half_lives(
    model: LanguageModel, rows: Tensor, question: HalfLifeQuestion, *, step: int
) -> Iterator[tuple[float, HalfLifeAnswer | None]]:
    """Yield the share that is done, and at the end the means of each unit's gate over ``rows`` [T, rows]."""
    gate = keeping_gate(model)
    check_layer(question.layer, model.recurrent.layer_count)
    logs = sums = torch.zeros(model.recurrent.hidden_size, dtype=torch.float64)
    for share, traces, _ in traces_along(model, rows):
        values = traces[question.layer].gates[gate].double().cpu()
        logs, sums = logs + values.clamp(min=SHUT).log().sum((0, 1)), sums + values.sum((0, 1))
        yield 0.99 * share, None
    yield (
        1.0,
        HalfLifeAnswer(
            step=step,
            gate=gate,
            tokens=rows.numel(),
            geometric=np.exp((logs / rows.numel()).numpy()),
            arithmetic=(sums / rows.numel()).numpy(),
        ),
    )


def kick(
    model: LanguageModel, rows: Tensor, question: KickQuestion, *, step: int
) -> Iterator[tuple[float, KickAnswer | None]]:
    """Yield the share that is done, and at the end how soon a kick of one unit is gone.

    Every row is read up to ``SPAN`` tokens before its end; there the state is kicked, and both runs go on.
    Raises ``Problem`` for a unit that does not exist, and for one that does not move.
    """
    gate = keeping_gate(model)
    check_layer(question.layer, model.recurrent.layer_count)
    check_units((question.unit,), model.recurrent.hidden_size)
    at = len(rows) - min(SPAN, len(rows) // 2)
    before, gates = [], []
    state: State | None = None
    for share, values, kept, last in _unit_along(model, rows[:at], question):
        before.append(values)
        gates.append(kept)
        state = last
        yield 0.6 * share, None
    assert state is not None  # a row has two tokens at least
    deviation = float(torch.cat(before).std(correction=0))
    if not deviation > TOO_STILL:
        raise Problem("half-life.still", unit=question.unit)
    plain, kicked = [], []
    for share, values, kept, _ in _unit_along(model, rows[at:], question, state):
        plain.append(values)
        gates.append(kept)
        yield 0.6 + 0.2 * share, None
    for share, values, _, _ in _unit_along(model, rows[at:], question, _kicked(state, question, deviation)):
        kicked.append(values)
        yield 0.8 + 0.19 * share, None
    left = (torch.cat(kicked) - torch.cat(plain)).abs().mean(1) / deviation
    yield (
        1.0,
        KickAnswer(
            step=step,
            unit=question.unit,
            gate=gate,
            state="cell" if gate == "forget" else "hidden",
            kick=deviation,
            places=rows.shape[1],
            geometric=float(torch.cat(gates).clamp(min=SHUT).log().mean().exp()),
            measured=(1.0, *left.tolist()),
        ),
    )


def _unit_along(
    model: LanguageModel, ids: Tensor, question: KickQuestion, state: State | None = None
) -> Iterator[tuple[float, Tensor, Tensor, State]]:
    """Yield the share that is read, the unit's state and its gate, both [t, rows], and the state to go on from."""
    gate, name = keeping_gate(model), STATES[model.recurrent.cell][-1]
    for share, traces, last in traces_along(model, ids, state):
        gates = traces[question.layer].gates
        values, kept = (gates[one][..., question.unit].double().cpu() for one in (name, gate))
        yield share, values, kept, last


def _kicked(state: State, question: KickQuestion, deviation: float) -> State:
    *others, kept = state
    kept = kept.clone()
    kept[question.layer, :, question.unit] += deviation
    return (*others, kept)
