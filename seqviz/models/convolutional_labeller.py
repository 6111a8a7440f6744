"""A convolutional network that labels a sequence as a whole."""

from itertools import pairwise

import torch
from torch import Tensor, nn

from seqviz.models.labeller import EMBEDDING_SIZE
from seqviz.models.lengths import inside

WIDTH = 3
"""Tokens that one filter sees."""
LAYERS = 2


class FilterLayer(nn.Module):
    """Filters over three tokens each, with the padding taken for nothing."""

    def __init__(self, channels_in: int, channels: int) -> None:
        super().__init__()
        self.filters = nn.Conv1d(channels_in, channels, WIDTH, padding=WIDTH // 2)

    def forward(self, x: Tensor, real: Tensor) -> Tensor:
        """Map x [B, I, T] to [B, C, T]; ``real`` [B, 1, T] says what is no padding."""
        return torch.relu(self.filters(x * real))


class ConvolutionalLabeller(nn.Module):
    """Embedding, two layers of filters, of every channel the maximum over the sequence, and an output layer."""

    aligned = False

    def __init__(self, vocabulary_size: int, labels: int, channels: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, EMBEDDING_SIZE)
        sizes = [EMBEDDING_SIZE] + [channels] * LAYERS
        self.layers = nn.ModuleList(FilterLayer(before, after) for before, after in pairwise(sizes))
        self.output = nn.Linear(channels, labels)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """Map padded ids [T, B] of sequences with ``lengths`` [B] to logits [1, B, L] of the whole."""
        real = inside(lengths, len(ids)).t().unsqueeze(1)
        x = self.embedding(ids).permute(1, 2, 0)
        for layer in self.layers:
            x = layer(x, real)
        maxima = x.masked_fill(~real, -torch.inf).amax(-1)
        logits: Tensor = self.output(maxima).unsqueeze(0)
        return logits

    def trained_parameters(self) -> list[nn.Parameter]:
        """Return what training changes: everything."""
        return list(self.parameters())
