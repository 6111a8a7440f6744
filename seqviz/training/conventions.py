"""A translator decodes a test set by every convention of beam search, and each is compared with the lecture's."""

from collections.abc import Iterator

import numpy as np

from seqviz.decoding.convention import varied
from seqviz.decoding.corpus import decode
from seqviz.metrics.bootstrap import bleu_counts, bleu_score
from seqviz.records.decoding_sweep import ConventionResult, ConventionsAnswer, ConventionsQuestion
from seqviz.records.pairs import Tokens
from seqviz.training.decoding_sweep import states_of, words_of
from seqviz.training.trained_translator import TrainedTranslator


def conventions(asked: TrainedTranslator, question: ConventionsQuestion) -> Iterator[tuple[float, ConventionsAnswer]]:
    """Yield the share that is done and the conventions compared so far."""
    pairs = asked.corpus.pairs.held_out[: question.most]
    results: list[ConventionResult] = []
    usual: list[Tokens] = []
    named = varied(question.alpha)
    for name, convention in named.items():
        start = states_of(asked, 0, len(pairs))
        found = decode(
            asked.writing(start), len(pairs), width=question.width, max_length=asked.most_words, **vars(convention)
        )
        words = [words_of(one.tokens) for one in found]
        usual = usual or words
        counts = np.array([bleu_counts(one, pair.target) for one, pair in zip(words, pairs, strict=True)]).sum(0)
        results.append(
            ConventionResult(
                name=name, convention=convention, sentences=len(pairs),
                changed=sum(one != other for one, other in zip(words, usual, strict=True)),
                bleu=float(bleu_score(counts)), length_ratio=float(counts[-2] / counts[-1]),
                expanded=sum(one.expanded for one in found),
            )
        )  # fmt: skip
        answer = ConventionsAnswer(step=asked.step, width=question.width, results=tuple(results))
        yield len(results) / len(named), answer
