"""What a labelling network says to held-out examples, and to a text of the learner's."""

import math
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from seqviz.data.labelled.batching import NO_LABEL, Encoded
from seqviz.data.labelled.examples import LabelledSet
from seqviz.data.labelled.tags import words_from
from seqviz.data.labelled.tasks import tokens_of
from seqviz.data.vocabulary import Vocabulary
from seqviz.metrics.confusion import confusion
from seqviz.metrics.word_boundaries import WordScore, score_words
from seqviz.models.interruption import breathe
from seqviz.models.layer_outputs import Network, layer_outputs
from seqviz.records.labelling import (
    ConfusionAnswer,
    LabelAnswer,
    LabelEvaluation,
    LabelQuestion,
    LayerOutput,
    LayersAnswer,
    LayersQuestion,
)

PART = 128
"""Examples that are read at once: between two parts the reading can be left."""


def evaluation(model: Network, found: LabelledSet, held_out: Encoded, *, step: int) -> LabelEvaluation:
    """Label all held-out examples and compare."""
    count, losses, right, said = 0, 0.0, 0, []
    for log_probabilities, labels in _read(model, held_out):
        count += len(labels)
        losses -= float(log_probabilities.gather(-1, labels.unsqueeze(-1)).sum())
        guessed = log_probabilities.argmax(-1)
        right += int((guessed == labels).sum())
        said.append(guessed.cpu().numpy())
    tags = [found.labels[index] for index in np.concatenate(said)]
    return LabelEvaluation(
        step=step,
        loss=losses / count,
        accuracy=right / count,
        word_f1=word_score(found, tags).f1 if found.aligned else None,
    )


def word_score(found: LabelledSet, tags: list[str]) -> WordScore:
    """Return how well the tags of all held-out examples, one after another, cut them into words."""
    total, start = WordScore(), 0
    for one in found.held_out:
        own = tags[start : start + len(one.tokens)]
        total += score_words(words_from(one.tokens, one.labels), words_from(one.tokens, own))
        start += len(own)
    return total


def confusion_answer(
    model: Network, found: LabelledSet, held_out: Encoded, *, step: int
) -> Iterator[tuple[float, ConfusionAnswer]]:
    """Count which label is taken for which; yield the share that is read, and the counts so far."""
    total = np.zeros((len(found.labels), len(found.labels)), np.int64)
    parts = math.ceil(len(held_out) / PART)
    for part, (log_probabilities, labels) in enumerate(_read(model, held_out), start=1):
        truth, said = (
            [found.labels[place] for place in places.tolist()] for places in (labels, log_probabilities.argmax(-1))
        )
        total = total + confusion(truth, said, found.labels)
        total.flags.writeable = False
        yield part / parts, ConfusionAnswer(step=step, labels=found.labels, counts=total)


@torch.no_grad()
def label_answer(
    model: Network, found: LabelledSet, vocabulary: Vocabulary, question: LabelQuestion, *, step: int
) -> LabelAnswer:
    """Label a learner's text; raise ``Problem`` for one that is empty or too long."""
    tokens = tokens_of(found.task, question.text)
    device = model.output.weight.device
    ids = torch.from_numpy(vocabulary.encode(tokens)).unsqueeze(1).to(device)
    logits = model(ids, torch.tensor([len(tokens)], device=device))
    probabilities = torch.softmax(logits[:, 0], -1).cpu().numpy()
    probabilities.flags.writeable = False
    return LabelAnswer(
        step=step,
        tokens=tokens,
        labels=found.labels,
        probabilities=probabilities,
        unknown=vocabulary.unknown(tokens),
    )


def layers_answer(
    model: Network, found: LabelledSet, vocabulary: Vocabulary, question: LayersQuestion, *, step: int
) -> LayersAnswer:
    """Show the layers along a learner's text; raise ``Problem`` for one that is empty or too long."""
    tokens = tokens_of(found.task, question.text)
    outputs = layer_outputs(model, torch.from_numpy(vocabulary.encode(tokens)).to(model.output.weight.device))
    layers = []
    for name, values in outputs.items():
        array = values.cpu().numpy().copy()
        array.flags.writeable = False
        layers.append(LayerOutput(name=name, values=array))
    return LayersAnswer(
        step=step, tokens=tokens, unknown=vocabulary.unknown(tokens), labels=found.labels, layers=tuple(layers)
    )


def _read(model: Network, examples: Encoded) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield log-probabilities [N, L] and true labels [N], example after example, without the padding."""
    device = model.output.weight.device
    for batch in examples.in_order(PART):
        breathe()
        ids, lengths, labels = (torch.from_numpy(part).to(device) for part in (batch.ids, batch.lengths, batch.labels))
        with torch.no_grad():  # never across a yield: between two pieces others compute
            logits = model(ids, lengths).transpose(0, 1)  # [B, T, L]: an example's labels stand together
            there = labels.t() != NO_LABEL
            log_probabilities = torch.log_softmax(logits[there], -1)
        yield log_probabilities, labels.t()[there]
