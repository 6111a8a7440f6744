"""Deep stacks, in one direction and in two, over sequences of different lengths: as torch.nn, in float64."""

import pytest
import torch
from torch import Tensor, nn

from seqviz.models.recurrent import RecurrentStack

EXACT = 1e-10
STEPS, INPUT, HIDDEN = 9, 4, 5
LENGTHS = (4, 9, 1, 7)
"""Not sorted; one has a single token, one fills the window."""
FUSED = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
KINDS = [(cell, layers, both) for cell in FUSED for layers, both in ((1, False), (3, False), (1, True), (3, True))]


def suffixes(stack: RecurrentStack) -> list[str]:
    """What torch calls the weights of each layer and direction."""
    return [
        f"_l{index // stack.directions}" + ("_reverse" if index % stack.directions else "")
        for index in range(len(stack.cells))
    ]


def pair(cell, layers, both):
    """A stack and torch's own with the same weights."""
    torch.manual_seed(5)
    stack = RecurrentStack(cell, INPUT, HIDDEN, layers=layers, bidirectional=both, reset="after").double()
    reference = FUSED[cell](INPUT, HIDDEN, num_layers=layers, bidirectional=both).double()
    for part, suffix in zip(stack.cells, suffixes(stack), strict=True):
        for name in NAMES:
            part.fused.get_parameter(f"{name}_l0").data.copy_(reference.get_parameter(name + suffix))
    return stack, reference


def run_reference(reference, x: Tensor) -> tuple[Tensor, tuple[Tensor, ...]]:
    packed = nn.utils.rnn.pack_padded_sequence(x, torch.tensor(LENGTHS), enforce_sorted=False)
    hidden, last = reference(packed)
    return nn.utils.rnn.pad_packed_sequence(hidden, total_length=STEPS)[0], last if isinstance(last, tuple) else (last,)


@pytest.mark.parametrize(("cell", "layers", "both"), KINDS)
def test_states_and_gradients_equal_torch_nn_over_ragged_sequences(cell, layers, both):
    stack, reference = pair(cell, layers, both)
    ours = torch.randn(STEPS, len(LENGTHS), INPUT, dtype=torch.float64, requires_grad=True)
    theirs = ours.detach().clone().requires_grad_()
    hidden, last = stack(ours, lengths=torch.tensor(LENGTHS))
    expected, expected_last = run_reference(reference, theirs)
    inside = (torch.arange(STEPS)[:, None] < torch.tensor(LENGTHS))[..., None]
    close(hidden * inside, expected)
    for part, expected_part in zip(last, expected_last, strict=True):
        close(part, expected_part)
    weighting = torch.randn_like(expected)
    weights = [torch.randn_like(part) for part in expected_last]
    loss_of(hidden * inside, last, weighting, weights).backward()
    loss_of(expected, expected_last, weighting, weights).backward()
    close(ours.grad, theirs.grad)
    for part, suffix in zip(stack.cells, suffixes(stack), strict=True):
        for name in NAMES:
            close(part.fused.get_parameter(f"{name}_l0").grad, reference.get_parameter(name + suffix).grad)


@pytest.mark.parametrize(("cell", "layers", "both"), KINDS)
def test_what_stands_behind_the_end_of_a_sequence_changes_nothing(cell, layers, both):
    stack, _ = pair(cell, layers, both)
    x, lengths = torch.randn(STEPS, len(LENGTHS), INPUT, dtype=torch.float64), torch.tensor(LENGTHS)
    inside = (torch.arange(STEPS)[:, None] < lengths)[..., None]
    hidden, last = stack(x, lengths=lengths)
    again, last_again = stack(torch.where(inside, x, torch.full_like(x, 7.0)), lengths=lengths)
    assert torch.equal(hidden * inside, again * inside)
    assert all(torch.equal(one, other) for one, other in zip(last, last_again, strict=True))


def loss_of(hidden: Tensor, last, weighting: Tensor, weights) -> Tensor:
    """A number in which every state takes part, each with a weight of its own."""
    ends = sum((part * weight).sum() for part, weight in zip(last, weights, strict=True))
    return (hidden * weighting).sum() + ends


def close(ours: Tensor, theirs: Tensor) -> None:
    torch.testing.assert_close(ours, theirs, rtol=0, atol=EXACT)
