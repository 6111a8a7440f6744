"""The figures of the newest steps, in rows that stay on the device: written without Python, read in blocks."""

import torch
from torch import Tensor


class FigureRing:
    """``rows`` rows of ``width`` numbers beside the tensor ``like``; each step writes the row after the one before.

    ``at`` [1] says on the device which row comes next; the host counts for itself and never asks.
    """

    def __init__(self, rows: int, width: int, *, like: Tensor) -> None:
        self.figures = like.new_zeros(rows, width)
        self.at = torch.zeros(1, dtype=torch.long, device=like.device)
        self._next = 0

    def write(self, figures: Tensor) -> None:
        """Put ``figures`` [width] into the next row, on the device alone: a replayed graph does it too."""
        self.figures.index_copy_(0, self.at, figures.unsqueeze(0))
        self.at.add_(1).remainder_(len(self.figures))

    def newest(self) -> Tensor:
        """Return the row of the step that was made last, once for every step; ``rows`` steps later it is another's."""
        row = self.figures[self._next]
        self._next = (self._next + 1) % len(self.figures)
        return row

    def rewind(self) -> None:
        """Begin with the first row again."""
        self.at.zero_()
        self._next = 0
