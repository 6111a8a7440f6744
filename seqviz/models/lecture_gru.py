"""The lecture's GRU over a whole sequence: one GPU kernel where there is one, else the recurrence written out.

No fused layer computes the lecture's formula, so on a GPU every step would be half a dozen small operations that
follow each other. The kernel of ``lecture_gru.cu`` does all steps in one. It is compiled when it is first needed, by
NVRTC, which comes with torch's CUDA wheels: nobody needs a compiler.
"""

import functools
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function
from torch.autograd.function import once_differentiable

from seqviz.models.recurrences import GRUBeforeFunction, Kept, gru_weight_gradient

logger = logging.getLogger(__name__)

SOURCE = Path(__file__).with_suffix(".cu")
LARGEST = 128
"""Hidden units whose recurrent weights fit into the registers of one block."""
MULTIPLE = 16
THREADS = 8
"""Threads of a block for each hidden unit."""
TRIED_STEPS, TRIED_BATCH = 4, 3
TRUSTED = 1e-3
"""What single precision may cost in the example that a kernel is tried on; its numbers are about 1."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Kernels:
    """Both directions, compiled for one hidden size; each is called with ``grid``, ``block`` and ``args``."""

    forward: Callable[..., None]
    backward: Callable[..., None]


def lecture_gru(projected: Tensor, h0: Tensor, w_h: Tensor, kept: Kept) -> Tensor:
    """Return all hidden states [T, B, H]; arguments as of ``GRUBeforeFunction``, gates and dL/dh_t in ``kept``."""
    kernels = kernels_for(projected, h0.shape[-1])
    if kernels is None:
        written_out: Tensor = GRUBeforeFunction.apply(projected, h0, w_h, kept)
        return written_out
    hidden: Tensor = GRUKernelFunction.apply(projected, h0, w_h, kept, kernels)
    return hidden


def kernels_for(projected: Tensor, size: int) -> Kernels | None:
    """Return the kernels for an input and a hidden size; ``None`` where the recurrence is to be written out."""
    if not projected.is_cuda or not has_kernel(projected.dtype, size):
        return None
    return _compiled(size, projected.get_device())


def has_kernel(dtype: torch.dtype, size: int) -> bool:
    """Whether there is a kernel for numbers of this kind and so many hidden units."""
    return dtype == torch.float32 and size % MULTIPLE == 0 and 0 < size <= LARGEST


@functools.cache
def _compiled(size: int, device: int) -> Kernels | None:  # a kernel belongs to the device it was made on
    source = f"#define H {size}\n{SOURCE.read_text(encoding='utf-8')}"
    try:
        kernels = Kernels(forward=_compile(source, "gru_forward"), backward=_compile(source, "gru_backward"))
        if agrees(kernels, size, torch.empty((), device=torch.device("cuda", device))):
            return kernels
        logger.warning("the lecture's GRU goes on without its kernel: on this device it computes something else")
    except torch.OutOfMemoryError:
        raise  # says nothing about the kernel: the next run may have the memory
    except (AttributeError, ImportError, OSError, RuntimeError) as error:
        logger.warning("the lecture's GRU goes on without its kernel: %s", error)
    return None


def _compile(source: str, name: str) -> Callable[..., None]:
    """Compile by torch's own entry to NVRTC; its name is private, so a test watches that it stays.

    It gives up where no CUDA toolkit is installed, for the sake of headers that the kernels do not include.
    """
    from torch.utils import cpp_extension  # takes a while, and only a GPU needs it

    if cpp_extension.CUDA_HOME is None:
        cpp_extension.CUDA_HOME = str(SOURCE.parent)
    kernel: Callable[..., None] = torch.cuda._compile_kernel(source, name)
    return kernel


def agrees(kernels: Kernels, size: int, like: Tensor) -> bool:
    """Whether the kernels compute what the recurrence written out computes, there and back, on a small example.

    A kernel is compiled for a device that nobody may have tried; a wrong number would be shown as a model's own.
    """
    shapes = ((TRIED_STEPS, TRIED_BATCH, 3 * size), (TRIED_BATCH, size), (3 * size, size))
    with torch.inference_mode(mode=False), torch.enable_grad():  # whoever needs the kernel first may want no gradients
        uneven = [torch.arange(math.prod(shape), device=like.device, dtype=like.dtype).view(shape) for shape in shapes]
        leaves = [torch.sin(numbers * 0.7).requires_grad_() for numbers in uneven]
        both = []
        for function, more in ((GRUKernelFunction, (kernels,)), (GRUBeforeFunction, ())):
            kept: Kept = {}
            hidden = function.apply(leaves[0], leaves[1], leaves[2] * size**-0.5, kept, *more)
            gradients = torch.autograd.grad((hidden * torch.cos(uneven[0][..., :size])).sum(), leaves)
            both.append([hidden, *gradients, *(kept[name] for name in sorted(kept))])
    return all(torch.allclose(ours, theirs, rtol=0, atol=TRUSTED) for ours, theirs in zip(*both, strict=True))


class GRUKernelFunction(Function):
    """``GRUBeforeFunction`` by two launches. Block: one sequence of the batch, all its steps."""

    @staticmethod
    def forward(ctx: Any, projected: Tensor, h0: Tensor, w_h: Tensor, kept: Kept, kernels: Kernels) -> Tensor:
        """Return all hidden states [T, B, H]."""
        steps, batch, stacked = projected.shape
        size = stacked // 3
        hidden = projected.new_empty(steps + 1, batch, size)
        gates = projected.new_empty(steps, batch, 2 * size)
        candidate, reset_hidden = (projected.new_empty(steps, batch, size) for _ in range(2))
        hidden[0] = h0
        inputs = [projected.contiguous(), w_h.t().contiguous()]
        kernels.forward(
            grid=(batch, 1, 1),
            block=(THREADS * size, 1, 1),
            args=[*inputs, hidden, gates, candidate, reset_hidden, steps, batch],
        )
        ctx.save_for_backward(hidden, gates, candidate, reset_hidden, w_h)
        ctx.kept, ctx.kernels = kept, kernels
        kept.update(reset=gates[..., :size], update=gates[..., size:], candidate=candidate, hidden=hidden[1:])
        return hidden[1:]

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        """Go back through time in one launch; one product over all steps gives the weight gradients."""
        hidden, gates, candidate, reset_hidden, w_h = ctx.saved_tensors
        steps, batch, size = grad.shape
        before, total = grad.new_empty(steps, batch, 3 * size), grad.new_empty(steps, batch, size)
        h0_grad = grad.new_empty(batch, size)
        if grad.is_cuda:
            torch.cuda.set_device(grad.device)  # autograd's own thread has no device yet, and a launch needs one
        inputs = [grad.contiguous(), hidden, gates, candidate, w_h.contiguous()]
        ctx.kernels.backward(
            grid=(batch, 1, 1),
            block=(THREADS * size, 1, 1),
            args=[*inputs, before, total, h0_grad, steps, batch],
        )
        ctx.kept["gradient"] = total
        return before, h0_grad, gru_weight_gradient(before, hidden[:-1], reset_hidden, w_h), None, None
