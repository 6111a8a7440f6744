"""The losses of a padded batch: each word's own, whatever stands beside it, and the three means of them."""

import math

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
    assert [len(row) + len(more) for row, more in zip(found.losses, found.beyond, strict=True)] == [found.width] * 4
    assert all(loss > 0 for row in found.beyond for loss in row)


def test_three_numbers_come_from_one_sum():
    found = PaddingAnswer(
        step=1, targets=(("a", "b", "c"), ("d",)), losses=((1.0, 2.0, 3.0), (2.0,)), beyond=((), (5.0, 9.0))
    )
    assert (found.width, found.real, found.cells, found.total) == (3, 4, 6, 8.0)
    assert found.per_word == 2.0
    assert found.padded_mean == pytest.approx(8 / 6)
    assert found.unmasked == pytest.approx((8 + 14) / 6)  # the filler, billed as a word
    by_the_book = sum(sum(row) / found.width for row in found.losses) / found.real
    assert found.of_the_book == pytest.approx(by_the_book)


@pytest.mark.parametrize(("length", "shown"), [(4, 2.303), (2, 1.151), (0, 0.0)])
def test_equal_logits_over_ten_words_cost_as_much_a_word_however_much_the_books_mean_shows(length, shown):
    row = (math.log(10),) * length
    assert sum(row) == pytest.approx(2.3026 * length, abs=2e-4)
    one_sentence = sum(row) / 4  # the book's loss of a sentence: its mean over the width of the batch, here 4
    assert one_sentence == pytest.approx(shown, abs=5e-4)
    batch = PaddingAnswer(step=1, targets=(("a",) * 4, ("a",) * length), losses=((math.log(10),) * 4, row), beyond=())
    assert batch.per_word == pytest.approx(2.3026, abs=1e-4)
    assert batch.of_the_book * batch.real == pytest.approx(math.log(10) + one_sentence)
