"""What a translator writes for the held-out sentences; those that stand there often have several references."""

from itertools import islice

import torch

from seqviz.models.interruption import breathe
from seqviz.models.writing import write_greedily
from seqviz.records.outputs import OutputLine, OutputsAnswer, OutputsQuestion
from seqviz.records.pairs import Pair, Tokens
from seqviz.training.examination import PART, written_words
from seqviz.training.trained_translator import TrainedTranslator


@torch.no_grad()
def answer_outputs(asked: TrainedTranslator, question: OutputsQuestion) -> OutputsAnswer:
    """Translate the first different sentences."""
    known = references_of(asked.corpus.pairs.held_out)
    sources = list(islice(known, min(question.most, question.MOST)))
    written: list[Tokens] = []
    for first in range(0, len(sources), PART):
        breathe()
        start = asked.start(sources[first : first + PART])
        ids = write_greedily(asked.model.decoder, start, end=asked.end, most=asked.most_words)
        written += written_words(ids, asked.target_vocabulary)
    pairs = zip(sources, written, strict=True)
    lines = (OutputLine(source=source, output=output, references=known[source]) for source, output in pairs)
    return OutputsAnswer(step=asked.step, lines=tuple(lines))


def references_of(pairs: tuple[Pair, ...]) -> dict[Tokens, tuple[Tokens, ...]]:
    """Return the different targets of each source, in the order of the pairs."""
    found: dict[Tokens, dict[Tokens, None]] = {}
    for pair in pairs:
        found.setdefault(pair.source, {})[pair.target] = None
    return {source: tuple(targets) for source, targets in found.items()}
