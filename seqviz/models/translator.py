"""Encoder, bridge and decoder: a sentence in, the words of another out, with one vector between them.

Source: Sutskever, Vinyals and Le, "Sequence to sequence learning with neural networks", 2014; Cho et al., "Learning
phrase representations using RNN encoder-decoder", 2014 (the vector at every step); D2L, "Encoder-decoder seq2seq".
"""

import torch
from torch import Tensor, nn

from seqviz.config.seq2seq import Seq2SeqConfig
from seqviz.models.bridge import Bridge, fitted
from seqviz.models.encoders import make_encoder
from seqviz.models.recurrent import STATES, GateTrace, RecurrentStack, State


class Decoder(nn.Module):
    """A language model of the target that starts from the encoder's vector instead of zero.

    It is fed ids of the target vocabulary and, for "begin", the id ``begin`` behind all of them, which it never writes.
    """

    def __init__(self, vocabulary_size: int, config: Seq2SeqConfig) -> None:
        super().__init__()
        self.begin = vocabulary_size
        self.every_step = config.every_step
        self.shape = (config.decoder_layers, config.decoder_size)
        self.parts = len(STATES[config.decoder])
        self.embedding = nn.Embedding(vocabulary_size + 1, config.embedding_size)
        inputs = config.embedding_size + (config.decoder_size if config.every_step else 0)
        self.recurrent = RecurrentStack(
            config.decoder, inputs, config.decoder_size, layers=config.decoder_layers, reset=config.reset,
            dropout=config.dropout,
        )  # fmt: skip
        self.output = nn.Linear(config.decoder_size, vocabulary_size)

    def forward(self, fed: Tensor, state: State, vector: Tensor) -> tuple[Tensor, State]:
        """Map fed ids [T, B] and the vector [B, H] to hidden states [T, B, H] and the last state.

        ``output`` turns hidden states into the logits of each next word. ``vector`` is read with ``every_step`` alone.
        """
        hidden, state = self.recurrent(self._inputs(fed, vector), state)
        return hidden, state

    def trace(self, fed: Tensor, state: State, vector: Tensor) -> tuple[Tensor, tuple[GateTrace, ...]]:
        """Map fed ids [T, B] to the top hidden states [T, B, H] and the gates of every layer."""
        return self.recurrent.trace(self._inputs(fed, vector), state)

    def step(self, fed: Tensor, state: State, vector: Tensor) -> tuple[Tensor, State]:
        """Read one id of each sentence [B]; return the logits [B, V] of the next word, and the state."""
        hidden, state = self(fed.unsqueeze(0), state, vector)
        return self.output(hidden[0]), state

    def _inputs(self, fed: Tensor, vector: Tensor) -> Tensor:
        x: Tensor = self.embedding(fed)
        return torch.cat([x, vector.expand(len(fed), -1, -1)], -1) if self.every_step else x


class Translator(nn.Module):
    """An encoder and a decoder, and a bridge if their states differ in shape."""

    def __init__(self, source_size: int, target_size: int, config: Seq2SeqConfig) -> None:
        super().__init__()
        self.encoder = make_encoder(source_size, config)
        self.decoder = Decoder(target_size, config)
        fits = self.encoder.squashed and self.encoder.shape == self.decoder.shape
        self.bridge = None if fits else Bridge(self.encoder.shape, self.decoder.shape)

    def encode(self, sources: Tensor, lengths: Tensor) -> State:
        """Map sources [S, B] to the decoder's first state, each part [layers, B, H].

        ``vector_of`` it is all that the decoder may be fed again.
        """
        return fitted(self.encoder(sources, lengths), self.bridge, parts=self.decoder.parts)

    def forward(self, sources: Tensor, lengths: Tensor, fed: Tensor) -> Tensor:
        """Map sources [S, B] and fed ids [T, B] to the decoder's hidden states [T, B, H]."""
        state = self.encode(sources, lengths)
        hidden, _ = self.decoder(fed, state, vector_of(state))
        return torch.as_tensor(hidden)

    def begin(self, targets: Tensor) -> Tensor:
        """Return what teacher forcing feeds for targets [T, B]: "begin", then each word but the last."""
        first = torch.full_like(targets[:1], self.decoder.begin)
        return torch.cat([first, targets[:-1]])


def vector_of(state: State) -> Tensor:
    """Return the vector [B, H] that carries the sentence: the first hidden state of the decoder's top layer."""
    return state[0][-1]
