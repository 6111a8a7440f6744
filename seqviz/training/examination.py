"""How well a translator translates sentences: its loss after the reference, and what it writes by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from seqviz.data.pairs.batching import PairBatch, batch_of
from seqviz.data.pairs.encoded import EncodedPairs
from seqviz.data.vocabulary import END, Vocabulary
from seqviz.decoding.corpus import Decoded, decode
from seqviz.metrics.bleu import corpus_bleu
from seqviz.models.interruption import breathe
from seqviz.models.lengths import inside
from seqviz.models.recurrent import State
from seqviz.models.translator import Translator, vector_of
from seqviz.models.writing import WritingModel, write_greedily
from seqviz.records.pairs import Pair, Tokens
from seqviz.records.seq2seq import TranslationEvaluation

SAMPLES = 8
"""Translations that every evaluation shows."""
PART = 200
"""Prefixes that are read on at once: sentences times the width of the beam."""
BEYOND = 5
"""Words that a translation may be longer than the longest of the training part."""


@dataclass(frozen=True, kw_only=True)
class Examined:
    """One part of a task, first sentences first, with what is needed to judge translations of it."""

    pairs: Sequence[Pair]
    encoded: EncodedPairs
    vocabulary: Vocabulary
    most_words: int


def longest_translation(training: EncodedPairs) -> int:
    """Return how many words a translation may have, its end token counted."""
    return int(training.targets.lengths.max()) + BEYOND


@torch.no_grad()
def examine(
    model: Translator, part: Examined, *, step: int, most: int, width: int = 1, alpha: float = 0.75
) -> Iterator[tuple[float, TranslationEvaluation]]:
    """Translate the first ``most`` sentences; yield the share that is done and the evaluation of what is done."""
    count = min(most, len(part.pairs))
    total, tokens = 0.0, 0
    written: list[Tokens] = []
    for first in range(0, count, PART // width or 1):
        breathe()
        batch = batch_of(part.encoded, np.arange(first, min(first + (PART // width or 1), count)))
        start, loss = _read(model, batch)
        total += loss
        tokens += int(batch.target_lengths.sum())
        written += _written(model, part, start, width=width, alpha=alpha)
        yield len(written) / count, _evaluation(part, written, step=step, loss=total / tokens, tokens=tokens)


def _written(model: Translator, part: Examined, start: State, *, width: int, alpha: float) -> list[Tokens]:
    """Return the translations of the sentences that the encoder left at ``start``."""
    if width == 1:
        end = part.vocabulary.ids[END]
        return written_words(write_greedily(model.decoder, start, end=end, most=part.most_words), part.vocabulary)
    writing = WritingModel(model.decoder, start, vocabulary=part.vocabulary.tokens, eos=END)
    found = decode(writing, start[0].shape[1], width=width, max_length=part.most_words, alpha=alpha)
    return [without_end(one) for one in found]


def written_words(ids: Tensor, vocabulary: Vocabulary) -> list[Tokens]:
    """Return translations [T, B] as words, each up to its end token."""
    rows = ids.t().tolist()
    end = vocabulary.ids[END]
    return [tuple(vocabulary.decode(row[: row.index(end)] if end in row else row)) for row in rows]


def has_ended(found: Decoded) -> bool:
    """Return whether the decoder wrote the end token."""
    return found.tokens[-1:] == (END,)


def without_end(found: Decoded) -> Tokens:
    """Return the words of an answer."""
    return found.tokens[:-1] if has_ended(found) else found.tokens


def sentence_losses(model: Translator, start: State, targets: Tensor, lengths: Tensor, fed: Tensor) -> Tensor:
    """Return the negative log-likelihoods of all real words of targets [T, B], in one row."""
    hidden, _ = model.decoder(fed, start, vector_of(start))
    real = inside(lengths, len(targets))
    return functional.cross_entropy(model.decoder.output(hidden[real]), targets[real], reduction="none")


def _read(model: Translator, batch: PairBatch) -> tuple[State, float]:
    """Return the states that the encoder leaves, and the summed loss of the targets."""
    device = model.decoder.output.weight.device
    sources, source_lengths, targets, target_lengths = (
        torch.from_numpy(ids).to(device)
        for ids in (batch.sources, batch.source_lengths, batch.targets, batch.target_lengths)
    )
    start = model.encode(sources, source_lengths)
    losses = sentence_losses(model, start, targets, target_lengths, model.begin(targets))
    return start, float(losses.sum())


def _evaluation(part: Examined, written: list[Tokens], *, step: int, loss: float, tokens: int) -> TranslationEvaluation:
    references = [pair.target for pair in part.pairs[: len(written)]]
    return TranslationEvaluation(
        step=step,
        sentences=len(written),
        tokens=tokens,
        loss=loss,
        exact=sum(map(Tokens.__eq__, written, references)) / len(written),
        bleu=corpus_bleu(written, references).score,
        bleu_2=corpus_bleu(written, references, 2).score,
        samples=tuple(written[:SAMPLES]),
    )
