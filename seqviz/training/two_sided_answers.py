"""What networks that read from one side or from both say to one sentence."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from seqviz.config.two_sided import Reader
from seqviz.data.vocabulary import Ids, Vocabulary
from seqviz.models.interruption import breathe
from seqviz.models.two_sided import TwoSidedModel
from seqviz.records.two_sided import (
    FillAnswer,
    FillQuestion,
    Floats,
    RescuedAnswer,
    RescuedQuestion,
    StatesAnswer,
    StatesQuestion,
    WriteAnswer,
    WriteQuestion,
)
from seqviz.training.two_sided_evaluation import joined


@torch.no_grad()
def fill_answer(
    networks: Mapping[Reader, TwoSidedModel], vocabulary: Vocabulary, counts: Ids, question: FillQuestion, *, step: int
) -> FillAnswer:
    """Return what each network says at the blank."""
    tokens, place = question.tokens, question.place
    ids, lengths = _one(tokens, vocabulary, networks["both"])
    said = {reader: torch.log_softmax(one.fill(ids, lengths)[place, 0], -1) for reader, one in networks.items()}
    forward, backward = networks["both"].states(ids, lengths)
    others = [token for at, token in enumerate(tokens) if at != place]
    return FillAnswer(
        step=step,
        left=_kept(said["left"].exp()),
        right=_kept(said["right"].exp()),
        both=_kept(said["both"].exp()),
        joined=_kept(joined(said["left"], said["right"], counts).exp()),
        from_left=_kept(forward[:place, 0]),
        from_right=_kept(backward[place + 1 :, 0]),
        unknown=vocabulary.unknown(others),
    )


@torch.no_grad()
def rescued_answer(
    networks: Mapping[Reader, TwoSidedModel], vocabulary: Vocabulary, question: RescuedQuestion, *, step: int
) -> RescuedAnswer:
    """Hide every token of the sentences once, and find those that only both sides together give away."""
    places: list[tuple[int, int]] = []
    for number, tokens in enumerate(question.sentences):
        breathe()
        ids, lengths = _one(tokens, vocabulary, networks["both"])
        right = {reader: (one.fill(ids, lengths).argmax(-1) == ids)[:, 0] for reader, one in networks.items()}
        found = right["both"] & ~right["left"] & ~right["right"] & (ids[:, 0] != 0)
        places += [(number, place) for place in found.nonzero()[:, 0].tolist()]
    return RescuedAnswer(step=step, places=tuple(places))


@torch.no_grad()
def states_answer(model: TwoSidedModel, vocabulary: Vocabulary, question: StatesQuestion, *, step: int) -> StatesAnswer:
    """Return the states of both directions, and what padding changes about them, read with care and without."""
    ids, lengths = _one(question.tokens, vocabulary, model)
    padded = torch.cat([ids, ids.new_zeros(question.padding, 1)])
    alone = model.states(ids, lengths)
    careful = model.states(padded, lengths)
    careless = model.states(padded, lengths + question.padding)
    count = len(question.tokens)
    return StatesAnswer(
        step=step,
        forward=_kept(alone[0][:, 0]),
        backward=_kept(alone[1][:, 0]),
        padding_changes=_largest_change(alone, careful, count),
        careless_changes=_largest_change(alone, careless, count),
    )


@torch.no_grad()
def write_answer(
    networks: Mapping[Reader, TwoSidedModel], vocabulary: Vocabulary, question: WriteQuestion, *, step: int
) -> WriteAnswer:
    """Let the honest and the leaking network write, and say what each place costs the leaking one."""
    both = networks["both"]
    ids, lengths = _one(question.tokens, vocabulary, both)
    read, targets = ids[:-1], ids[1:]
    costs = [
        -torch.log_softmax(logits, -1).gather(-1, targets.unsqueeze(-1))[:, 0, 0]
        for logits in (both.forecast(read, lengths - 1), both.forecast_blindly(read))
    ]
    return WriteAnswer(
        step=step,
        honest=_written(networks["left"], vocabulary, question),
        leaking=_written(both, vocabulary, question),
        tokens=question.tokens[1:],
        losses=_kept(costs[0]),
        blind=_kept(costs[1]),
    )


def _written(model: TwoSidedModel, vocabulary: Vocabulary, question: WriteQuestion) -> tuple[str, ...]:
    """Say the likeliest next token, read it, and so on: nothing stands behind it."""
    ids, lengths = _one(question.tokens, vocabulary, model)
    for _ in range(question.count):
        logits = model.forecast(ids, lengths)[-1]  # the end of what there is: the reader from the right begins here
        logits[:, 0] = -torch.inf  # what the vocabulary lacks cannot be written
        ids, lengths = torch.cat([ids, logits.argmax(-1, keepdim=True).t()]), lengths + 1
    return tuple(vocabulary.tokens[index] for index in ids[len(question.tokens) :, 0].tolist())


def _one(tokens: tuple[str, ...], vocabulary: Vocabulary, model: TwoSidedModel) -> tuple[Tensor, Tensor]:
    """Return one sentence as ids [T, 1] with its length [1]."""
    device = model.output.weight.device
    ids = torch.from_numpy(vocabulary.encode(tokens)).unsqueeze(1).to(device)
    return ids, torch.tensor([len(tokens)], device=device)


def _largest_change(alone: list[Tensor], padded: list[Tensor], count: int) -> float:
    return max(float((a - b[:count]).abs().max()) for a, b in zip(alone, padded, strict=True))


def _kept(values: Tensor) -> Floats:
    found: Floats = values.cpu().numpy().astype(np.float32)
    found.flags.writeable = False
    return found
