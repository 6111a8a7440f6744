"""Held-out sentences translated greedily, each judged word for word."""

import numpy as np

from seqviz.models.interruption import breathe
from seqviz.models.writing import write_greedily
from seqviz.records.exactness import ExactnessAnswer, ExactnessQuestion
from seqviz.training.examination import PART, written_words
from seqviz.training.trained_translator import TrainedTranslator


def answer_exactness(asked: TrainedTranslator, question: ExactnessQuestion) -> ExactnessAnswer:
    """Say of each sentence whether it is translated as in the reference."""
    pairs = asked.corpus.pairs.held_out[: question.sentences]
    starts = range(0, len(pairs), PART)
    right = [answer for first in starts for answer in _right(asked, first, min(first + PART, len(pairs)))]
    return ExactnessAnswer(step=asked.step, right=tuple(right))


def _right(asked: TrainedTranslator, first: int, stop: int) -> list[bool]:
    breathe()
    sources, lengths = asked.corpus.held_out.sources.padded(np.arange(first, stop))
    start = asked.encode(sources, lengths)
    ids = write_greedily(asked.model.decoder, start, end=asked.end, most=asked.most_words)
    written = written_words(ids, asked.target_vocabulary)
    references = asked.corpus.pairs.held_out[first:stop]
    return [words == pair.target for words, pair in zip(written, references, strict=True)]
