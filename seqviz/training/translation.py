"""Sentences that a learner typed, translated greedily or by a beam; and what a vector made of others means."""

import torch

from seqviz.decoding.corpus import decode
from seqviz.models.recurrent import State
from seqviz.models.translator import vector_of
from seqviz.models.writing import logits_of
from seqviz.records.problem import Problem
from seqviz.records.translation import (
    Translation,
    TranslationAnswer,
    TranslationQuestion,
    VectorAnswer,
    VectorQuestion,
)
from seqviz.training.examination import has_ended, without_end
from seqviz.training.probes import array_of
from seqviz.training.trained_translator import TrainedTranslator


def translate(asked: TrainedTranslator, question: TranslationQuestion) -> TranslationAnswer:
    """Translate all sentences as one batch.

    Raises ``Problem`` for a sentence that cannot be read, for none or too many of them, and for a beam too wide.
    """
    _check(question)
    sources = [asked.source(sentence) for sentence in question.sentences]
    found = decode(
        asked.writing(asked.start(sources)), len(sources), width=question.width, alpha=question.alpha,
        max_length=asked.most_words,
    )  # fmt: skip
    translations = tuple(
        Translation(
            source=source, unknown=asked.unknown(source), target=without_end(one), ended=has_ended(one),
            log_prob=one.log_prob, score=one.score,
        )
        for source, one in zip(sources, found, strict=True)
    )  # fmt: skip
    return TranslationAnswer(step=asked.step, translations=translations)


def answer_vector(asked: TrainedTranslator, question: VectorQuestion) -> VectorAnswer:
    """Let the decoder write from a sum of states; raise ``Problem`` for a sentence that cannot be read."""
    start = _made(asked, question)
    (found,) = decode(asked.writing(start), 1, width=1, max_length=asked.most_words)
    ids = asked.target_vocabulary.encode(found.tokens).tolist()
    rows = logits_of(asked.model.decoder, start, asked.begun(ids))[:, 0].softmax(-1)
    return VectorAnswer(
        step=asked.step,
        vector=array_of(vector_of(start)[0]),
        target=without_end(found),
        ended=has_ended(found),
        probabilities=tuple(rows[range(len(ids)), ids].tolist()),
    )


def _check(question: TranslationQuestion) -> None:
    count, most = len(question.sentences), question.MOST_SENTENCES
    if not count:
        raise Problem("seq2seq.error.empty")
    if count > most:
        raise Problem("seq2seq.error.too-many-sentences", count=count, most=most)
    if question.width > question.MOST_WIDTH:
        raise Problem("seq2seq.error.too-wide", width=question.width, most=question.MOST_WIDTH)


def _made(asked: TrainedTranslator, question: VectorQuestion) -> State:
    start = _summed(asked, question)
    if question.second_half:
        other = asked.start([asked.source(question.second_half)])
        half = start[0].shape[-1] // 2
        start = tuple(torch.cat([a[..., :half], b[..., half:]], -1) for a, b in zip(start, other, strict=True))
    if question.noise:
        generator = torch.Generator().manual_seed(0)
        noises = (torch.randn(part.shape, generator=generator).to(part.device) for part in start)
        start = tuple(part + question.noise * noise for part, noise in zip(start, noises, strict=True))
    return start


def _summed(asked: TrainedTranslator, question: VectorQuestion) -> State:
    decoder = asked.model.decoder
    if not question.terms:
        return decoder.recurrent.zero_state(1, decoder.output.weight.detach())
    parts = asked.start([asked.source(sentence) for _, sentence in question.terms])
    factors = parts[0].new_tensor([factor for factor, _ in question.terms])
    return tuple(torch.einsum("lbh,b->lh", part, factors).unsqueeze(1) for part in parts)
