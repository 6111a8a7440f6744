"""Held-out text: how it is cut, when it is read, and what a model loses on it."""

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from seqviz.data.corpus import Corpus
from seqviz.data.held_out import held_out_rows
from seqviz.data.vocabulary import Ids
from seqviz.models.interruption import breathe
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import State

PART = 32
"""Positions of all rows that are read at once: between two parts the reading can be left."""


def evaluation_is_due(step: int) -> bool:
    """Whether held-out text is read after ``step``: often at first (1, 2, 5, 10, 20, 50), then every 100 steps."""
    return step in (1, 2, 5, 10, 20, 50) or step % 100 == 0


def rows_of(validation: Ids) -> Tensor:
    """Return held-out ids in parallel rows [T, rows]; see ``held_out_rows``."""
    return torch.from_numpy(held_out_rows(validation))


@torch.no_grad()
def evaluate(model: LanguageModel, rows: Tensor) -> float:
    """Return the mean loss in nats on held-out ``rows`` [T, rows], read in parallel from a zero state."""
    total = torch.zeros((), device=rows.device)
    state: State | None = None
    for inputs, targets in zip(rows[:-1].split(PART), rows[1:].split(PART), strict=True):
        breathe()
        logits, state = model(inputs, state)
        total += functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="sum")
    return float(total) / rows[1:].numel()


def unigram_loss(corpus: Corpus) -> float:
    """Mean loss on the held-out text when every token is guessed from its frequency alone (add-one smoothed)."""
    counts = np.bincount(corpus.training, minlength=len(corpus.vocabulary)) + 1
    return float(-np.log(counts / counts.sum())[corpus.validation].mean())
