"""Parity of the recurrent layers with the lecture's equations, with torch.nn and with autograd, in float64."""

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from seqviz.cells.equations import LSTMState, gru_step, lstm_step, rnn_step
from seqviz.models.recurrent import RecurrentLayer, RecurrentStack

STEPS, BATCH, INPUT, HIDDEN = 13, 3, 5, 7
CELLS = [("rnn", "before"), ("gru", "before"), ("gru", "after"), ("lstm", "before")]
FUSED = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


@pytest.fixture(autouse=True)
def double_precision():
    torch.manual_seed(3)
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def stack(cell, reset, **options):
    return RecurrentStack(cell, INPUT, HIDDEN, reset=reset, **options)


def unrolled(layer: RecurrentLayer, x: Tensor, *, keep=None):
    """Run one layer by the lecture's equations, step by step under autograd."""
    weights = layer.weights()
    state = x.new_zeros(x.shape[1], HIDDEN)
    cell = torch.zeros_like(state)
    steps = []
    for x_t in x:
        if layer.cell == "rnn":
            step = rnn_step(x_t, state, weights)
        elif layer.cell == "gru":
            step = gru_step(x_t, state, weights, reset=layer.reset)
        else:
            step = lstm_step(x_t, LSTMState(state, cell), weights)
            cell = step.cell
        state = step.hidden
        if keep is not None:
            state.retain_grad()
            keep.append(state)
        steps.append(step)
    return steps


@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_every_gate_equals_the_lecture_equations(cell, reset):
    model, x = stack(cell, reset), torch.randn(STEPS, BATCH, INPUT)
    hidden, (trace,) = model.trace(x)
    steps = unrolled(model.cells[0], x)
    for t, step in enumerate(steps):
        for name, value in step._asdict().items():
            torch.testing.assert_close(trace.gates[name][t], value, rtol=0, atol=1e-12)
    torch.testing.assert_close(hidden[-1], steps[-1].hidden, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_equations_agree_between_numpy_and_torch(cell, reset):
    layer, x = stack(cell, reset).cells[0], torch.randn(1, BATCH, INPUT)
    expected = unrolled(layer, x)[0]
    weights = layer.weights()
    arrays = type(weights)(
        **{
            part: None if gates is None else {gate: array.detach().numpy() for gate, array in gates.items()}
            for part, gates in vars(weights).items()
        }
    )
    zero = np.zeros((BATCH, HIDDEN))
    x_np = x[0].numpy()
    if cell == "rnn":
        step = rnn_step(x_np, zero, arrays)
    elif cell == "gru":
        step = gru_step(x_np, zero, arrays, reset=reset)
    else:
        step = lstm_step(x_np, LSTMState(zero, zero), arrays)
    for ours, theirs in zip(step, expected, strict=True):
        np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize(("cell", "reset"), [("rnn", "before"), ("gru", "after"), ("lstm", "before")])
@pytest.mark.parametrize("path", ["forward", "trace"])
def test_output_and_gradients_equal_torch_nn(cell, reset, layers, bidirectional, path):
    model = stack(cell, reset, layers=layers, bidirectional=bidirectional)
    reference = FUSED[cell](INPUT, HIDDEN, num_layers=layers, bidirectional=bidirectional)
    for index, part in enumerate(model.cells):
        suffix = f"_l{index // model.directions}" + ("_reverse" if index % model.directions else "")
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            part.fused.get_parameter(f"{name}_l0").data.copy_(reference.get_parameter(name + suffix))
    x = torch.randn(STEPS, BATCH, INPUT, requires_grad=True)
    x_reference = x.detach().clone().requires_grad_()
    hidden = model(x)[0] if path == "forward" else model.trace(x)[0]
    expected = reference(x_reference)[0]
    torch.testing.assert_close(hidden, expected, rtol=0, atol=1e-12)
    weighting = torch.randn_like(hidden)
    (hidden * weighting).sum().backward()
    (expected * weighting).sum().backward()
    torch.testing.assert_close(x.grad, x_reference.grad, rtol=0, atol=1e-12)
    for index, part in enumerate(model.cells):
        suffix = f"_l{index // model.directions}" + ("_reverse" if index % model.directions else "")
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            ours = part.fused.get_parameter(f"{name}_l0").grad
            torch.testing.assert_close(ours, reference.get_parameter(name + suffix).grad, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_gradient_of_each_hidden_state_is_the_total_one(cell, reset):
    """autograd through the unrolled lecture equations is the oracle; the local term alone would be far off."""
    model, x = stack(cell, reset), torch.randn(STEPS, BATCH, INPUT)
    weighting = torch.randn(STEPS, BATCH, HIDDEN)
    states: list[Tensor] = []
    steps = unrolled(model.cells[0], x, keep=states)
    (torch.stack([step.hidden for step in steps]) * weighting).sum().backward()
    expected = torch.stack([state.grad for state in states])
    model.zero_grad()
    hidden, (trace,) = model.trace(x)
    (hidden * weighting).sum().backward()
    torch.testing.assert_close(trace.gates["gradient"], expected, rtol=0, atol=1e-12)
    local = weighting
    assert (expected - local).norm() > 0.1 * expected.norm()


@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_weight_gradients_of_the_written_out_recurrence_equal_autograd(cell, reset):
    model, x = stack(cell, reset), torch.randn(STEPS, BATCH, INPUT)
    weighting = torch.randn(STEPS, BATCH, HIDDEN)
    (torch.stack([step.hidden for step in unrolled(model.cells[0], x)]) * weighting).sum().backward()
    expected = {name: parameter.grad.clone() for name, parameter in model.named_parameters()}
    model.zero_grad()
    (model.trace(x)[0] * weighting).sum().backward()
    for name, parameter in model.named_parameters():
        torch.testing.assert_close(parameter.grad, expected[name], rtol=0, atol=1e-12)


@pytest.mark.parametrize(("cell", "reset"), CELLS)
@pytest.mark.parametrize("path", ["forward", "trace"])
def test_gradients_reach_the_initial_state(cell, reset, path):
    model = stack(cell, reset)
    x = torch.randn(4, 2, INPUT)
    state = tuple(torch.randn(1, 2, HIDDEN, requires_grad=True) for _ in range(model.parts))

    def last(*parts):
        if path == "forward":
            _, end = model(x, parts)
            return torch.cat(end)
        return model.trace(x, parts)[0]

    assert torch.autograd.gradcheck(last, state)


@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_a_sequence_cut_in_two_continues_from_its_state(cell, reset):
    model, x = stack(cell, reset, layers=2), torch.randn(STEPS, BATCH, INPUT)
    whole, end = model(x)
    first, state = model(x[:6])
    second, end_of_two = model(x[6:], state)
    torch.testing.assert_close(torch.cat([first, second]), whole, rtol=0, atol=1e-12)
    for ours, theirs in zip(end_of_two, end, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("cell", "reset"), CELLS)
@pytest.mark.parametrize("path", ["forward", "trace"])
def test_ids_stand_for_their_one_hot_vectors(cell, reset, path):
    model, ids = stack(cell, reset), torch.randint(INPUT, (STEPS, BATCH))
    one_hot = nn.functional.one_hot(ids, INPUT).to(torch.float64)
    results = []
    for x in (ids, one_hot):
        model.zero_grad()
        hidden = getattr(model, path)(x)[0]
        hidden.square().sum().backward()
        results.append([hidden.detach(), *(parameter.grad.clone() for parameter in model.parameters())])
    for ours, expected in zip(*results, strict=True):
        torch.testing.assert_close(ours, expected, rtol=0, atol=1e-12)


def test_update_gate_at_one_keeps_the_old_state():
    layer = stack("gru", "before").cells[0]
    layer.fused.bias_ih_l0.data[HIDDEN : 2 * HIDDEN] = 50.0
    x, state = torch.randn(1, BATCH, INPUT), torch.randn(BATCH, HIDDEN)
    hidden, _ = layer(x, (state,))
    torch.testing.assert_close(hidden[0], state, rtol=0, atol=1e-12)
