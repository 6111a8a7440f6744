"""Adam and SGD as torch computes them, without torch's optimizer classes.

The classes import torch's compiler at their first step: 1.3 seconds and 70 MB in every worker, before the first point
is on the chart. The fused kernels behind them need none of it, and skip a step by a flag that stays on the device.
All that they read and write stays where it is, the learning rate too, so a CUDA graph may hold them.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import torch
from torch import Tensor
from torch.optim.adam import adam
from torch.optim.sgd import sgd

from seqviz.config.language_model import Optimizer


class Update(Protocol):
    """A rule that changes ``parameters`` by their gradients. ``learning_rate`` may be set at any time."""

    parameters: list[Tensor]
    learning_rate: float

    def step(self, found_inf: Tensor) -> None:
        """Change the parameters, unless ``found_inf`` [] is 1: then they and the rule's own state stay as they are."""

    def state(self) -> Any:
        """Return a copy of what the rule remembers."""

    def restore(self, state: Any) -> None:
        """Go back to a copied state."""


class Rated:
    """``parameters`` and the learning rate at which they change: a number for Python, and ``rate`` [] on the device."""

    def __init__(self, parameters: Sequence[Tensor], learning_rate: float) -> None:
        self.parameters = list(parameters)
        device = self.parameters[0].device
        # the kernels read single precision on a GPU, and on a CPU what Python has
        self.rate = torch.empty((), dtype=torch.float32 if device.type == "cuda" else torch.float64, device=device)
        self.learning_rate = learning_rate

    @property
    def learning_rate(self) -> float:
        """The learning rate of the steps to come."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._learning_rate = value
        self.rate.fill_(value)


class Adam(Rated):
    """Adam with torch's defaults (Kingma and Ba, 2015): betas .9 and .999, epsilon 1e-8."""

    def __init__(self, parameters: Sequence[Tensor], learning_rate: float) -> None:
        super().__init__(parameters, learning_rate)
        self.means = [torch.zeros_like(p) for p in self.parameters]
        self.squares = [torch.zeros_like(p) for p in self.parameters]
        self.counts = [torch.zeros((), device=p.device) for p in self.parameters]

    @torch.no_grad()
    def step(self, found_inf: Tensor) -> None:
        """Do one step on the gradients that ``backward`` left."""
        adam(
            self.parameters,
            _gradients(self.parameters),
            self.means,
            self.squares,
            [],
            self.counts,
            fused=True,
            found_inf=found_inf,
            amsgrad=False,
            beta1=0.9,
            beta2=0.999,
            lr=self.rate,
            weight_decay=0.0,
            eps=1e-8,
            maximize=False,
        )

    def state(self) -> tuple[float, list[list[Tensor]]]:
        """Return the learning rate and both moments."""
        return self.learning_rate, [[t.clone() for t in kept] for kept in (self.means, self.squares, self.counts)]

    def restore(self, state: tuple[float, list[list[Tensor]]]) -> None:
        """Take over a copied state, into the tensors that are there."""
        self.learning_rate, kept = state
        for tensors, copies in zip((self.means, self.squares, self.counts), kept, strict=True):
            torch._foreach_copy_(tensors, copies)


class SGD(Rated):
    """Stochastic gradient descent, as the lectures use it: no momentum, nothing remembered but the rate."""

    @torch.no_grad()
    def step(self, found_inf: Tensor) -> None:
        """Do one step on the gradients that ``backward`` left."""
        sgd(
            self.parameters,
            _gradients(self.parameters),
            [None] * len(self.parameters),
            fused=True,
            found_inf=found_inf,
            weight_decay=0.0,
            momentum=0.0,
            lr=self.rate,  # type: ignore[arg-type]  # the fused kernel reads a tensor
            dampening=0.0,
            nesterov=False,
            maximize=False,
        )

    def state(self) -> float:
        """Return the learning rate."""
        return self.learning_rate

    def restore(self, state: float) -> None:
        """Take over a learning rate."""
        self.learning_rate = state


def make_optimizer(name: Optimizer, parameters: Sequence[Tensor], learning_rate: float) -> Update:
    """Return the optimizer of a config."""
    return (Adam if name == "adam" else SGD)(parameters, learning_rate)


def _gradients(parameters: Sequence[Tensor]) -> list[Tensor]:
    gradients = [p.grad for p in parameters if p.grad is not None]
    assert len(gradients) == len(parameters), "every parameter needs a gradient"
    return gradients
