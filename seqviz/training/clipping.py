"""Gradient norms before and after clipping, from one pass over the gradients.

g <- min(1, theta / ||g||) g (D2L, "Gradient clipping"); ||g|| runs over all parameters together.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

EPSILON = 1e-6
"""Torch's, in the denominator: a clipped gradient is shorter than theta by this share of it."""


def clip_gradients(parameters: Sequence[Tensor], theta: float | Tensor | None) -> tuple[Tensor, Tensor]:
    """Shorten the gradients to a total norm of at most ``theta`` (``None``: leave them).

    As a tensor [] on the device ``theta`` is read when the step is made, and infinity leaves the gradients as they are.

    Returns the total norm before clipping [] and the norm of each parameter's gradient before clipping [P], both still
    on the device. A norm that overflows stays infinite, and such a step is skipped. Raises ``ValueError`` for a theta
    that is not positive: it would stop the training, or turn it around.
    """
    if isinstance(theta, float | int) and not theta > 0:
        raise ValueError(f"theta must be positive, not {theta}")
    gradients = [p.grad for p in parameters if p.grad is not None]
    norms = torch.stack(torch._foreach_norm(gradients))
    total = torch.linalg.vector_norm(norms)
    if theta is not None:
        factor = torch.clamp((total + EPSILON).reciprocal() * theta, max=1.0)
        torch._foreach_mul_(gradients, factor)
    return total, norms


def norm_after(before: float, theta: float | None) -> float:
    """Return the norm that clipping left."""
    return before if theta is None else before * min(1.0, theta / (before + EPSILON))
