"""An optimisation step on tensors that stay where they are, so that a GPU can repeat it without Python.

A CUDA graph reads and writes the memory it was captured with. So everything that changes from step to step is copied
into fixed tensors before it: the ids, the carried state, theta; the learning rate is one in the optimizer. What the
step says goes into a ring on the device.
"""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from seqviz.data.batching import Batch
from seqviz.models.recurrent import State
from seqviz.training.figure_ring import FigureRing
from seqviz.training.gradient_step import Predictor, gradient_step
from seqviz.training.optimizers import Update
from seqviz.training.staging import Staging


class FixedStep:
    """Steps of ``model`` by ``optimizer`` on minibatches of one shape.

    Parameters
    ----------
    model : maps ids [T, B] and a state to logits and the last state
    optimizer : holds the parameters; its tensors stay where they are, and its learning rate is one of them
    shape : T and B of every minibatch
    state : tensors like those that go on from one minibatch to the next; ``None`` where each begins from zero
    ring_rows : steps whose figures stay readable

    ``repeat`` makes the step that was loaded: ``body`` itself, until somebody puts a quicker way in its place.
    """

    def __init__(
        self, model: Predictor, optimizer: Update, *, shape: tuple[int, int], state: State | None, ring_rows: int
    ) -> None:
        self._model = model
        self._optimizer = optimizer
        parameters = optimizer.parameters
        self.ids = torch.zeros(2, *shape, dtype=torch.long, device=parameters[0].device)
        self.theta = parameters[0].new_full((), math.inf)
        self._theta = math.inf
        self.state = None if state is None else tuple(torch.zeros_like(part) for part in state)
        self.ring = FigureRing(ring_rows, 2 + len(parameters), like=parameters[0].detach())
        self._staging = Staging(self.ids)
        self.repeat: Callable[[], None] = self.body

    def fits(self, batch: Batch) -> bool:
        """Whether a minibatch has the shape of these tensors; at the end of a short text it may not."""
        return batch.inputs.shape == self.ids.shape[1:]

    def make(self, batch: Batch, carried: State | None, theta: float | None) -> tuple[Tensor, State | None]:
        """Make one step; return the row of its figures, to be read in time, and the state that goes on."""
        self.load(batch, carried, theta)
        self.repeat()
        return self.ring.newest(), self.state

    def load(self, batch: Batch, carried: State | None, theta: float | None) -> None:
        """Copy into the fixed tensors what the next step reads."""
        self._staging.send(batch)
        if self.state is not None:
            if carried is None:
                torch._foreach_zero_(self.state)
            elif carried is not self.state:  # after a restore, or a step of another shape
                torch._foreach_copy_(self.state, carried)
        wanted = math.inf if theta is None else theta
        if wanted != self._theta:
            self.theta.fill_(wanted)
            self._theta = wanted

    def body(self) -> None:
        """Make the step that was loaded: no branch, no look at the device, no tensor that comes from outside."""
        figures, state = gradient_step(self._model, self._optimizer, (self.ids[0], self.ids[1]), self.state, self.theta)
        self.ring.write(figures)
        if self.state is not None:
            torch._foreach_copy_(self.state, state)

    def memory(self) -> dict[str, Any]:
        """Return a copy of everything that a step changes."""
        return {
            "parameters": [parameter.detach().clone() for parameter in self._optimizer.parameters],
            "optimizer": self._optimizer.state(),
        }

    @torch.no_grad()
    def forget(self, memory: dict[str, Any]) -> None:
        """Take back the steps since ``memory``, into the same tensors, and the gradients they left."""
        torch._foreach_copy_(self._optimizer.parameters, memory["parameters"])
        self._optimizer.restore(memory["optimizer"])
        for parameter in self._optimizer.parameters:
            parameter.grad = None
        self.ring.rewind()
