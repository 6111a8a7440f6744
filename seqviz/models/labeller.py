"""A recurrent network that labels every token of a sequence, or the sequence as a whole."""

import torch
from torch import Tensor, nn

from seqviz.config.language_model import Cell
from seqviz.models.recurrent import RecurrentStack

EMBEDDING_SIZE = 128


class Labeller(nn.Module):
    """Embedding, a reader from the left, with ``bidirectional`` one from the right, and an output layer.

    Where labels are ``aligned``, each is read off the states at its token; else one is read off the states in which
    the readers have read everything. The reader from the right begins at each sequence's own last token: it never
    sees the padding behind it. ``hidden_size`` units are shared by the readers.
    """

    def __init__(
        self,
        vocabulary_size: int,
        labels: int,
        cell: Cell,
        hidden_size: int,
        *,
        aligned: bool,
        bidirectional: bool = False,
    ) -> None:
        super().__init__()
        self.aligned = aligned
        units = hidden_size // 2 if bidirectional else hidden_size
        self.embedding = nn.Embedding(vocabulary_size, EMBEDDING_SIZE)
        self.past = RecurrentStack(cell, EMBEDDING_SIZE, units)
        self.future = RecurrentStack(cell, EMBEDDING_SIZE, units) if bidirectional else None
        self.output = nn.Linear(units * (2 if bidirectional else 1), labels)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """Map padded ids [T, B] of sequences with ``lengths`` [B] to logits [T, B, L], or [1, B, L] of the whole.

        Logits behind the end of a sequence mean nothing.
        """
        x = self.embedding(ids)
        states = [self._as_read(self.past(x)[0], lengths)]
        if self.future is not None:
            hidden = self._as_read(self.future(turned(x, lengths))[0], lengths)
            states.append(turned(hidden, lengths) if self.aligned else hidden)
        logits: Tensor = self.output(torch.cat(states, -1))
        return logits

    def trained_parameters(self) -> list[nn.Parameter]:
        """Return what training changes: all parameters but those that were cut."""
        return [parameter for parameter in self.parameters() if parameter.requires_grad]

    def cut_recurrence(self) -> None:
        """Make the weights on the old hidden states zero, and leave them out of training."""
        for stack in (self.past, self.future):
            if stack is not None:
                stack.cut_recurrence()

    def _as_read(self, hidden: Tensor, lengths: Tensor) -> Tensor:
        """Return the states that labels are read off: all [T, B, H], or the one [1, B, H] after the last token read."""
        if self.aligned:
            return hidden
        return hidden.gather(0, (lengths - 1).view(1, -1, 1).expand(1, -1, hidden.shape[-1]))


def turned(x: Tensor, lengths: Tensor) -> Tensor:
    """Return x [T, B, I] with each sequence backwards, its last token first; what stands behind its end stays there.

    Turned twice, it is as before.
    """
    places = torch.arange(len(x), device=x.device).unsqueeze(1)
    back = torch.where(places < lengths, lengths - 1 - places, places)
    return x.gather(0, back.unsqueeze(-1).expand_as(x))
