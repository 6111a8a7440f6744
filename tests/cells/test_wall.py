"""The wall: derivatives equal autograd, and the two descents do what the lesson says."""

import numpy as np
import pytest
import torch
from torch.nn.utils import clip_grad_norm_

from seqviz.cells.wall import LENGTH, descend, wall_loss

START = (4.5, -1.78)


def torch_loss(point):
    state = torch.tensor(0.5, dtype=torch.float64)
    for _ in range(LENGTH):
        state = point[0] * torch.sigmoid(state) + point[1]
    return (torch.sigmoid(state) - 0.7) ** 2


@pytest.mark.parametrize("place", [START, (4.2, -2.1), (3.9, -2.7), (4.98, -1.3), (5.6, 0.2)])
def test_loss_and_derivatives_equal_autograd(place):
    point = torch.tensor(place, dtype=torch.float64, requires_grad=True)
    loss = torch_loss(point)
    loss.backward()
    found = [float(part) for part in wall_loss(*place)]
    np.testing.assert_allclose(found, [loss.item(), *point.grad.tolist()], rtol=1e-10, atol=1e-14)


def test_a_grid_is_computed_as_its_points_are():
    w, b = np.meshgrid(np.linspace(3.9, 4.9, 4), np.linspace(-2.7, -1.3, 3))
    together = wall_loss(w, b)
    for place in np.ndindex(w.shape):
        alone = wall_loss(w[place], b[place])
        assert [part[place] for part in together] == [float(part) for part in alone]


def test_the_clipped_descent_is_torchs():
    """The first steps, up to the wall and past it; later ones are chaotic in the last digits."""
    ours = descend(START, rate=0.5, theta=0.3, steps=14)
    point = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    for step in range(14):
        np.testing.assert_allclose(ours.points[step], point.detach().numpy(), rtol=1e-8)
        point.grad = None
        torch_loss(point).backward()
        norm = clip_grad_norm_([point], 0.3)
        assert float(norm) == pytest.approx(ours.norms[step], rel=1e-7)
        with torch.no_grad():
            point -= 0.5 * point.grad
    assert ours.clipped > 0


def test_one_step_throws_the_unclipped_descent_off_and_the_clipped_one_arrives():
    for nudge in (-0.01, 0.0, 0.01):
        start = (START[0] + nudge, START[1])
        free, clipped = (descend(start, rate=0.5, theta=theta, steps=120) for theta in (None, 0.3))
        lengths = np.hypot(*np.diff(free.points, axis=0).T)
        assert lengths.max() > 2 > 20 * lengths[lengths.argmax() + 1 :].max()
        assert free.losses[-1] > 0.08 > 0.01 > clipped.losses[-1]
        assert np.hypot(*np.diff(clipped.points, axis=0).T).max() <= 0.5 * 0.3


@pytest.mark.parametrize("theta", [0.0, -1.0, float("nan")])
def test_a_theta_that_is_not_positive_is_refused(theta):
    with pytest.raises(ValueError, match="theta"):
        descend(START, rate=0.5, theta=theta, steps=1)
