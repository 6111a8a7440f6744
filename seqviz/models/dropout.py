"""Dropout between layers, drawn anew for each training step from the step's own number, and off at all other times."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn


class Dropout(nn.Module):
    """Set a ``share`` of the numbers to zero and scale the others, so that the mean stays (Srivastava et al., 2014).

    It does nothing outside ``dropping``.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.generator: torch.Generator | None = None

    def forward(self, x: Tensor) -> Tensor:
        """Return ``x`` of any shape with a part of it dropped."""
        if self.generator is None or not self.share:
            return x
        kept = torch.rand(x.shape, generator=self.generator, device=x.device) >= self.share
        return x * kept / (1 - self.share)


@contextmanager
def dropping(model: nn.Module, *, seed: int) -> Iterator[None]:
    """Let all dropout of ``model`` draw from ``seed``: a step that is made again drops the same numbers."""
    layers = [module for module in model.modules() if isinstance(module, Dropout) and module.share]
    device = next(model.parameters()).device
    for number, layer in enumerate(layers):
        layer.generator = torch.Generator(device).manual_seed(seed + number)
    try:
        yield
    finally:
        for layer in layers:
            layer.generator = None
