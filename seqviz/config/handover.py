"""What goes over from an encoder to a decoder: the shapes of their states, and the bridge where these differ."""

from dataclasses import dataclass
from typing import Literal

from seqviz.config.seq2seq import Seq2SeqConfig

Shape = tuple[int, int]
"""Rows (layers times directions) and units of a state."""
Cell = Literal["none", "carried", "zero"]
"""A decoder's memory cell: it has none, it gets the encoder's, or it starts at zero."""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """The state that an encoder leaves and the one that a decoder starts from.

    ``encoder`` and ``decoder`` are the shapes of the hidden states. Where they differ, or where the encoder's numbers
    are not between -1 and 1 as a decoder expects, a bridge of ``bridge`` weights stands between them, else 0.
    ``encoder_cell`` says whether the encoder has a memory cell, ``cell`` what the decoder's starts with.
    """

    encoder: Shape
    decoder: Shape
    encoder_cell: bool
    cell: Cell
    bridge: int

    @property
    def crossing(self) -> int:
        """How many numbers the encoder hands over: its hidden state, and its memory cell where that is carried."""
        rows, units = self.encoder
        return rows * units * (2 if self.cell == "carried" else 1)


def handover(config: Seq2SeqConfig) -> Handover:
    """Return what goes over between the two halves of a config."""
    convolutional = config.encoder == "cnn"  # one maximum of each channel, whatever the layers below it
    rows = 1 if convolutional else config.encoder_layers * (2 if config.bidirectional else 1)
    encoder, decoder = (rows, config.encoder_size), (config.decoder_layers, config.decoder_size)
    fits = encoder == decoder and not convolutional
    into, out = encoder[0] * encoder[1], decoder[0] * decoder[1]
    cell: Cell = "none"
    if config.decoder == "lstm":
        cell = "carried" if fits and config.encoder == "lstm" else "zero"
    return Handover(
        encoder=encoder,
        decoder=decoder,
        encoder_cell=config.encoder == "lstm",
        cell=cell,
        bridge=0 if fits else into * out + out,
    )
