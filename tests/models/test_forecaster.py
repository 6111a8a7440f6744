"""The window and the latent state: what a position sees, and how a forecast rolls on."""

import pytest
import torch

from seqviz.models.forecaster import LatentModel, WindowModel, initialise


@pytest.mark.parametrize(
    "model", [WindowModel(3, 0, 5), WindowModel(2, 2, 5), LatentModel(5), LatentModel(6, both=True)]
)
def test_a_position_never_sees_its_own_value(model: torch.nn.Module) -> None:
    initialise(model, torch.Generator().manual_seed(0))
    values = torch.randn(2, 12, requires_grad=True)
    first, last = 4, 9
    for place in range(last - first):
        (gradient,) = torch.autograd.grad(model(values, first, last)[:, place].sum(), values)
        assert torch.all(gradient[:, first + place] == 0)
        assert torch.any(gradient[:, first + place - 1] != 0)
        sees_future = bool(torch.any(gradient[:, first + place + 1 :] != 0))
        assert sees_future == (getattr(model, "after", 0) > 0 or getattr(model, "future", None) is not None)


@pytest.mark.parametrize("model", [WindowModel(3, 0, 5), LatentModel(5)])
def test_rolling_out_is_predicting_on_ones_own_predictions(model: torch.nn.Module) -> None:
    initialise(model, torch.Generator().manual_seed(0))
    known = torch.randn(2, 6)
    path = model.roll_out(known, 4)
    for _ in range(4):
        length = known.shape[1]
        padded = torch.cat([known, torch.zeros(2, 1)], 1)
        known = torch.cat([known, model(padded, length, length + 1)], 1)
    torch.testing.assert_close(path, known[:, 6:])


def test_the_latent_state_is_the_lectures_equation() -> None:
    model = LatentModel(4)
    initialise(model, torch.Generator().manual_seed(1))
    weights = dict(model.past.cells[0].fused.named_parameters())
    values, state = torch.randn(1, 5), torch.zeros(4)
    for value in values[0, :4]:
        state = torch.tanh(
            weights["weight_hh_l0"] @ state + weights["weight_ih_l0"][:, 0] * value
            + weights["bias_ih_l0"] + weights["bias_hh_l0"]
        )  # fmt: skip
    torch.testing.assert_close(model(values, 4, 5)[0], model.output(state))
