"""Encoders: a sentence of any length in, a state of one size out. None has an output layer."""

from itertools import pairwise

import torch
from torch import Tensor, nn

from seqviz.config.seq2seq import Seq2SeqConfig
from seqviz.models.interruption import breathe
from seqviz.models.lengths import inside
from seqviz.models.recurrent import GateTrace, RecurrentStack, State

WIDTH = 3
"""Words that one filter of the convolutional encoder sees."""


class RecurrentEncoder(nn.Module):
    """An RNN, GRU or LSTM, deep and in both directions on request: its last state carries the sentence."""

    def __init__(self, vocabulary_size: int, config: Seq2SeqConfig) -> None:
        super().__init__()
        assert config.encoder != "cnn"
        self.embedding = nn.Embedding(vocabulary_size, config.embedding_size)
        self.recurrent = RecurrentStack(
            config.encoder, config.embedding_size, config.encoder_size, layers=config.encoder_layers,
            bidirectional=config.bidirectional, reset=config.reset, dropout=config.dropout,
        )  # fmt: skip
        self.shape = (len(self.recurrent.cells), config.encoder_size)
        self.squashed = True

    def forward(self, ids: Tensor, lengths: Tensor) -> State:
        """Map ids [S, B] to the state at the end of each sentence, each part [layers * directions, B, H]."""
        state: State
        _, state = self.recurrent(self.embedding(ids), lengths=lengths)
        return state

    def trace(self, ids: Tensor) -> tuple[GateTrace, ...]:
        """Return every gate of every layer and direction along sentences of one length, ids [S, B]."""
        return self.recurrent.trace(self.embedding(ids))[1]


class ConvolutionalEncoder(nn.Module):
    """Filters over three words each, layer upon layer, and of every channel the maximum over the sentence."""

    def __init__(self, vocabulary_size: int, config: Seq2SeqConfig) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, config.embedding_size)
        sizes = [config.embedding_size] + [config.encoder_size] * config.encoder_layers
        self.filters = nn.ModuleList(
            nn.Conv1d(before, after, WIDTH, padding=WIDTH // 2) for before, after in pairwise(sizes)
        )
        self.shape = (1, config.encoder_size)
        self.squashed = False

    def forward(self, ids: Tensor, lengths: Tensor) -> State:
        """Map ids [S, B] to the maxima over time of the last layer, [1, B, C]."""
        real = inside(lengths, len(ids)).t().unsqueeze(1)  # [B, 1, S]
        x = self.embedding(ids).permute(1, 2, 0)
        for layer in self.filters:
            breathe()
            # a filter at the end of a sentence sees nothing beyond it, like one at the end of the batch
            x = torch.relu(layer(x * real))
        return (x.masked_fill(~real, -torch.inf).amax(-1).unsqueeze(0),)


Encoder = RecurrentEncoder | ConvolutionalEncoder


def make_encoder(vocabulary_size: int, config: Seq2SeqConfig) -> Encoder:
    """Return the encoder of a config. Its ``shape`` is (rows, size) of the state that it hands over.

    ``squashed`` says whether the numbers of that state lie between -1 and 1, as a recurrent state does.
    """
    kind = ConvolutionalEncoder if config.encoder == "cnn" else RecurrentEncoder
    return kind(vocabulary_size, config)
