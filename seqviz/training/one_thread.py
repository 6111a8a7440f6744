"""Torch within one core: the runs of a worker share a core, the workers share the machine."""

import contextlib

import torch


def use_one_thread() -> None:
    """Keep torch to one thread in this process."""
    torch.set_num_threads(1)
    with contextlib.suppress(RuntimeError):  # too late in a process that has used torch before: then it stays as it is
        torch.set_num_interop_threads(1)
