"""The losses of a batch word by word: what is real, and what only fills it up."""

import numpy as np
import torch
from torch.nn import functional

from seqviz.data.pairs.batching import batch_of
from seqviz.models.translator import vector_of
from seqviz.records.padding import PaddingAnswer, PaddingQuestion
from seqviz.training.trained_translator import TrainedTranslator


@torch.no_grad()
def answer_padding(asked: TrainedTranslator, question: PaddingQuestion) -> PaddingAnswer:
    """Return the loss of every word of some held-out sentences, and of what fills them up, each after the reference."""
    held_out = asked.corpus.held_out
    count = min(question.sentences, PaddingQuestion.MOST)
    batch = batch_of(held_out, (question.first + np.arange(count)) % len(held_out))
    start = asked.encode(batch.sources, batch.source_lengths)
    targets = asked.on_device(batch.targets)
    hidden, _ = asked.model.decoder(asked.model.begin(targets), start, vector_of(start))
    logits = asked.model.decoder.output(hidden)
    losses = functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none").view_as(targets)
    lengths = batch.target_lengths.tolist()
    rows, words = losses.t().tolist(), batch.targets.T.tolist()
    return PaddingAnswer(
        step=asked.step,
        targets=tuple(
            tuple(asked.target_vocabulary.decode(row[:length])) for row, length in zip(words, lengths, strict=True)
        ),
        losses=tuple(tuple(row[:length]) for row, length in zip(rows, lengths, strict=True)),
        beyond=tuple(tuple(row[length:]) for row, length in zip(rows, lengths, strict=True)),
    )
