"""The kernel of the lecture's GRU, from its own text, run by a C++ compiler's program on the processor.

What a GPU does with it is another matter (registers, its own exponential); the arithmetic, the places in memory and
the barriers are the same.
"""

import ctypes
import shutil
import subprocess
from pathlib import Path

import pytest
import torch

from seqviz.models.lecture_gru import SOURCE, THREADS, GRUKernelFunction, Kernels
from tests.models.test_lecture_gru import EquationKernels, run

COMPILER = shutil.which("c++") or shutil.which("g++")
BLOCK = Path(__file__).with_name("block_on_a_processor.cpp")
UPWARDS, DOWNWARDS, DRAWN = 0, 1, 2
BARRIER = "__syncthreads();"

pytestmark = pytest.mark.skipif(COMPILER is None, reason="no C++ compiler: install g++")


def compiled(text, size, folder):
    """Return ``kernels(order)`` of a kernel's text, which run the threads of a block in that order."""
    kernel, library = folder / "kernel.cu", folder / f"kernel{size}.so"
    kernel.write_text(text, encoding="utf-8")
    defines = [f"-DH={size}", f'-DKERNEL="{kernel}"']
    flags = ["-std=c++17", "-O1", "-shared", "-fPIC", "-Wno-unknown-pragmas"]
    subprocess.run([COMPILER, *flags, *defines, "-o", library, BLOCK], check=True)
    program = ctypes.CDLL(str(library))

    def launch(name, order):
        function = getattr(program, name)
        function.restype = ctypes.c_bool

        def launched(*, grid, block, args):
            tensors = [arg for arg in args if isinstance(arg, torch.Tensor)]
            assert all(tensor.is_contiguous() and tensor.dtype == torch.float32 for tensor in tensors)
            plain = [ctypes.c_void_p(a.data_ptr()) if isinstance(a, torch.Tensor) else ctypes.c_int(a) for a in args]
            assert function(grid[0], block[0], order, *plain), "not all threads of a block met a barrier"

        return launched

    return lambda order: Kernels(forward=launch("forward", order), backward=launch("backward", order))


def leaves_of(size, steps, batch):
    generator = torch.Generator().manual_seed(size + steps)
    shapes = [(steps, batch, 3 * size), (batch, size), (3 * size, size)]
    scales = [1.0, 1.0, size**-0.5]
    return [
        (scale * torch.randn(shape, generator=generator)).requires_grad_()
        for shape, scale in zip(shapes, scales, strict=True)
    ]


def errors(kernels, size, steps, batch):
    """Return the largest error of each result and gradient against the equations in double precision, relative."""
    leaves = leaves_of(size, steps, batch)
    ours, _ = run(GRUKernelFunction.apply, leaves, kernels)
    doubles = [leaf.detach().double().requires_grad_() for leaf in leaves]
    expected, _ = run(GRUKernelFunction.apply, doubles, EquationKernels())
    return [float((a - b).abs().max() / b.abs().max()) for a, b in zip(ours, expected, strict=True)]


@pytest.mark.parametrize("size", [48, 128])
def test_the_kernel_computes_the_equations_whatever_the_order_of_its_threads(size, tmp_path):
    kernels = compiled(SOURCE.read_text(encoding="utf-8"), size, tmp_path)
    assert max(errors(kernels(UPWARDS), size, 1, 2)) < 1e-5
    assert max(errors(kernels(DRAWN), size, 12, 3)) < 1e-5
    leaves = leaves_of(size, 4, 2)
    (up, _), (down, _) = (run(GRUKernelFunction.apply, leaves, kernels(order)) for order in (UPWARDS, DOWNWARDS))
    assert all(torch.equal(a, b) for a, b in zip(up, down, strict=True))
    assert THREADS * size <= 1024  # as many as a block may have


def test_without_one_of_its_barriers_it_would_not(tmp_path):
    pieces = SOURCE.read_text(encoding="utf-8").split(BARRIER)
    assert len(pieces) == 10
    text = BARRIER.join(pieces[:7]) + BARRIER.join(pieces[7:])  # any of the nine would do
    kernels = compiled(text, 16, tmp_path)
    assert any(max(errors(kernels(order), 16, 4, 2)) > 1e-3 for order in (UPWARDS, DOWNWARDS))
