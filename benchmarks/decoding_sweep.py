"""The speed of decoding a test set: batched against one sentence at a time, and the whole sweep of the default page.

Run with ``python benchmarks/decoding_sweep.py``. The translator is the lesson's, after 150 steps: unsure, as decoding
is worth a look then. Times are processor seconds of one thread; both ways run in turn, and the ratio is the median.
"""

from statistics import median
from time import process_time

import numpy as np
import torch

from seqviz.config import Seq2SeqConfig
from seqviz.decoding.corpus import decode
from seqviz.decoding.model import FunctionModel
from seqviz.decoding.search import beam_search
from seqviz.models.writing import WritingModel
from seqviz.records.decoding_sweep import SweepQuestion
from seqviz.records.search import FloatArray, IntArray
from seqviz.training.decoding_sweep import sweep
from seqviz.training.seq2seq import Training
from seqviz.training.trained_translator import TrainedTranslator

STEPS, SENTENCES, WIDTH, PAIRS = 150, 200, 5, 3


def trained() -> TrainedTranslator:
    training = Training(Seq2SeqConfig(learning_rate=0.004))
    for _ in range(STEPS):
        training.train_step()
    return TrainedTranslator(model=training.model, corpus=training.corpus, step=training.step)


def together(asked: TrainedTranslator) -> list[tuple[str, ...]]:
    sources = [pair.source for pair in asked.corpus.pairs.held_out[:SENTENCES]]
    found = decode(asked.writing(asked.start(sources)), SENTENCES, width=WIDTH, max_length=asked.most_words)
    return [one.tokens for one in found]


def sentence_by_sentence(asked: TrainedTranslator) -> list[tuple[str, ...]]:
    answers = []
    for pair in asked.corpus.pairs.held_out[:SENTENCES]:
        model = asked.writing(asked.start([pair.source]))
        answers.append(beam_search(model, width=WIDTH, max_length=asked.most_words, trace="lean").best.tokens)
    return answers


def one_hypothesis_at_a_time(asked: TrainedTranslator) -> list[tuple[str, ...]]:
    """Read every prefix of every sentence by itself, from its start on: a loop over hypotheses, as first written."""
    answers = []
    for pair in asked.corpus.pairs.held_out[:SENTENCES]:
        writing = asked.writing(asked.start([pair.source]))

        def rows(prefixes: IntArray, writing: WritingModel = writing) -> FloatArray:
            return torch.stack([torch.from_numpy(row_of(writing, prefix)) for prefix in prefixes]).numpy()

        model = FunctionModel(vocabulary=writing.vocabulary, eos=writing.eos, function=rows)
        answers.append(beam_search(model, width=WIDTH, max_length=asked.most_words, trace="lean").best.tokens)
    return answers


def row_of(writing: WritingModel, prefix: IntArray) -> FloatArray:
    rows, state = writing.start(1)
    for place in range(len(prefix)):
        rows, state = writing.advance(state, prefix[place : place + 1])
    return np.asarray(rows[0])


def main() -> None:
    asked = trained()
    seconds: dict[str, list[float]] = {}
    outputs = {}
    for _ in range(PAIRS):
        for way in (together, sentence_by_sentence, one_hypothesis_at_a_time):
            began = process_time()
            outputs[way.__name__] = way(asked)
            seconds.setdefault(way.__name__, []).append(process_time() - began)
    batched = seconds["together"]
    for name, times in seconds.items():
        ratio = median(one / other for one, other in zip(times, batched, strict=True))
        same = sum(one == other for one, other in zip(outputs[name], outputs["together"], strict=True))
        print(
            f"{name}: {median(times):.2f} s, {ratio:.1f} times the batched one; {same} of {SENTENCES} outputs the same"
        )
    began = process_time()
    pieces = sweep(asked, SweepQuestion(most=SENTENCES))
    _, found = next(pieces)
    first = process_time() - began
    *_, (_, found) = pieces
    print(f"the whole sweep: {process_time() - began:.1f} s, its first results after {first:.2f} s (promised: 10, 1)")
    for part in found.sets:
        if part.method != "sample":
            print(f"  {part.method} {part.width or ''}: {1000 * part.seconds / SENTENCES:.1f} ms a sentence")


if __name__ == "__main__":
    main()
