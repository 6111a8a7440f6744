"""A language model under interventions: each step by the lecture's equations, with values replaced on the way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from seqviz.cells.equations import (
    GRUStep,
    Held,
    LSTMState,
    LSTMStep,
    RNNStep,
    Weights,
    gru_step,
    lstm_step,
    rnn_step,
)
from seqviz.models.interruption import breathe
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import STATES, RecurrentLayer

Step = RNNStep | GRUStep | LSTMStep
Replacement = Callable[[Tensor], Tensor]
"""What a value [B, H] is replaced by."""
LayerState = Mapping[str, Tensor]
"""``hidden`` [B, H], and for an LSTM ``cell`` [B, H]."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Change:
    """What is done to one layer: gates held at every step, states replaced after some position, W_h zero."""

    held: Mapping[str, Replacement] = field(default_factory=dict)
    edits: Mapping[int, Mapping[str, Replacement]] = field(default_factory=dict)
    cut: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Moment:
    """One token: for each layer its input [B, I], its state before, its step; logits [B, V]; the states that go on."""

    inputs: tuple[Tensor, ...]
    before: tuple[LayerState, ...]
    steps: tuple[Step, ...]
    logits: Tensor
    after: tuple[LayerState, ...]


class IntervenedModel:
    """A language model that reads token by token, with one ``Change`` for each layer."""

    def __init__(self, model: LanguageModel, changes: Sequence[Change]) -> None:
        self.model = model
        self.changes = changes
        self.layers = [layer for layer in model.recurrent.cells if isinstance(layer, RecurrentLayer)]
        self.weights = [
            _without_recurrence(layer.weights()) if change.cut else layer.weights()
            for layer, change in zip(self.layers, changes, strict=True)
        ]

    def read(self, ids: Tensor, states: Sequence[LayerState] | None = None, *, position: int = 0) -> Iterator[Moment]:
        """Yield what happens at each token of ids [T, B], the first of which stands at ``position`` of the text."""
        states = self.zero_states(ids.shape[1]) if states is None else states
        for place, x in enumerate(self.model.vectors(ids), start=position):
            breathe()
            moment = self._moment(x, states, place)
            states = moment.after
            yield moment

    def zero_states(self, batch: int) -> tuple[LayerState, ...]:
        """Return the state of every layer before the first token."""
        zero = self.model.output.weight.new_zeros(batch, self.model.recurrent.hidden_size)
        return (dict.fromkeys(STATES[self.model.recurrent.cell], zero),) * len(self.layers)

    def _moment(self, x: Tensor, states: Sequence[LayerState], position: int) -> Moment:
        inputs, steps, after = [], [], []
        for layer, weights, change, state in zip(self.layers, self.weights, self.changes, states, strict=True):
            step = one_step(layer, x, state, weights, change.held)
            if torch.is_grad_enabled() and not step.hidden.requires_grad:
                step = step._replace(hidden=step.hidden.detach().requires_grad_())  # a held state has a gradient too
            inputs.append(x)
            steps.append(step)
            edits = change.edits.get(position, {})
            now = {name: getattr(step, name) for name in state}
            after.append({name: edits[name](value) if name in edits else value for name, value in now.items()})
            x = step.hidden
        return Moment(
            inputs=tuple(inputs),
            before=tuple(states),
            steps=tuple(steps),
            logits=self.model.output(x),
            after=tuple(after),
        )


def one_step(layer: RecurrentLayer, x: Tensor, state: LayerState, weights: Weights, held: Held) -> Step:
    """Return the step of a layer from its input [B, I] and its old state, with the values in ``held`` replaced."""
    if layer.cell == "rnn":
        return rnn_step(x, state["hidden"], weights, held=held)
    if layer.cell == "gru":
        return gru_step(x, state["hidden"], weights, reset=layer.reset, held=held)
    return lstm_step(x, LSTMState(state["hidden"], state["cell"]), weights, held=held)


def _without_recurrence(weights: Weights) -> Weights:
    return replace(weights, w_h={gate: torch.zeros_like(w) for gate, w in weights.w_h.items()})
