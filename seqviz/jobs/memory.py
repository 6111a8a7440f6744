"""The memory that a worker of the embedded cluster may take, so that one run cannot fill the machine."""

import os
import sys
from pathlib import Path

SETTING = "seqviz.bytes-per-worker"
"""Dask carries the bound to the workers under this name."""

_SHARE = 0.8
_LEAST = 1_000_000_000


def bytes_per_worker(workers: int) -> int | None:
    """Return how many bytes of data each of ``workers`` may hold, or ``None``: no bound on this machine.

    They share four fifths of what the machine or the container has. Only Linux bounds data alone, and a GPU's driver
    maps far more than it uses.
    """
    if sys.platform != "linux" or _cuda_is_visible():
        return None
    from distributed.system import memory_limit  # knows containers

    return max(int(_SHARE * memory_limit() / workers), _LEAST)


def bound(limit: int | None) -> None:
    """Let this process hold at most ``limit`` bytes of data: beyond it an allocation fails, and says so."""
    if limit is None or sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _cuda_is_visible() -> bool:
    """Whether torch could find a GPU; asking torch itself would take longer than the start of a worker."""
    hidden = os.environ.get("CUDA_VISIBLE_DEVICES", "0") in ("", "-1")
    return not hidden and (Path("/dev/nvidiactl").exists() or Path("/dev/dxg").exists())
