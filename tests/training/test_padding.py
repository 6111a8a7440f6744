"""The losses of a padded batch: each word's own, whatever stands beside it, and the three means of them."""

import pytest
import torch

from seqviz.config import Seq2SeqConfig
from seqviz.records.padding import PaddingAnswer, PaddingQuestion
from seqviz.records.translation import TeacherQuestion
from seqviz.training.seq2seq import Training

torch.set_num_threads(1)


def test_each_real_word_has_the_loss_that_it_has_without_any_padding():
    training = Training(Seq2SeqConfig(encoder_size=8, decoder_size=8, embedding_size=8, batch_size=4))
    found = training.answer(PaddingQuestion(sentences=4, first=3))
    assert len({len(row) for row in found.losses}) > 1
    for pair, target, losses in zip(training.corpus.pairs.held_out[3:7], found.targets, found.losses, strict=True):
        assert target == (*pair.target, "<eos>")
        alone = training.answer(TeacherQuestion(source=" ".join(pair.source), reference=" ".join(pair.target)))
        expected = torch.tensor(alone.forced.expected).log().neg().tolist()
        assert list(losses) == pytest.approx(expected, abs=1e-4)


def test_three_numbers_come_from_one_sum():
    found = PaddingAnswer(step=1, targets=(("a", "b", "c"), ("d",)), losses=((1.0, 2.0, 3.0), (2.0,)))
    assert (found.width, found.real, found.cells, found.total) == (3, 4, 6, 8.0)
    assert found.per_word == 2.0
    assert found.padded_mean == pytest.approx(8 / 6)
    by_the_book = sum(sum(row) / found.width for row in found.losses) / found.real
    assert found.of_the_book == pytest.approx(by_the_book)
