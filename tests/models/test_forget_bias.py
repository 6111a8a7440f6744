"""What the gates of an LSTM begin with: the formula of Tallec and Ollivier, and nothing else is touched."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from seqviz.models.forecaster import initialise
from seqviz.models.forget_bias import begin_with, chrono_bias
from seqviz.models.recurrent import RecurrentStack

SIZE = 2000


def stack_of(kind, cell="lstm", *, size=16, longest=20):
    stack = RecurrentStack(cell, 5, size, layers=2)
    generator = torch.Generator().manual_seed(0)
    initialise(stack, generator)
    begin_with(stack, kind, longest=longest, generator=generator)
    return stack


def biases(stack, layer):
    return {gate: bias.detach() for gate, bias in stack.cells[layer].weights().b.items()}


@given(st.integers(2, 200), st.integers(0, 1000))
def test_a_chrono_bias_is_the_logarithm_of_a_uniform_number(longest, seed):
    bias = chrono_bias(SIZE, longest, torch.Generator().manual_seed(seed)).double()
    span = bias.exp()
    assert float(span.min()) >= 1 - 1e-6
    assert float(span.max()) <= longest * (1 + 1e-6)
    error = 5 * (longest - 1) / math.sqrt(12 * SIZE)  # five standard errors of the mean of U(1, longest)
    assert float(span.mean()) == pytest.approx((1 + longest) / 2, abs=error)
    middle = float((span < (1 + longest) / 2).double().mean())
    assert middle == pytest.approx(0.5, abs=5 * 0.5 / math.sqrt(SIZE))
    assert torch.allclose(torch.sigmoid(bias), span / (span + 1))  # what the gate keeps of a memory


@pytest.mark.parametrize("layer", [0, 1])
def test_the_input_gates_get_the_negative_bias_and_the_other_gates_keep_theirs(layer):
    plain, chrono = biases(stack_of("plain"), layer), biases(stack_of("chrono"), layer)
    assert torch.equal(chrono["input"], -chrono["forget"])
    assert (chrono["forget"] >= 0).all()
    assert (chrono["forget"] <= math.log(20)).all()
    assert len(chrono["forget"].unique()) == 16  # a bias of its own for every unit
    for gate in ("candidate", "output"):
        assert torch.equal(chrono[gate], plain[gate])


def test_all_weights_stay_as_they_were_drawn():
    plain, chrono = (dict(stack_of(kind).named_parameters()) for kind in ("plain", "chrono"))
    for name in plain:
        if "weight" in name:
            assert torch.equal(plain[name], chrono[name])


def test_torch_reads_the_same_gates_from_the_biases():
    """An untrained nn.LSTM without input and weights keeps of its memory what the formula says."""
    stack = stack_of("chrono")
    fused = stack.cells[0].fused
    with torch.no_grad():
        for name in ("weight_ih_l0", "weight_hh_l0"):
            fused.get_parameter(name).zero_()
        _, (_, memory) = fused(torch.zeros(1, 1, 5), (torch.zeros(1, 1, 16), torch.full((1, 1, 16), 1e6)))
    kept = biases(stack, 0)["forget"].exp()
    assert torch.allclose(memory[0, 0] / 1e6, kept / (kept + 1), atol=1e-5)


def test_one_opens_the_forget_gates_alone():
    plain, one = biases(stack_of("plain"), 0), biases(stack_of("one"), 0)
    assert torch.allclose(one["forget"], plain["forget"] + 1)
    assert all(torch.equal(one[gate], plain[gate]) for gate in ("input", "candidate", "output"))


@pytest.mark.parametrize("cell", ["rnn", "gru"])
def test_cells_without_a_forget_gate_stay_as_they_are_when_nothing_is_asked(cell):
    stack, fresh = stack_of("plain", cell), RecurrentStack(cell, 5, 16, layers=2)
    initialise(fresh, torch.Generator().manual_seed(0))
    assert all(torch.equal(a, b) for a, b in zip(stack.parameters(), fresh.parameters(), strict=True))
