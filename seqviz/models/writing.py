"""A decoder that writes by itself: greedily, with a teacher now and then, and step by step for any search."""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from seqviz.models.interruption import breathe
from seqviz.models.recurrent import State
from seqviz.models.translator import Decoder, vector_of


@torch.no_grad()
def write_greedily(decoder: Decoder, start: State, *, end: int, most: int) -> Tensor:
    """Return the likeliest next word again and again [T, B], until every sentence has ended, or ``most`` words."""
    vector, state = vector_of(start), start
    fed = torch.full((vector.shape[0],), decoder.begin, device=vector.device)
    ended = torch.zeros_like(fed, dtype=torch.bool)
    written: list[Tensor] = []
    while len(written) < most and not bool(ended.all()):
        breathe()
        logits, state = decoder.step(fed, state, vector)
        fed = logits.argmax(-1)
        ended |= fed == end
        written.append(fed)
    return torch.stack(written)


@torch.no_grad()
def feed_own_words(decoder: Decoder, start: State, forced: Tensor, own: Tensor) -> Tensor:
    """Return what a decoder reads that is fed its own last word where ``own`` [T, B] says so, else ``forced``.

    An own word is a choice, through which no gradient goes: to read the result [T, B] once more, with gradients, is
    the same as to train word by word.
    """
    vector, state = vector_of(start), start
    fed = [forced[0]]
    for t in range(1, len(forced)):
        breathe()
        logits, state = decoder.step(fed[-1], state, vector)
        fed.append(torch.where(own[t], logits.argmax(-1), forced[t]))
    return torch.stack(fed)


@torch.no_grad()
def logits_of(decoder: Decoder, start: State, fed: Tensor) -> Tensor:
    """Return the logits [T, B, V] of the word after each of ``fed`` [T, B]."""
    hidden, _ = decoder(fed, start, vector_of(start))
    logits: Tensor = decoder.output(hidden)
    return logits


class WritingModel:
    """The decoder as any search asks it: a stateful model in the sense of ``seqviz.decoding.model``.

    ``start`` is the state that the encoder left for one sentence, whose prefixes are read, or for as many sentences as
    prefixes are asked for.
    """

    def __init__(self, decoder: Decoder, start: State, *, vocabulary: tuple[str, ...], eos: str) -> None:
        self.vocabulary = vocabulary
        self.eos = eos
        self._decoder = decoder
        self._start = start

    def start(self, batch: int) -> tuple[NDArray[np.float64], Any]:
        """Return the log-probabilities (n, V) of the first word for ``batch`` = n empty prefixes, and their state."""
        state = tuple(part.expand(-1, batch, -1).contiguous() for part in self._start)
        begin = np.full(batch, self._decoder.begin)
        return self.advance((state, vector_of(state)), begin)

    @torch.no_grad()
    def advance(self, state: Any, tokens: NDArray[np.int64]) -> tuple[NDArray[np.float64], Any]:
        """Append a word to each prefix; return the log-probabilities (n, V) after it, and the state."""
        breathe()
        before, vector = state
        fed = torch.from_numpy(tokens).to(vector.device)
        logits, after = self._decoder.step(fed, before, vector)
        return logits.double().log_softmax(-1).cpu().numpy(), (after, vector)

    def select(self, state: Any, parents: NDArray[np.int64]) -> Any:
        """Return the state whose row i is row ``parents[i]`` of ``state``."""
        parts, vector = state
        rows = torch.from_numpy(parents).to(vector.device)
        return tuple(part.index_select(1, rows) for part in parts), vector.index_select(0, rows)
