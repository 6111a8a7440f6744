"""A recurrent language model: token ids in, logits of the next token out."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from seqviz.config.language_model import Cell, Reset
from seqviz.config.parameters import EMBEDDING_SIZE, ONE_HOT_LIMIT
from seqviz.models.recurrent import GateTrace, RecurrentStack, State


class LanguageModel(nn.Module):
    """Input layer, recurrent stack and output layer.

    Small vocabularies (characters of a Latin text) enter one-hot, as in the lecture; larger ones (Chinese, words)
    through an embedding of 128 numbers a token.
    """

    def __init__(
        self, vocabulary_size: int, cell: Cell, hidden_size: int, *, layers: int = 1, reset: Reset = "before"
    ) -> None:
        super().__init__()
        one_hot = vocabulary_size <= ONE_HOT_LIMIT
        self.embedding = None if one_hot else nn.Embedding(vocabulary_size, EMBEDDING_SIZE)
        self.recurrent = RecurrentStack(
            cell, vocabulary_size if one_hot else EMBEDDING_SIZE, hidden_size, layers=layers, reset=reset
        )
        self.output = nn.Linear(hidden_size, vocabulary_size)

    def forward(self, ids: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Map ids [T, B] to logits [T, B, V] of each next token, and the last state."""
        hidden, state = self.recurrent(self._input(ids), state)
        return self.output(hidden), state

    def trace(self, ids: Tensor) -> tuple[Tensor, tuple[GateTrace, ...]]:
        """Return logits [T, B, V] and every gate of every layer; see ``RecurrentStack.trace``."""
        hidden, traces = self.recurrent.trace(self._input(ids))
        return self.output(hidden), traces

    def vectors(self, ids: Tensor) -> Tensor:
        """Return what enters the first layer as vectors [..., I]: the embedded tokens, or one-hot ones."""
        if self.embedding is not None:
            embedded: Tensor = self.embedding(ids)
            return embedded
        return functional.one_hot(ids, self.output.out_features).to(self.output.weight.dtype)

    def _input(self, ids: Tensor) -> Tensor:
        """Embedded tokens, or the ids themselves: the recurrent stack takes them for one-hot vectors."""
        return ids if self.embedding is None else self.embedding(ids)

    def trained_parameters(self) -> list[nn.Parameter]:
        """Return what training changes: all parameters but those that were cut."""
        return [parameter for parameter in self.parameters() if parameter.requires_grad]

    def parameter_names(self) -> tuple[str, ...]:
        """Return a short name for each trained parameter: ``W_x 1`` is the input weight of layer 1."""
        return tuple(_short_name(name) for name, parameter in self.named_parameters() if parameter.requires_grad)


_SHORT = {"weight_ih_l0": "W_x", "weight_hh_l0": "W_h", "bias_ih_l0": "b_x", "bias_hh_l0": "b_h"}


def _short_name(name: str) -> str:
    parts = name.split(".")
    if parts[0] == "recurrent":
        return f"{_SHORT[parts[-1]]} {int(parts[2]) + 1}"
    if parts[0] == "embedding":
        return "embedding"
    return "W_o" if parts[-1] == "weight" else "b_o"


def last_token_loss(logits: Tensor, ids: Tensor) -> Tensor:
    """Return the negative log-likelihood of the last token given all before it, for logits [T, 1, V], ids [T, 1]."""
    return -torch.log_softmax(logits[-2, 0], -1)[ids[-1, 0]]
