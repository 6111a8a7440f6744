"""One optimisation step of a language model, as straight data flow: nothing of it waits for a look at the device."""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from seqviz.models.interruption import breathe
from seqviz.models.recurrent import State
from seqviz.training.clipping import clip_gradients
from seqviz.training.optimizers import Update

Predictor = Callable[[Tensor, State | None], tuple[Tensor, State]]
"""Maps ids [T, B] and a state to logits [T, B, V] and the last state."""


def gradient_step(
    model: Predictor, optimizer: Update, ids: tuple[Tensor, Tensor], carried: State | None, theta: float | Tensor | None
) -> tuple[Tensor, State]:
    """Change the parameters of ``optimizer`` by the gradient of the loss on inputs and targets, both [T, B].

    Returns the figures [2 + P] of the step (its loss, the norm of its gradient and of each parameter's, before
    clipping) and the last state, cut off from the graph. Where the norm is not finite, the parameters and the
    optimizer's own state stay as they are: a mask decides it, where a branch would wait for the device.
    """
    inputs, targets = ids
    logits, state = model(inputs, carried)
    breathe()
    loss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
    for parameter in optimizer.parameters:
        parameter.grad = None
    loss.backward()
    breathe()
    total, norms = clip_gradients(optimizer.parameters, theta)
    optimizer.step((~torch.isfinite(total)).float())
    figures = torch.cat([loss.detach().view(1), total.view(1), norms])
    return figures, tuple(part.detach() for part in state)
