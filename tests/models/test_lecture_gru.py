"""The lecture's GRU as one kernel: what surrounds the launch is checked here, the kernel where there is a GPU."""

import inspect
import logging

import pytest
import torch
from torch.cuda._utils import _CudaKernel
from torch.utils import cpp_extension

from seqviz.cells.adjoints import gru_back, gru_slopes
from seqviz.cells.equations import Weights, gru_step
from seqviz.models import lecture_gru as module
from seqviz.models.lecture_gru import GRUKernelFunction, Kernels, agrees, has_kernel, kernels_for, lecture_gru
from seqviz.models.recurrences import GRUBeforeFunction
from seqviz.models.recurrent import RecurrentStack

STEPS, BATCH, SIZE = 5, 3, 16
GATES = ("reset", "update", "candidate")


def weights_of(w_h):
    parts = dict(zip(GATES, w_h.chunk(3), strict=True))
    none = torch.zeros((), dtype=w_h.dtype)
    return Weights(
        w_x={gate: torch.eye(part.shape[1], dtype=w_h.dtype) for gate, part in parts.items()},
        w_h={gate: part.t() for gate, part in parts.items()},
        b=dict.fromkeys(parts, none),
    )


def stepped(projected, old, w_h):
    """One step of the lecture's equations; what enters the three gates is different, so each is asked for its own."""
    weights = weights_of(w_h)
    r, z, c = projected.chunk(3, -1)
    reset = gru_step(r, old, weights).reset
    update = gru_step(z, old, weights).update
    candidate = torch.tanh(c + (reset * old) @ weights.w_h["candidate"])
    step = gru_step(c, old, weights)
    return step._replace(
        reset=reset, update=update, candidate=candidate, hidden=update * old + (1 - update) * candidate
    )


class EquationKernels:
    """The two launches done by the lecture's equations on the CPU, into the buffers that a launch would fill."""

    def __init__(self):
        self.launches = []

    def forward(self, *, grid, block, args):
        projected, across, hidden, gates, candidate, reset_hidden, steps, batch = args
        self._note("forward", grid, block, args)
        for t in range(steps):
            step = stepped(projected[t], hidden[t], across.t())
            gates[t] = torch.cat([step.reset, step.update], -1)
            candidate[t], reset_hidden[t], hidden[t + 1] = step.candidate, step.reset * hidden[t], step.hidden
        assert batch == projected.shape[1]

    def backward(self, *, grid, block, args):
        grad, hidden, gates, candidate, w, before, total, start, steps, _ = args
        self._note("backward", grid, block, args)
        weights, carried = weights_of(w), torch.zeros_like(start)
        for t in range(steps - 1, -1, -1):
            reset, update = gates[t].chunk(2, -1)
            step = gru_step(hidden[t], hidden[t], weights)._replace(
                reset=reset, update=update, candidate=candidate[t], hidden=hidden[t + 1]
            )
            total[t] = carried + grad[t]
            back = gru_back(total[t], gru_slopes(step, hidden[t], weights), weights)
            before[t] = torch.cat([back.before[gate] for gate in GATES], -1)
            carried = back.hidden
        start.copy_(carried)

    def _note(self, name, grid, block, args):
        assert all(part.is_contiguous() for part in args if isinstance(part, torch.Tensor))
        self.launches.append((name, grid, block))


def inputs(dtype=torch.float64, device="cpu", size=SIZE):
    generator = torch.Generator().manual_seed(4)
    shapes = [(STEPS, BATCH, 3 * size), (BATCH, size), (3 * size, size)]
    scales = [1.0, 1.0, size**-0.5]
    return [
        (scale * torch.randn(shape, generator=generator, dtype=torch.float64)).to(device, dtype).requires_grad_()
        for shape, scale in zip(shapes, scales, strict=True)
    ]


def run(function, leaves, *more):
    """Return the hidden states, what was kept, and the gradients of all inputs under uneven weights."""
    kept = {}
    hidden = function(*leaves, kept, *more)
    uneven = torch.linspace(-1, 1, hidden.numel(), dtype=hidden.dtype, device=hidden.device).view_as(hidden)
    gradients = torch.autograd.grad((hidden * uneven).sum(), leaves)
    return [hidden.detach(), *gradients, *(kept[name].detach() for name in sorted(kept))], sorted(kept)


def test_around_the_launches_everything_equals_the_recurrence_written_out():
    kernels, leaves = EquationKernels(), inputs()
    ours, names = run(GRUKernelFunction.apply, leaves, kernels)
    expected, kept = run(GRUBeforeFunction.apply, leaves)
    assert names == kept == ["candidate", "gradient", "hidden", "reset", "update"]
    for a, b in zip(ours, expected, strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=1e-12)
    block = (8 * SIZE, 1, 1)
    assert kernels.launches == [("forward", (BATCH, 1, 1), block), ("backward", (BATCH, 1, 1), block)]


def test_a_layer_takes_the_kernel_where_there_is_one(monkeypatch):
    kernels = EquationKernels()
    monkeypatch.setattr(module, "kernels_for", lambda *_: Kernels(forward=kernels.forward, backward=kernels.backward))
    model = RecurrentStack("gru", 4, SIZE, layers=2, bidirectional=True).double()
    model(torch.randn(STEPS, BATCH, 4, dtype=torch.float64))[0].sum().backward()
    assert [name for name, *_ in kernels.launches] == 4 * ["forward"] + 4 * ["backward"]


@pytest.mark.parametrize("wrong", [None, "forward", "backward"])
def test_a_kernel_that_computes_something_else_is_not_trusted(wrong):
    right = EquationKernels()

    def spoilt(*, grid, block, args):
        getattr(right, wrong)(grid=grid, block=block, args=args)
        out = args[2] if wrong == "forward" else args[5]
        out[-1] += 0.01

    launches = {"forward": right.forward, "backward": right.backward} | ({wrong: spoilt} if wrong else {})
    like = torch.empty((), dtype=torch.float64)
    assert agrees(Kernels(**launches), SIZE, like) is (wrong is None)
    with torch.inference_mode():  # of whoever needs the kernel first
        assert agrees(Kernels(**launches), SIZE, like) is (wrong is None)


@pytest.mark.parametrize(
    ("dtype", "size", "found"),
    [
        (torch.float32, 16, True),
        (torch.float32, 128, True),
        (torch.float64, 128, False),
        (torch.float32, 144, False),
        (torch.float32, 100, False),
        (torch.float32, 8, False),
    ],
)
def test_there_is_a_kernel_for_sizes_that_fit_into_registers(dtype, size, found):
    assert has_kernel(dtype, size) == found


def test_on_a_processor_the_recurrence_is_written_out():
    leaves = inputs(torch.float32)
    assert kernels_for(leaves[0], SIZE) is None
    assert torch.equal(lecture_gru(*leaves, {}), GRUBeforeFunction.apply(*leaves, {}))


@pytest.mark.parametrize("error", [RuntimeError("Kernel compilation failed"), OSError("no libnvrtc"), AttributeError()])
def test_where_it_cannot_be_compiled_nobody_waits_for_it_and_the_log_says_so(monkeypatch, caplog, error):
    def refuse(*_):
        raise error

    monkeypatch.setattr(torch.cuda, "_compile_kernel", refuse)
    module._compiled.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert module._compiled(SIZE, 0) is None
        assert module._compiled(SIZE, 0) is None
    module._compiled.cache_clear()
    assert len(caplog.records) == 1


def test_torch_still_has_the_private_entry_that_compiles():
    """A torch without it would make the lecture's GRU slow on every GPU, and nobody would notice."""
    assert list(inspect.signature(torch.cuda._compile_kernel).parameters)[:2] == ["kernel_source", "kernel_name"]
    assert {"grid", "block", "args"} <= inspect.signature(_CudaKernel.__call__).parameters.keys()


def test_it_is_compiled_where_no_toolkit_is_installed(monkeypatch):
    """Torch looks for the toolkit's headers before it compiles, and raises where there are none."""
    compiled = []

    def compile_as_torch_does(_source, name):
        cpp_extension.include_paths("cuda")
        compiled.append(name)

    monkeypatch.setattr(cpp_extension, "CUDA_HOME", None)
    monkeypatch.setattr(torch.cuda, "_compile_kernel", compile_as_torch_does)
    with pytest.raises(OSError, match="CUDA_HOME"):
        torch.cuda._compile_kernel("", "gru_forward")
    module._compile("", "gru_forward")
    assert compiled == ["gru_forward"]


def test_a_full_gpu_says_nothing_about_the_kernel(monkeypatch):
    found = iter([torch.OutOfMemoryError("CUDA out of memory"), RuntimeError("Kernel compilation failed")])

    def refuse(*_):
        raise next(found)

    monkeypatch.setattr(torch.cuda, "_compile_kernel", refuse)
    module._compiled.cache_clear()
    with pytest.raises(torch.OutOfMemoryError):
        module._compiled(SIZE, 0)
    assert module._compiled(SIZE, 0) is None  # asked again, not remembered
    module._compiled.cache_clear()


def test_the_source_travels_with_the_package():
    source = module.SOURCE.read_text(encoding="utf-8")
    assert all(f"{name}(" in source for name in ("gru_forward", "gru_backward"))


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="this machine has no CUDA device")
@pytest.mark.parametrize("size", [16, 48, 128])
def test_the_kernel_equals_double_precision_on_a_gpu(size):
    leaves = inputs(torch.float32, "cuda", size)
    assert kernels_for(leaves[0], size) is not None
    ours, _ = run(lecture_gru, leaves)
    expected, _ = run(GRUBeforeFunction.apply, [leaf.detach().double().requires_grad_() for leaf in leaves])
    for a, b in zip(ours, expected, strict=True):
        torch.testing.assert_close(a.double(), b, rtol=1e-5, atol=1e-5)
