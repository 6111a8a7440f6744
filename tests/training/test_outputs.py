"""A translator's outputs for its held-out sentences, each with every reference that there is."""

import torch

from seqviz.config import Seq2SeqConfig
from seqviz.records.outputs import OutputsQuestion
from seqviz.records.pairs import Pair
from seqviz.records.translation import ExaminationQuestion, TranslationQuestion
from seqviz.training.outputs import references_of
from seqviz.training.seq2seq import Training

torch.set_num_threads(1)


def test_the_outputs_are_what_it_translates_alone_and_what_is_examined():
    training = Training(Seq2SeqConfig(encoder_size=16, decoder_size=16, embedding_size=8, batch_size=16))
    for _ in range(8):
        training.train_step()
    kept = training.snapshot()
    training.train_step()
    answer = training.answer(OutputsQuestion(most=12), kept)
    assert answer.step == 8
    sources = [" ".join(line.source) for line in answer.lines]
    alone = training.answer(TranslationQuestion(sentences=tuple(sources)), kept).translations
    assert [line.output for line in answer.lines] == [translation.target for translation in alone]
    *_, (_, examined) = training.answer(ExaminationQuestion(most=12), kept)
    assert list(examined.samples) == [line.output for line in answer.lines][: len(examined.samples)]


def test_a_sentence_that_stands_there_twice_has_both_translations_once():
    pairs = (Pair(("a",), ("x",)), Pair(("b",), ("y",)), Pair(("a",), ("z",)), Pair(("a",), ("x",)))
    assert references_of(pairs) == {("a",): (("x",), ("z",)), ("b",): (("y",),)}
