"""Sequences of different lengths side by side, exactly: what stands beyond the end of one is never read."""

import torch
from torch import Tensor


def inside(lengths: Tensor, steps: int) -> Tensor:
    """Return [T, B]: whether a position belongs to its sequence."""
    return torch.arange(steps, device=lengths.device).unsqueeze(1) < lengths


def at_the_end(hidden: Tensor, lengths: Tensor) -> Tensor:
    """Return [B, H]: of hidden states [T, B, H] the one at the last position of each sequence."""
    return hidden[lengths - 1, torch.arange(len(lengths), device=lengths.device)]


def reversed_within(x: Tensor, lengths: Tensor) -> Tensor:
    """Return [T, B, I] with every sequence from its end to its beginning, its padding still behind it."""
    places = torch.arange(len(x), device=x.device).unsqueeze(1).expand(-1, len(lengths))
    order = torch.where(places < lengths, lengths - 1 - places, places)
    return x.gather(0, order.unsqueeze(-1).expand_as(x))
