"""Forecasts of held-out values: one step ahead, k steps ahead, and as far as the series goes, from one start."""

import numpy as np
import torch
from torch import Tensor

from seqviz.models.forecaster import Forecaster
from seqviz.records.forecast import HorizonAnswer, HorizonQuestion
from seqviz.records.series import Split, Values, frozen


@torch.no_grad()
def one_step(
    model: Forecaster, values: Tensor, split: Split, sides: tuple[int, int], *, start: int | None = None
) -> Tensor:
    """Predict each step from ``start`` (the first target) to the last target from the true values around it.

    ``sides`` are the numbers of values before and after that are read. Standardised in and out, [n].
    """
    before, after = sides
    first = split.first if start is None else start
    segments = values[first - before : split.last + after].unfold(0, before + 1 + after, 1)
    predictions: Tensor = model(segments, before, before + 1)
    return predictions[:, 0]


@torch.no_grad()
def k_steps(model: Forecaster, values: Tensor, split: Split, before: int) -> Tensor:
    """Predict each target from 1 … furthest steps before it, every prediction fed back: [furthest, n].

    A forecast of step t made k steps ahead has read nothing later than t - k.
    """
    furthest = split.furthest
    begin, end = split.first - furthest, split.last - 1  # the last values known, one per origin
    known = values[begin - before + 1 : end + 1].unfold(0, before, 1)
    paths = model.roll_out(known, furthest)
    count = split.last - split.first
    # Row k of the answer: origin t - k, that is row (furthest - k) + i of the paths, for target number i.
    return torch.stack([paths[furthest - k : furthest - k + count, k - 1] for k in range(1, furthest + 1)])


@torch.no_grad()
def alone(model: Forecaster, values: Tensor, split: Split, before: int) -> Tensor:
    """Predict every held-out step from the training values alone, each prediction fed back: [held-out]."""
    known = values[split.start - before : split.start].unsqueeze(0)
    return model.roll_out(known, split.last - split.start)[0]


def answer_horizon(
    model: Forecaster, values: Tensor, split: Split, sides: tuple[int, int], question: HorizonQuestion, *, step: int
) -> HorizonAnswer:
    """Answer a question about the horizon for one model, in the unit of the series.

    ``values`` [N] are those that the model reads, standardised; ``sides`` are the numbers of values it reads before
    and after a step; ``step`` is how far it was trained.
    """
    fed_back = question.feedback == "prediction"
    if fed_back and split.furthest > 1:
        table = k_steps(model, values, split, sides[0])
    else:
        table = one_step(model, values, split, sides).expand(split.furthest, -1)
    horizons = tuple(h for h in question.horizons if 1 <= h <= split.furthest)
    lonely = None
    if question.alone and fed_back:
        lonely = _in_unit(alone(model, values, split, sides[0]), split)
    elif question.alone:
        lonely = _in_unit(one_step(model, values, split, sides, start=split.start), split)
    off = table - values[split.first : split.last]
    return HorizonAnswer(
        step=step,
        horizons=horizons,
        feedback=question.feedback,
        forecasts=_in_unit(table[[h - 1 for h in horizons]], split),
        errors=frozen(off.square().mean(1).sqrt().cpu().numpy() * split.scale),
        alone=lonely,
    )


def _in_unit(standard: Tensor, split: Split) -> Values:
    return frozen(standard.cpu().numpy().astype(np.float64) * split.scale + split.mean)
