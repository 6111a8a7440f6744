"""What stands between an encoder's state and a decoder's: nothing where they fit, else one layer."""

import torch
from torch import Tensor, nn

from seqviz.models.recurrent import State

Shape = tuple[int, int]
"""Rows (layers times directions) and units of a state."""


class Bridge(nn.Module):
    """Concatenate all rows of the encoder's hidden state, one linear layer, tanh: the decoder's hidden state.

    Parameters
    ----------
    encoder, decoder : shapes of the two hidden states
    """

    def __init__(self, encoder: Shape, decoder: Shape) -> None:
        super().__init__()
        self.decoder = decoder
        self.linear = nn.Linear(encoder[0] * encoder[1], decoder[0] * decoder[1])

    def forward(self, hidden: Tensor) -> Tensor:
        """Map [rows, B, size] of the encoder to that of the decoder."""
        joined = hidden.transpose(0, 1).flatten(1)
        rows: Tensor = torch.tanh(self.linear(joined)).unflatten(1, self.decoder).transpose(0, 1).contiguous()
        return rows


def fitted(state: State, bridge: Bridge | None, *, parts: int) -> State:
    """Return the state with which a decoder of ``parts`` parts starts.

    Without a bridge the encoder's state goes over as it is; a memory cell that the encoder lacks, or that does not fit,
    starts at zero.
    """
    hidden = state[0] if bridge is None else bridge(state[0])
    if parts == 1:
        return (hidden,)
    cell = state[1] if bridge is None and len(state) == 2 else torch.zeros_like(hidden)
    return (hidden, cell)
