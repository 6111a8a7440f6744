"""Recurrent layers by the fastest exact way for the cell and the device, and with all their gates on request."""

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

from seqviz.cells.equations import Weights
from seqviz.config.language_model import SIGMOID_GATES, Cell, Reset
from seqviz.models.dropout import Dropout
from seqviz.models.interruption import breathe
from seqviz.models.lecture_gru import lecture_gru
from seqviz.models.lengths import at_the_end, reversed_within
from seqviz.models.recurrences import GRUAfterFunction, Kept, LSTMFunction, RNNFunction

State = tuple[Tensor, ...]
"""(h,) or (h, c), each [layers * directions, B, H]."""

GATES: dict[Cell, tuple[str, ...]] = {
    "rnn": ("hidden",),
    "gru": ("reset", "update", "candidate"),
    "lstm": ("input", "forget", "candidate", "output"),
}
"""Gates in the order in which torch stacks their weights."""

STATES: dict[Cell, tuple[str, ...]] = {"rnn": ("hidden",), "gru": ("hidden",), "lstm": ("hidden", "cell")}
"""What goes on from one token to the next."""

SATURATED = 800.0
"""A sigmoid's argument that gives exactly 1, and its negative exactly 0, in single and in double precision."""

_FUSED: dict[Cell, type[nn.RNN] | type[nn.GRU] | type[nn.LSTM]] = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


@dataclass(frozen=True)
class GateTrace:
    """Every gate of one layer and direction along a sequence."""

    layer: int
    direction: Literal["forward", "backward"]
    kept: Kept

    @property
    def gates(self) -> Kept:
        """Gates by name, each [T, B, H] in the order of the text; ``gradient`` joins them once backward ran."""
        if self.direction == "forward":
            return self.kept
        return {name: gate.flip(0) for name, gate in self.kept.items()}


class RecurrentLayer(nn.Module):
    """One layer in one direction. The weights are torch's own, so a state dict moves to torch.nn and back."""

    def __init__(self, cell: Cell, input_size: int, hidden_size: int, *, reset: Reset, backward: bool) -> None:
        super().__init__()
        self.cell = cell
        self.reset = reset
        self.hidden_size = hidden_size
        self.backward_in_time = backward
        self.fused = _FUSED[cell](input_size, hidden_size)

    def forward(self, x: Tensor, state: State, lengths: Tensor | None = None) -> tuple[Tensor, State]:
        """Map [T, B, I] and states [B, H] to hidden states [T, B, H] and the last state, the fastest exact way.

        ``x`` may also be ids [T, B], which stand for their one-hot vectors. With ``lengths`` [B] every sequence ends
        where it ends, and x is [T, B, I]: what stands beyond changes nothing, and the hidden states there mean nothing.
        """
        if lengths is not None:
            return self._run_ragged(x, state, lengths)
        if not self._fused_is_fastest(x):
            return self.run_open(x, state, {})
        if not x.is_floating_point():
            # rows of the identity: one_hot would look for the largest id first, and make integers
            identity = torch.eye(self.fused.input_size, dtype=state[0].dtype, device=x.device)
            x = functional.embedding(x, identity)
        x = x.flip(0) if self.backward_in_time else x
        lifted = tuple(part.unsqueeze(0) for part in state)
        if self.cell == "lstm":
            h, last = self.fused(x, lifted)
        else:
            h, single = self.fused(x, lifted[0])
            last = (single,)
        return (h.flip(0) if self.backward_in_time else h), tuple(part.squeeze(0) for part in last)

    def run_open(self, x: Tensor, state: State, kept: Kept) -> tuple[Tensor, State]:
        """Do the same with the recurrence written out; gates, and after backward dL/dh_t, stay in ``kept``."""
        h, last = self._recur(x.flip(0) if self.backward_in_time else x, state, kept)
        return (h.flip(0) if self.backward_in_time else h), last

    def _run_ragged(self, x: Tensor, state: State, lengths: Tensor) -> tuple[Tensor, State]:
        """Run sequences of different lengths; the other direction begins at the end of each."""
        x = reversed_within(x, lengths) if self.backward_in_time else x
        if self._fused_is_fastest(x):
            h, last = self._run_packed(x, state, lengths)
        else:
            h, _ = self._recur(x, state, {})
            last = (at_the_end(h, lengths),)
        return (reversed_within(h, lengths) if self.backward_in_time else h), last

    def _run_packed(self, x: Tensor, state: State, lengths: Tensor) -> tuple[Tensor, State]:
        """Let the fused layer run; it alone knows the memory cell at the end of each sequence."""
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths.cpu(), enforce_sorted=False)
        lifted = tuple(part.unsqueeze(0) for part in state)
        h, last = self.fused(packed, lifted if self.cell == "lstm" else lifted[0])
        parts: State = last if self.cell == "lstm" else (last,)
        hidden, _ = nn.utils.rnn.pad_packed_sequence(h, total_length=len(x))
        return hidden, tuple(part.squeeze(0) for part in parts)

    def _recur(self, x: Tensor, state: State, kept: Kept) -> tuple[Tensor, State]:
        """Run the recurrence in the order of ``x``."""
        w_x, w_h, b_x, b_h = (self._parameter(name) for name in _PARAMETERS)
        if self.cell == "lstm":
            h, c = LSTMFunction.apply(_project(x, w_x, b_x + b_h), *state, w_h, kept)
            last: State = (h[-1], c)
        else:
            if self.cell == "rnn":
                h = RNNFunction.apply(_project(x, w_x, b_x + b_h), state[0], w_h, kept)
            elif self.reset == "before":
                h = lecture_gru(_project(x, w_x, b_x + b_h), state[0], w_h, kept)
            else:
                inside = b_h[2 * self.hidden_size :]
                outside = b_x + torch.cat([b_h[: 2 * self.hidden_size], torch.zeros_like(inside)])
                h = GRUAfterFunction.apply(_project(x, w_x, outside), state[0], w_h, inside, kept)
            last = (h[-1],)
        return h, last

    def weights(self) -> Weights:
        """Return the weights as the lecture's equations take them, gate by gate, still known to autograd."""
        gates = GATES[self.cell]
        parts = {name: self._parameter(name).chunk(len(gates)) for name in _PARAMETERS}
        after = self.cell == "gru" and self.reset == "after"
        bias = {gate: parts["bias_ih"][i] + parts["bias_hh"][i] for i, gate in enumerate(gates)}
        if after:
            bias["candidate"] = parts["bias_ih"][2]
        return Weights(
            w_x={gate: parts["weight_ih"][i].t() for i, gate in enumerate(gates)},
            w_h={gate: parts["weight_hh"][i].t() for i, gate in enumerate(gates)},
            b=bias,
            b_h={"candidate": parts["bias_hh"][2]} if after else None,
        )

    def _parameter(self, name: str) -> Tensor:
        return self.fused.get_parameter(f"{name}_l0")

    def _fused_is_fastest(self, x: Tensor) -> bool:
        if self.cell == "gru" and self.reset == "before":
            return False  # no fused kernel computes the lecture's formula
        return x.is_cuda or self.cell == "lstm"


def _project(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Return x W + b for all steps at once; the row of an id is its one-hot vector times W, without the zeros."""
    if x.is_floating_point():
        return functional.linear(x, weight, bias)
    return functional.embedding(x, weight.t()) + bias


_PARAMETERS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def _breathe_after(_: Tensor) -> None:
    """Let the backward pass be left between two layers: a fused one goes through in one piece."""
    breathe()


class RecurrentStack(nn.Module):
    """``layers`` recurrent layers, each in one or two directions, as one-layer modules that can show their gates.

    Parameters
    ----------
    cell : "rnn", "gru" or "lstm"
    input_size, hidden_size : width of the input and of the hidden state of one direction
    layers, bidirectional : as in torch.nn; the directions of a layer are concatenated, forward first
    reset : for a GRU, whether the reset gate acts before the product (lecture) or after it (torch, cuDNN)
    dropout : share of a layer's hidden states that do not reach the next layer, while ``dropping``
    """

    def __init__(
        self,
        cell: Cell,
        input_size: int,
        hidden_size: int,
        *,
        layers: int = 1,
        bidirectional: bool = False,
        reset: Reset = "before",
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.cell: Cell = cell
        self.reset: Reset = reset
        self.hidden_size = hidden_size
        self.directions = 2 if bidirectional else 1
        self.layer_count = layers
        self.parts = len(STATES[cell])
        self.dropout = Dropout(dropout)
        self.cells = nn.ModuleList(
            RecurrentLayer(
                cell,
                input_size if layer == 0 else hidden_size * self.directions,
                hidden_size,
                reset=reset,
                backward=direction == 1,
            )
            for layer in range(layers)
            for direction in range(self.directions)
        )

    @torch.no_grad()
    def raise_forget_bias(self, by: float) -> None:
        """Open the forget gates of an LSTM by so much before it has learnt anything; other cells have none."""
        if self.cell == "lstm" and by:
            gate = GATES["lstm"].index("forget") * self.hidden_size
            for layer in self.cells:
                assert isinstance(layer, RecurrentLayer)
                layer.fused.get_parameter("bias_ih_l0")[gate : gate + self.hidden_size] += by

    @torch.no_grad()
    def cut_recurrence(self) -> None:
        """Make the weights on the old hidden states zero, and leave them out of training: they stay so."""
        for name, weight in self.named_parameters():
            if "weight_hh" in name:
                weight.zero_().requires_grad_(False)

    @torch.no_grad()
    def hold_gate(self, gate: str, value: Literal[0, 1]) -> None:
        """Shut (0) or open (1) a gate in every layer for good: training cannot move it again.

        Its weights are zero and its bias so large that the sigmoid is exactly 0 or 1, where its slope is exactly 0: no
        gradient reaches them, and an optimizer that moves by gradients leaves them alone. Raises ``ValueError`` for a
        gate that the cell does not have, and for a candidate, which is no gate.
        """
        if gate not in SIGMOID_GATES[self.cell]:
            raise ValueError(f"{self.cell} has no gate {gate}")
        start = GATES[self.cell].index(gate) * self.hidden_size
        for name, parameter in self.named_parameters():
            fill = (SATURATED if value else -SATURATED) if "bias_ih" in name else 0.0
            parameter[start : start + self.hidden_size] = fill

    def zero_state(self, batch: int, like: Tensor) -> State:
        """Return the zero state for ``batch`` sequences, each part [layers * directions, B, H]."""
        shape = (len(self.cells), batch, self.hidden_size)
        return tuple(like.new_zeros(shape) for _ in range(self.parts))

    def _weight(self) -> Tensor:
        return next(self.parameters())

    def forward(self, x: Tensor, state: State | None = None, lengths: Tensor | None = None) -> tuple[Tensor, State]:
        """Map [T, B, I], or ids [T, B] of one-hot vectors, to the top layer's hidden states [T, B, D*H].

        Also returns the last state of every layer, with which the next piece of the sequences continues. With
        ``lengths`` [B], where x is [T, B, I], the last state of a sequence is the one at its own end.
        """
        return self._run(x, state, None, lengths)

    def trace(self, x: Tensor, state: State | None = None) -> tuple[Tensor, tuple[GateTrace, ...]]:
        """Return the top hidden states and the gates of every layer and direction.

        After ``backward`` from the hidden states each trace also holds ``gradient``: the total dL/dh_t [T, B, H], not
        the local term that ``retain_grad`` on the output of a fused layer would give.
        """
        traces = tuple(
            GateTrace(index // self.directions, "backward" if index % self.directions else "forward", {})
            for index in range(len(self.cells))
        )
        hidden, _ = self._run(x, state, [trace.kept for trace in traces])
        return hidden, traces

    def _run(
        self, x: Tensor, state: State | None, kept: list[Kept] | None, lengths: Tensor | None = None
    ) -> tuple[Tensor, State]:
        state = self.zero_state(x.shape[1], self._weight()) if state is None else state
        lasts: list[State] = []
        for layer in range(self.layer_count):
            if layer:
                x = self.dropout(x)
            if layer and x.requires_grad:
                x.register_hook(_breathe_after)
            outputs = []
            for direction in range(self.directions):
                breathe()
                index = layer * self.directions + direction
                cell = self.cells[index]
                assert isinstance(cell, RecurrentLayer)
                start = tuple(part[index] for part in state)
                h, last = cell(x, start, lengths) if kept is None else cell.run_open(x, start, kept[index])
                outputs.append(h)
                lasts.append(last)
            x = outputs[0] if len(outputs) == 1 else torch.cat(outputs, -1)
        return x, tuple(torch.stack(part) for part in zip(*lasts, strict=True))
