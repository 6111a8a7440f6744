"""First weights from a seed, whatever else is trained in the same process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch

_seeding = threading.Lock()  # torch's global generator is shared by all runs of a process


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let modules that are made in this block draw their weights from ``seed``; nobody else notices."""
    with _seeding, torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield
