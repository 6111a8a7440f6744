"""The way of a minibatch to tensors that stay where they are."""

import torch
from torch import Tensor

from seqviz.data.batching import Batch

BUFFERS = 2
"""While the device copies from one, the host fills the other."""


class Staging:
    """Host memory from which inputs and targets reach ``ids`` [2, T, B]; for a GPU it is pinned."""

    def __init__(self, ids: Tensor) -> None:
        self._ids = ids
        self._buffers = [torch.empty(ids.shape, dtype=ids.dtype, pin_memory=ids.is_cuda) for _ in range(BUFFERS)]
        self._copied = [torch.cuda.Event() if ids.is_cuda else None for _ in range(BUFFERS)]
        self._turn = 0

    def send(self, batch: Batch) -> None:
        """Let the device take over a batch once it has done what it was told before; the host need not wait."""
        buffer, copied = self._buffers[self._turn], self._copied[self._turn]
        if copied is not None:
            copied.synchronize()  # until it has left the buffer, nothing may be written over it
        buffer[0].numpy()[:], buffer[1].numpy()[:] = batch.inputs, batch.targets
        self._ids.copy_(buffer, non_blocking=True)
        if copied is not None:
            copied.record()
        self._turn = (self._turn + 1) % BUFFERS
