"""Cases in which well-known tools and readers went wrong, with values worked out by hand."""

import pytest
import torch

from seqviz.models.recurrent import SATURATED, RecurrentLayer
from seqviz.training.clipping import clip_gradients


@pytest.mark.parametrize(("reset", "candidate"), [("before", (0.0, 0.7068)), ("after", (0.0, 0.1186))])
def test_the_reset_gate_acts_before_the_product_in_the_lecture_and_behind_it_in_torch(reset, candidate):
    layer = RecurrentLayer("gru", 1, 2, reset=reset, backward=False).double()
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.zero_()
        layer.fused.weight_hh_l0[4:] = torch.tensor([[0.0, 1.0], [1.0, 0.0]])  # the candidate's, which swaps
        layer.fused.bias_hh_l0[:4] = torch.tensor([2.0, -2.0, -SATURATED, -SATURATED])  # the candidate is let through
        hidden, _ = layer(torch.zeros(1, 1, 1).double(), (torch.tensor([[1.0, 0.0]]).double(),))
    assert hidden.flatten().tolist() == pytest.approx(candidate, abs=5e-5)


def test_a_clipped_gradient_is_shorter_than_theta_by_torchs_epsilon():
    weight = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    weight.grad = torch.tensor([3.0, 4.0], dtype=torch.float64)
    before, _ = clip_gradients([weight], 1.0)
    assert before.item() == 5
    assert weight.grad.tolist() == pytest.approx([0.6, 0.8], abs=2e-7)
    assert weight.grad.norm().item() == pytest.approx(0.9999998, abs=1e-10)
