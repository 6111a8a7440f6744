"""Both lanes of many sentences: what is counted is what one sentence at a time shows."""

import torch

from seqviz.config import Seq2SeqConfig
from seqviz.records.exposure import ExposureQuestion
from seqviz.records.translation import TeacherQuestion
from seqviz.training import exposure
from seqviz.training.seq2seq import Training

torch.set_num_threads(1)


def trained(steps):
    training = Training(Seq2SeqConfig(encoder_size=24, decoder_size=24, embedding_size=8, batch_size=32))
    for _ in range(steps):
        training.train_step()
    return training


def alone(training, pair, lane):
    """Right or not at each place of the reference, by the answer about this one sentence."""
    asked = TeacherQuestion(source=" ".join(pair.source), reference=" ".join(pair.target))
    answer = training.answer(asked)
    written = getattr(answer, lane).written
    return [written[place : place + 1] == (word,) for place, word in enumerate(answer.reference)]


def test_the_counts_are_those_of_each_sentence_by_itself(monkeypatch):
    monkeypatch.setattr(exposure, "PART", 7)  # batches of different width are joined
    training = trained(60)
    found = training.answer(ExposureQuestion(sentences=20))
    firsts = {}
    for lane in ("forced", "free"):
        rows = [alone(training, pair, lane) for pair in training.corpus.pairs.held_out[:20]]
        firsts[lane] = [row.index(False) if False in row else len(row) for row in rows]
        pairs = list(zip(rows, firsts[lane], strict=True))
        after = [right for row, first in pairs for right in row[first + 1 :]]
        following = [right for row, first in pairs for right in row[first + 1 : first + 2]]
        counted = getattr(found, lane)
        assert (counted.right, counted.words) == (sum(map(sum, rows)), sum(map(len, rows)))
        assert (counted.right_after, counted.after) == (sum(after), len(after))
        assert (counted.right_following, counted.following) == (sum(following), len(following))
    assert firsts["forced"] == firsts["free"]  # until then both have read the same
    assert (found.forced_first, found.free_first) == (0, 0)
    assert found.mistaken == sum(False in alone(training, pair, "free") for pair in training.corpus.pairs.held_out[:20])


def test_no_more_sentences_are_asked_for_than_there_are():
    training = Training(Seq2SeqConfig(encoder_size=4, decoder_size=4, embedding_size=4, pairs="dates-en-zh"))
    assert training.answer(ExposureQuestion(sentences=10**6)).sentences == len(training.corpus.held_out)
