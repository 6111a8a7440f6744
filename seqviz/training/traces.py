"""What a model does inside along a text, read in parts so small that training need not wait for them."""

from collections.abc import Iterator

import torch
from torch import Tensor

from seqviz.models.interruption import breathe
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import STATES, GateTrace, State
from seqviz.training.evaluation import PART

MOST_WORK = 1_000_000_000
"""Weights times tokens that are read at once: about .05 seconds of one processor core."""


def parts_of(model: LanguageModel, *texts: Tensor) -> Iterator[tuple[float, tuple[Tensor, ...]]]:
    """Cut texts [T, rows] into parts that a model reads in a moment; yield the share that will be done, and a part."""
    length, rows = texts[0].shape
    weights = sum(parameter.numel() for parameter in model.parameters())
    part = max(1, min(PART, MOST_WORK // (weights * rows)))
    done = 0
    for pieces in zip(*(text.split(part) for text in texts), strict=True):
        breathe()
        done += len(pieces[0])
        yield done / length, pieces


@torch.no_grad()
def traces_along(
    model: LanguageModel, ids: Tensor, state: State | None = None
) -> Iterator[tuple[float, tuple[GateTrace, ...], State]]:
    """Read ids [T, rows] part by part; yield the share that is read, the traces of the part, and the state after it."""
    names = STATES[model.recurrent.cell]
    for share, (part,) in parts_of(model, ids):
        _, traces = model.recurrent.trace(model.vectors(part), state)
        state = tuple(torch.stack([trace.gates[name][-1] for trace in traces]) for name in names)
        yield share, traces, state
