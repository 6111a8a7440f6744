"""The vectors of many sentences, as two principal components and as a linear probe reads them."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from seqviz.data.pairs.batching import batch_of
from seqviz.data.pairs.encoded import EncodedPairs
from seqviz.data.pairs.features import features_of
from seqviz.metrics.linear_probe import linear_probe, separation
from seqviz.metrics.principal_components import principal_components
from seqviz.models.interruption import breathe
from seqviz.models.translator import vector_of
from seqviz.records.encodings import EncodingsAnswer, EncodingsQuestion, Feature
from seqviz.records.trajectory import Points
from seqviz.training.trained_translator import TrainedTranslator

PART = 500
"""Sentences that are encoded at once."""


def answer_encodings(asked: TrainedTranslator, question: EncodingsQuestion) -> EncodingsAnswer:
    """Encode held-out sentences, project them, and probe them for every feature of the task."""
    known, asked_about = (
        part[:most]
        for part, most in (
            (asked.corpus.pairs.training, question.TRAINING), (asked.corpus.pairs.held_out, question.HELD_OUT),
        )
    )  # fmt: skip
    vectors = _vectors(asked, asked.corpus.training, len(known))
    held_out = _vectors(asked, asked.corpus.held_out, len(asked_about))
    projected = principal_components(held_out)
    told = [features_of(asked.task, pair) for pair in known]
    wanted = [features_of(asked.task, pair) for pair in asked_about]

    def feature(name: str) -> Feature:
        labels = [one[name] for one in wanted]
        return _feature(name, vectors, [one[name] for one in told], held_out, labels, projected.points)

    separator = "" if asked.corpus.pairs.source_kind == "character" else " "
    return EncodingsAnswer(
        step=asked.step,
        sentences=tuple(separator.join(pair.source) for pair in asked_about),
        points=projected.points,
        shares=projected.shares,
        features=tuple(map(feature, wanted[0])),
    )


def _feature(
    name: str, vectors: NDArray[np.float32], known: Sequence[str], held_out: NDArray[np.float32],
    labels: Sequence[str], points: Points,
) -> Feature:  # fmt: skip
    breathe()
    probed = linear_probe(vectors, known, held_out, labels)
    return Feature(
        name=name, labels=tuple(labels), separation=separation(points, labels), probe=probed.accuracy,
        chance=probed.chance,
    )  # fmt: skip


@torch.no_grad()
def _vectors(asked: TrainedTranslator, encoded: EncodedPairs, count: int) -> NDArray[np.float32]:
    parts = []
    for first in range(0, count, PART):
        breathe()
        batch = batch_of(encoded, np.arange(first, min(first + PART, count)))
        state = asked.model.encode(asked.on_device(batch.sources), asked.on_device(batch.source_lengths))
        parts.append(vector_of(state).cpu().numpy())
    return np.concatenate(parts)
