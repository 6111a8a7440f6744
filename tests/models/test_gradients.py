"""Gradients through deep stacks that read in both directions: against autograd on unrolled cells, in float64."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import torch

from seqviz.cells.equations import LSTMState, gru_step, lstm_step, rnn_step
from seqviz.models.gradients import gradients_back, jacobians_back
from seqviz.models.paths import paths_along
from seqviz.models.recurrent import RecurrentStack

KINDS = [
    (cell, reset, layers, bidirectional)
    for cell, reset in (("rnn", "before"), ("gru", "before"), ("gru", "after"), ("lstm", "before"))
    for layers, bidirectional in ((1, True), (2, True), (3, True), (2, False))
]
EXACT = 1e-10
SIZE, WIDTH, LENGTH = 5, 3, 7
State = Mapping[str, torch.Tensor]


def stack_of(cell: Any, reset: Any, layers: int, bidirectional: bool) -> RecurrentStack:
    torch.manual_seed(1)
    stack = RecurrentStack(cell, WIDTH, SIZE, layers=layers, bidirectional=bidirectional, reset=reset).double()
    with torch.no_grad():
        for parameter in stack.parameters():
            parameter.mul_(1.5)  # larger than torch begins with: gates apart from one half
    return stack


def unrolled(stack: RecurrentStack, xs: torch.Tensor) -> tuple[torch.Tensor, list[list[State]]]:
    """Top hidden states [T, D * H], and all states [layer and direction][t], one step at a time in text order."""
    found: list[list[State]] = []
    for first in range(0, len(stack.cells), stack.directions):
        found += [steps_of(layer, list(xs)) for layer in stack.cells[first : first + stack.directions]]
        outputs = [torch.cat([state["hidden"] for state in states]) for states in found[first:]]
        xs = torch.cat(outputs, 1)[:, None]
    return xs[:, 0], found


def steps_of(layer: Any, xs: list[torch.Tensor]) -> list[State]:
    h = c = torch.zeros(1, SIZE, dtype=torch.float64)
    states: list[State] = []
    for x in reversed(xs) if layer.backward_in_time else xs:
        if layer.cell == "lstm":
            step: Any = lstm_step(x, LSTMState(h, c), layer.weights())
            c = step.cell
            states.append({"hidden": step.hidden, "cell": c})
        else:
            weights = layer.weights()
            step = rnn_step(x, h, weights) if layer.cell == "rnn" else gru_step(x, h, weights, reset=layer.reset)
            states.append({"hidden": step.hidden})
        h = step.hidden
    return states[::-1] if layer.backward_in_time else states


def text() -> torch.Tensor:
    return torch.randn(LENGTH, 1, WIDTH, dtype=torch.float64, generator=torch.Generator().manual_seed(2))


@pytest.mark.parametrize(("cell", "reset", "layers", "bidirectional"), KINDS)
def test_what_arrives_in_every_layer_and_direction_is_what_autograd_says(cell, reset, layers, bidirectional):
    stack = stack_of(cell, reset, layers, bidirectional)
    top, states = unrolled(stack, text())
    torch.testing.assert_close(top, stack(text())[0][:, 0], rtol=EXACT, atol=EXACT)
    from_above = torch.randn(top.shape, dtype=torch.float64, generator=torch.Generator().manual_seed(3))
    loss = (top * from_above).sum()
    found = gradients_back(paths_along(stack, text()), from_above.numpy()[:, None], directions=stack.directions)
    assert len(found) == len(states) == layers * stack.directions
    for of_layer, gradient in zip(states, found, strict=True):
        for name in of_layer[0]:
            expected = torch.autograd.grad(loss, [state[name] for state in of_layer], retain_graph=True)
            said = getattr(gradient, name)[:, 0]
            assert said == pytest.approx(torch.cat(expected).numpy(), rel=EXACT, abs=1e-14)


@pytest.mark.parametrize(("cell", "reset", "layers", "bidirectional"), [kind for kind in KINDS if kind[2] < 3])
def test_what_could_pass_is_autograds_jacobian_along_the_time_of_each_direction(cell, reset, layers, bidirectional):
    """The last state of the direction that reads backwards is the one at the first token."""
    stack = stack_of(cell, reset, layers, bidirectional)
    _, states = unrolled(stack, text())
    for path, of_layer in zip(paths_along(stack, text()), states, strict=True):
        own_time = of_layer if not path.layer.backward_in_time else of_layer[::-1]
        last = own_time[-1]["hidden"][0]
        found = list(jacobians_back(path))[::-1]
        assert len(found) == LENGTH
        for state, jacobian in zip(own_time, found, strict=True):
            rows = [torch.autograd.grad(x, state["hidden"], retain_graph=True)[0][0] for x in last]
            said = jacobian.hidden[:SIZE] * 10.0**jacobian.power
            assert said == pytest.approx(np.stack([row.numpy() for row in rows]), rel=EXACT, abs=1e-14)


def test_a_loss_at_one_token_reaches_both_ways_only_where_both_directions_read():
    """Of one layer, the direction that reads on is not touched behind the token, nor the other one before it."""
    stack = stack_of("gru", "before", 1, True)
    from_above = np.zeros((LENGTH, 1, 2 * SIZE))
    from_above[3] = 1.0
    forward, backward = gradients_back(paths_along(stack, text()), from_above, directions=2)
    felt = [np.flatnonzero(np.abs(gradient.hidden).sum((1, 2))).tolist() for gradient in (forward, backward)]
    assert felt == [[0, 1, 2, 3], [3, 4, 5, 6]]
