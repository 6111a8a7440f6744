"""Gradient norms before and after clipping, from one pass over the gradients.

g <- min(1, theta / ||g||) g (D2L, "Gradient clipping"); ||g|| runs over all parameters together.
"""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.utils import clip_grads_with_norm_


def clip_gradients(parameters: Sequence[Tensor], theta: float | None) -> tuple[Tensor, Tensor]:
    """Shorten the gradients to a total norm of at most ``theta`` (``None``: leave them).

    Returns the total norm before clipping [] and the norm of each parameter's gradient before clipping [P], both still
    on the device.
    """
    gradients = [p.grad for p in parameters if p.grad is not None]
    norms = torch.stack(torch._foreach_norm(gradients))
    total = torch.linalg.vector_norm(norms)
    if theta is not None:
        clip_grads_with_norm_(parameters, theta, total)
    return total, norms


def norm_after(before: float, theta: float | None) -> float:
    """Return the norm that clipping left, with torch's 1e-6 in the denominator."""
    return before if theta is None else before * min(1.0, theta / (before + 1e-6))
