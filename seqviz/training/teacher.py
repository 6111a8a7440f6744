"""One sentence written twice: with a teacher, who feeds the reference, and alone, fed its own words."""

import numpy as np
import torch
from torch import Tensor

from seqviz.data.pairs.cutting import cut
from seqviz.data.pairs.own import LONGEST
from seqviz.data.vocabulary import END
from seqviz.models.recurrent import State
from seqviz.models.writing import feed_own_words, logits_of
from seqviz.records.pairs import Tokens
from seqviz.records.problem import Problem
from seqviz.records.translation import Lane, TeacherAnswer, TeacherQuestion
from seqviz.training.examination import BEYOND
from seqviz.training.probes import likeliest
from seqviz.training.trained_translator import TrainedTranslator


def answer_teacher(asked: TrainedTranslator, question: TeacherQuestion) -> TeacherAnswer:
    """Write a sentence with the teacher and alone.

    Raises ``Problem`` for a source or reference that cannot be read, and for a word fed by hand that is unknown;
    ``ValueError`` for one fed where nothing is.
    """
    source = asked.source(question.source)
    reference = _reference(asked, question.reference)
    start = asked.start([source])
    targets = asked.target_vocabulary.encode(reference).tolist()
    forced = _lane(asked, start, asked.begun(targets), targets)
    alone = feed_own_words(asked.model.decoder, start, *_by_hand(asked, question, len(targets) + BEYOND))
    free = _until_the_end(_lane(asked, start, alone, targets))
    mistakes = (place for place, (a, b) in enumerate(zip(forced.written, reference, strict=True)) if a != b)
    return TeacherAnswer(
        step=asked.step,
        source=source,
        unknown=asked.unknown(source),
        reference=reference,
        forced=forced,
        free=free,
        first_mistake=next(mistakes, None),
        top=likeliest(logits_of(asked.model.decoder, start, alone[: len(free.fed)])[:, 0], asked.target_vocabulary),
    )


def _reference(asked: TrainedTranslator, sentence: str) -> Tokens:
    reference = cut(sentence, asked.corpus.pairs.target_kind)
    if not reference:
        raise Problem("seq2seq.error.no-reference")
    if len(reference) > LONGEST:
        raise Problem("seq2seq.error.too-long", tokens=len(reference), most=LONGEST)
    return (*reference, END)


def _by_hand(asked: TrainedTranslator, question: TeacherQuestion, steps: int) -> tuple[Tensor, Tensor]:
    """Return ids [T, 1] that are fed for sure, and where [T, 1] the decoder's own words are fed instead."""
    forced = asked.begun([0] * steps)
    own = torch.ones_like(forced, dtype=torch.bool)
    own[0] = False
    for place, word in question.fed:
        if not 0 < place < steps:
            raise ValueError(f"nothing is fed by hand at place {place}")
        if word not in asked.target_vocabulary.ids:
            raise Problem("seq2seq.error.unknown-word", word=word)
        forced[place], own[place] = asked.target_vocabulary.ids[word], False
    return forced, own


def _lane(asked: TrainedTranslator, start: State, fed: Tensor, targets: list[int]) -> Lane:
    rows = logits_of(asked.model.decoder, start, fed)[:, 0].softmax(-1)
    written = rows.argmax(-1)
    told = np.array(targets[: len(fed)])
    return Lane(
        fed=asked.words(fed[:, 0]),
        written=tuple(asked.target_vocabulary.decode(written.tolist())),
        probabilities=tuple(rows.gather(1, written.unsqueeze(1))[:, 0].tolist()),
        expected=tuple(rows[: len(told)].gather(1, asked.on_device(told).unsqueeze(1))[:, 0].tolist()),
    )


def _until_the_end(lane: Lane) -> Lane:
    """Cut a lane behind the first end token that it wrote."""
    stop = lane.written.index(END) + 1 if END in lane.written else len(lane.written)
    return Lane(
        fed=lane.fed[:stop],
        written=lane.written[:stop],
        probabilities=lane.probabilities[:stop],
        expected=lane.expected[:stop],
    )
