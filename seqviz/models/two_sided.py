"""A network that reads a sentence from the left, from the right, or from both sides, and never the hidden token."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from seqviz.config.language_model import Cell
from seqviz.config.two_sided import Reader
from seqviz.models.lengths import inside, reversed_within
from seqviz.models.recurrent import STATES, RecurrentLayer

ONE_HOT_LIMIT = 256
EMBEDDING_SIZE = 128


class TwoSidedModel(nn.Module):
    """A reader from the left, one from the right, or both with half of the units each; an output layer on their states.

    Both readers begin with a state of zeros at their own end of each sentence: padding is never read. What the output
    layer is given at a place decides what the network is: ``fill`` takes the states before that place is read,
    ``forecast`` those after it.
    """

    def __init__(self, vocabulary_size: int, cell: Cell, hidden_size: int, *, reader: Reader) -> None:
        super().__init__()
        one_hot = vocabulary_size <= ONE_HOT_LIMIT
        self.vocabulary_size = vocabulary_size
        self.embedding = None if one_hot else nn.Embedding(vocabulary_size, EMBEDDING_SIZE)
        width = vocabulary_size if one_hot else EMBEDDING_SIZE
        units = hidden_size // 2 if reader == "both" else hidden_size
        self.past = RecurrentLayer(cell, width, units, reset="before", backward=False) if reader != "right" else None
        self.future = RecurrentLayer(cell, width, units, reset="before", backward=False) if reader != "left" else None
        self.output = nn.Linear(units * (2 if reader == "both" else 1), vocabulary_size)

    def states(self, ids: Tensor, lengths: Tensor) -> list[Tensor]:
        """Return the hidden states [T, B, H] of each reader, each after it has read the token of that place.

        Behind the end of a sentence they are zero.
        """
        x, there = self._vectors(ids), inside(lengths, len(ids)).unsqueeze(-1)
        found = []
        if self.past is not None:
            found.append(_read(self.past, x) * there)
        if self.future is not None:  # padding stands behind what it reads first, as behind what the other reads
            hidden = _read(self.future, reversed_within(x, lengths))
            found.append(reversed_within(hidden, lengths) * there)
        return found

    def fill(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """Map padded ids [T, B] to logits [T, B, V] of the token at each place, given all others that a reader sees."""
        states = self.states(ids, lengths)
        sides = [_shifted(hidden, by) for hidden, by in zip(states, self._towards, strict=True)]
        return self._read_off(sides)

    def forecast(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """Map padded ids [T, B] to logits [T, B, V] of the token after each place.

        A reader from the right has read that token before it comes to the place: its state holds the answer.
        """
        return self._read_off(self.states(ids, lengths))

    def forecast_blindly(self, ids: Tensor) -> Tensor:
        """Return the same logits where nothing behind the place is there to be read, as when a text is written.

        The reader from the right then begins at the place itself: it has read one token.
        """
        sides, x = [], self._vectors(ids)
        if self.past is not None:
            sides.append(_read(self.past, x))
        if self.future is not None:
            alone = _read(self.future, x.reshape(1, -1, x.shape[-1]))
            sides.append(alone.reshape(*ids.shape, -1))
        return self._read_off(sides)

    @property
    def _towards(self) -> list[int]:
        """By how many places a reader's states are moved so that each stands at the token it has not read yet."""
        return [by for layer, by in ((self.past, 1), (self.future, -1)) if layer is not None]

    def _vectors(self, ids: Tensor) -> Tensor:
        if self.embedding is not None:
            embedded: Tensor = self.embedding(ids)
            return embedded
        return functional.one_hot(ids, self.vocabulary_size).to(self.output.weight.dtype)

    def _read_off(self, states: list[Tensor]) -> Tensor:
        logits: Tensor = self.output(torch.cat(states, -1))
        return logits


def _read(layer: RecurrentLayer, x: Tensor) -> Tensor:
    """Return the hidden states [T, B, H] of a reader that begins with nothing read."""
    nothing = tuple(x.new_zeros(x.shape[1], layer.hidden_size) for _ in STATES[layer.cell])
    hidden: Tensor = layer(x, nothing)[0]
    return hidden


def _shifted(hidden: Tensor, by: int) -> Tensor:
    """Return states [T, B, H] moved one place on (1) or back (-1); where nothing was read yet the state is zero."""
    empty = torch.zeros_like(hidden[:1])
    return torch.cat([empty, hidden[:-1]]) if by == 1 else torch.cat([hidden[1:], empty])
