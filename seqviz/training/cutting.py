"""One gradient shortened in two ways: one factor for all numbers, or each number cut by itself."""

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from seqviz.data.batching import Batch
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import State
from seqviz.records.clipping import ClippingAnswer, ClippingQuestion
from seqviz.training.clipping import EPSILON
from seqviz.training.optimisation import Optimisation

HALVINGS = 60
"""Of the interval that holds the cut: as fine as a double allows."""


def clipping_answer(
    run: Optimisation, question: ClippingQuestion, snapshot: dict[str, Any] | None = None
) -> ClippingAnswer:
    """Answer about the step that comes next, or came after a snapshot; the run does not notice."""
    model, state, step = run.model, run.state, run.step
    here = run.batches.state
    if snapshot is not None:
        model, state, step = run.new_model(), snapshot["state"], snapshot["step"]
        model.load_state_dict(snapshot["model"])
        run.batches.state = snapshot["batches"]
    try:
        batch = run.batches.next()
    finally:
        run.batches.state = here
    names = model.parameter_names()
    parts = gradient_of(model, batch, state if batch.continues else None)
    whole = torch.cat([part.flatten() for part in parts])
    recurrent = [part.flatten() for name, part in zip(names, parts, strict=True) if name.startswith("W_h")]
    norm = float(torch.linalg.vector_norm(whole))
    factor = min(1.0, question.theta / (norm + EPSILON))
    cut = cut_for(whole, question.theta)
    return ClippingAnswer(
        step=step,
        theta=question.theta,
        norm=norm,
        recurrent=float(torch.linalg.vector_norm(torch.cat(recurrent))) if recurrent else 0.0,
        largest=float(whole.abs().max()),
        factor=factor,
        cut=cut,
        cosine_by_norm=cosine(whole, factor * whole),
        cosine_by_value=1.0 if cut is None else cosine(whole, whole.clamp(-cut, cut)),
    )


def gradient_of(model: LanguageModel, batch: Batch, state: State | None) -> tuple[Tensor, ...]:
    """Return the gradient of a batch's loss by each parameter, in double precision on the CPU."""
    parameters = model.trained_parameters()
    device = parameters[0].device
    inputs, targets = (torch.from_numpy(ids).to(device) for ids in (batch.inputs, batch.targets))
    logits, _ = model(inputs, state)
    loss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
    return tuple(part.cpu().double() for part in torch.autograd.grad(loss, parameters))


def cut_for(gradient: Tensor, theta: float) -> float | None:
    """Return the value at which every number must be cut for a length of ``theta``; none where it is short enough."""
    if not float(torch.linalg.vector_norm(gradient)) > theta:
        return None
    low, high = 0.0, float(gradient.abs().max())
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if float(torch.linalg.vector_norm(gradient.clamp(-middle, middle))) > theta:
            high = middle
        else:
            low = middle
    return high


def cosine(one: Tensor, other: Tensor) -> float:
    """Return the cosine of the angle between two vectors."""
    lengths = torch.linalg.vector_norm(one) * torch.linalg.vector_norm(other)
    return float(one @ other / lengths) if lengths > 0 else 1.0
