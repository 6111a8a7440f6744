"""Held-out sentences under networks that read from one side or from both, and under what is joined by hand."""

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from seqviz.config.two_sided import Reader
from seqviz.data.labelled.batching import NO_LABEL, Encoded, LabelledBatch
from seqviz.data.vocabulary import Ids
from seqviz.models.interruption import breathe
from seqviz.models.two_sided import TwoSidedModel
from seqviz.records.two_sided import FillEvaluation, ForecastEvaluation

PART = 64
"""Sentences that are read at once: between two parts the reading can be left."""


def joined(left: Tensor, right: Tensor, counts: Ids) -> Tensor:
    """Return log-probabilities [..., V]: left x right / frequency, as shares.

    By Bayes' rule this is exact where the two sides tell nothing about each other once the token is known. A token
    that training has never seen has no frequency to divide by: it gets nothing.
    """
    seen = torch.from_numpy(counts > 0).to(left.device)
    frequencies = torch.from_numpy(np.log(np.maximum(counts, 1) / counts.sum())).to(left)
    return torch.log_softmax((left + right - frequencies).masked_fill(~seen, -torch.inf), -1)


@torch.no_grad()
def evaluate_fill(
    networks: Mapping[Reader, TwoSidedModel], held_out: Encoded, counts: Ids, *, step: int
) -> FillEvaluation:
    """Hide every held-out token once, and compare what is said with it."""
    losses: dict[str, float] = dict.fromkeys(("left", "right", "both", "joined"), 0.0)
    hits: dict[str, list[Tensor]] = {name: [] for name in losses}
    for batch in held_out.in_order(PART):
        ids, lengths, labels, there = _tensors(batch, networks["both"])
        said = {
            str(reader): torch.log_softmax(network.fill(ids, lengths)[there], -1)
            for reader, network in networks.items()
        }
        said["joined"] = joined(said["left"], said["right"], counts)
        for name, log_probabilities in said.items():
            losses[name] -= float(log_probabilities.gather(-1, labels.unsqueeze(-1)).sum())
            hits[name].append(log_probabilities.argmax(-1) == labels)
        breathe()
    right = {name: torch.cat(parts) for name, parts in hits.items()}
    count = len(right["both"])
    alone = right["left"] | right["right"]
    return FillEvaluation(
        step=step,
        left=float(right["left"].sum()) / count,
        right=float(right["right"].sum()) / count,
        both=float(right["both"].sum()) / count,
        joined=float(right["joined"].sum()) / count,
        left_loss=losses["left"] / count,
        right_loss=losses["right"] / count,
        both_loss=losses["both"] / count,
        joined_loss=losses["joined"] / count,
        either=float(alone.sum()) / count,
        rescued=float((right["both"] & ~alone).sum()) / count,
    )


@torch.no_grad()
def evaluate_forecast(networks: Mapping[Reader, TwoSidedModel], held_out: Encoded, *, step: int) -> ForecastEvaluation:
    """Say every next token of the held-out sentences."""
    totals: dict[str, float] = dict.fromkeys(("honest", "leaking", "blind", "last"), 0.0)
    count = ends = 0
    for batch in held_out.in_order(PART):
        both = networks["both"]
        ids, lengths, labels, there = _tensors(batch, both)
        last = (torch.arange(len(ids)).unsqueeze(1) == lengths.cpu() - 1).to(ids.device)[there]
        said = {
            "honest": networks["left"].forecast(ids, lengths),
            "leaking": both.forecast(ids, lengths),
            "blind": both.forecast_blindly(ids),
        }
        for name, logits in said.items():
            costs = -torch.log_softmax(logits[there], -1).gather(-1, labels.unsqueeze(-1)).squeeze(-1)
            totals[name] += float(costs.sum())
            if name == "leaking":
                totals["last"] += float(costs[last].sum())
        count, ends = count + len(labels), ends + int(last.sum())
        breathe()
    return ForecastEvaluation(
        step=step,
        honest=totals["honest"] / count,
        leaking=totals["leaking"] / count,
        blind=totals["blind"] / count,
        last=totals["last"] / max(ends, 1),
    )


def unigram(held_out: Encoded, counts: Ids) -> tuple[float, float]:
    """Return the share of held-out tokens that is right, and the mean loss, where frequency alone decides."""
    labels = np.concatenate(held_out.labels)
    labels = labels[labels != NO_LABEL]
    log_shares: NDArray[np.float64] = np.log(np.maximum(counts, 1) / counts.sum())
    return float((labels == counts.argmax()).mean()), float(-log_shares[labels].mean())


def _tensors(batch: LabelledBatch, model: TwoSidedModel) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return ids [T, B], lengths [B], the labels [N] that are asked for, and where they stand [T, B]."""
    device = model.output.weight.device
    ids, lengths, labels = (torch.from_numpy(part).to(device) for part in (batch.ids, batch.lengths, batch.labels))
    there = labels != NO_LABEL
    return ids, lengths, labels[there], there
