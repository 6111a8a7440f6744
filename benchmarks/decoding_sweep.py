"""The speed of decoding a test set: batched against one sentence at a time, and the whole sweep of the default page.

Run with ``python benchmarks/decoding_sweep.py``, or with ``... decoding_sweep.py bleu [seeds]`` for what beams of 1, 4,
16 and 64 reach at the page's three moments, over seeds 0, 1, 2 ...: BLEU with the lecture's exponent and without one,
and the length of the answers. The translator is the lesson's, after 150 steps: unsure, as decoding
is worth a look then. Times are processor seconds of one thread; both ways run in turn, and the ratio is the median.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import process_time
from typing import Any, cast

import numpy as np
import torch

from seqviz.config import Seq2SeqConfig
from seqviz.decoding.corpus import decode
from seqviz.decoding.model import FunctionModel
from seqviz.decoding.search import beam_search
from seqviz.jobs.moments import moments_of
from seqviz.metrics.decoding import Judged, judge
from seqviz.models.writing import WritingModel
from seqviz.records.decoding_sweep import SweepQuestion
from seqviz.records.search import FloatArray, IntArray
from seqviz.records.seq2seq import TranslationEvaluation
from seqviz.training.decoding_sweep import Pieces, sweep
from seqviz.training.seq2seq import Training
from seqviz.training.trained_translator import TrainedTranslator
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.lessons.decoding_tradeoffs.outline import TRADEOFFS

STEPS, SENTENCES, WIDTH, PAIRS = 150, 200, 5, 3
BEAMS, ALPHAS = (1, 4, 16, 64), (0.0, 0.75)
FEW = 20
"""Sentences for the slowest way."""


Way = Callable[[TrainedTranslator, int], list[tuple[str, ...]]]


def trained() -> TrainedTranslator:
    training = Training(Seq2SeqConfig(learning_rate=0.004))
    for _ in range(STEPS):
        training.train_step()
    return TrainedTranslator(model=training.model, corpus=training.corpus, step=training.step)


def together(asked: TrainedTranslator, count: int) -> list[tuple[str, ...]]:
    sources = [pair.source for pair in asked.corpus.pairs.held_out[:count]]
    found = decode(asked.writing(asked.start(sources)), count, width=WIDTH, max_length=asked.most_words)
    return [one.tokens for one in found]


def sentence_by_sentence(asked: TrainedTranslator, count: int) -> list[tuple[str, ...]]:
    answers = []
    for pair in asked.corpus.pairs.held_out[:count]:
        model = asked.writing(asked.start([pair.source]))
        answers.append(beam_search(model, width=WIDTH, max_length=asked.most_words, trace="lean").best.tokens)
    return answers


def one_hypothesis_at_a_time(asked: TrainedTranslator, count: int) -> list[tuple[str, ...]]:
    """Read every prefix of every sentence by itself, from its start on: a loop over hypotheses, as first written."""
    answers = []
    for pair in asked.corpus.pairs.held_out[:count]:
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


def seconds_of(way: Way, asked: TrainedTranslator, count: int) -> tuple[float, list[tuple[str, ...]]]:
    began = process_time()
    outputs = way(asked, count)
    return process_time() - began, outputs


def compare(way: Way, asked: TrainedTranslator, count: int) -> None:
    ratios = []
    for _ in range(PAIRS):
        fast, outputs = seconds_of(together, asked, count)
        slow, others = seconds_of(way, asked, count)
        ratios.append(slow / fast)
    same = sum(map(tuple.__eq__, outputs, others))
    print(
        f"k = {WIDTH}, {count} sentences: {way.__name__} takes {median(ratios):.1f} times as long as one batch, "
        f"{same} outputs the same",
        flush=True,
    )


def reach(seed: int) -> None:
    """Print what each beam reaches at the three moments of a run of the page's own."""
    settings = Settings(TRADEOFFS, TRADEOFFS.config(), TRADEOFFS.view())
    settings.choose("numbers")
    training = Training(replace(settings.config, seed=seed, device="cpu"))
    right: dict[int, float] = {}
    kept: dict[int, Any] = {}
    while not training.finished:
        right |= {r.step: r.exact for r in training.advance() if isinstance(r, TranslationEvaluation)}
        if training.step in training.landmarks:
            kept[training.step] = training.snapshot()
    for moment, step in moments_of(list(right), list(right.values()), set(kept)).items():
        question = SweepQuestion(most=SENTENCES, widths=BEAMS, draws=0, exact_alphas=())
        *_, (_, found) = cast(Pieces, training.answer(question, kept[step]))
        for alpha in ALPHAS:
            told = [
                f"{100 * one.bleu:5.1f} ({one.length_ratio:.2f})" + ("" if one is ways[0] else sign_of(one))
                for ways in [judge(found, alpha)]
                for one in ways
            ]
            print(
                f"seed {seed} {moment:6} step {step:3} right {right[step]:.2f} alpha {alpha:4}  {'  '.join(told)}",
                flush=True,
            )


def sign_of(one: Judged) -> str:
    """Return whether the resampled test sets tell the beam from greedy search: + better, - worse, = neither."""
    low, high = one.gain_interval
    return "+" if low > 0 else "-" if high < 0 else "="


def main() -> None:
    torch.set_num_threads(1)
    if sys.argv[1:2] == ["bleu"]:
        print(f"BLEU (length / reference) at k = {', '.join(map(str, BEAMS))}; + - = against greedy search")
        for seed in range(int(sys.argv[2]) if len(sys.argv) > 2 else 5):
            reach(seed)
        return
    asked = trained()
    compare(sentence_by_sentence, asked, SENTENCES)
    compare(one_hypothesis_at_a_time, asked, FEW)
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
