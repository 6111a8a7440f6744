"""Translation runs: they replay, hold out what they say, score by the metrics room, and say what they cannot read."""

from itertools import islice

import pytest
import torch

from seqviz.config import Seq2SeqConfig
from seqviz.metrics.bleu import corpus_bleu
from seqviz.records.problem import Problem
from seqviz.records.seq2seq import ExaminationQuestion, TranslationEvaluation, TranslationQuestion
from seqviz.records.training import OutcomeRecord, StepRecord
from seqviz.training.examination import written_words
from seqviz.training.seq2seq import Training, train

torch.set_num_threads(1)

SMALL = {"encoder_size": 16, "decoder_size": 16, "embedding_size": 8, "batch_size": 16, "max_steps": 12}


def small(**more):
    return Seq2SeqConfig(**{**SMALL, **more})


def test_the_same_config_gives_the_same_records():
    config = small(teacher_forcing=0.5)
    assert list(train(config)) == list(train(config))


def test_a_snapshot_is_the_run_at_that_step():
    training = Training(small(teacher_forcing=0.5))
    for _ in range(4):
        training.advance()
    kept = training.snapshot()
    expected = [training.advance()[0].loss for _ in range(4)]
    training.restore(kept)
    assert [training.advance()[0].loss for _ in range(4)] == expected


@pytest.mark.parametrize(
    "blocks",
    [{"encoder": "cnn"}, {"encoder": "rnn", "decoder": "lstm"}, {"bidirectional": True, "reverse_source": True}],
)
def test_every_pair_of_blocks_learns(blocks):
    losses = [record.loss for record in train(small(**blocks)) if isinstance(record, StepRecord)]
    assert len(losses) == 12
    assert losses[-1] < losses[0] - 0.3


def test_an_evaluation_is_what_the_metrics_say_of_the_held_out_translations():
    training = Training(small(pairs="numbers-en-fr"))
    *_, (_, found) = training.answer(ExaminationQuestion(most=300))
    assert found.sentences == 300
    references = [pair.target for pair in training.corpus.pairs.held_out[:300]]
    written = [
        training.answer(TranslationQuestion(sentence=" ".join(pair.source))).target
        for pair in training.corpus.pairs.held_out[:300]
    ]
    assert found.bleu == corpus_bleu(written, references).score
    assert found.exact == sum(a == b for a, b in zip(written, references, strict=True)) / 300


def test_the_loss_is_the_mean_over_real_tokens():
    training = Training(small(pairs="numbers-en-fr"))
    *_, (_, found) = training.answer(ExaminationQuestion(most=50))
    pairs = training.corpus.pairs.held_out[:50]
    assert found.tokens == sum(len(pair.target) + 1 for pair in pairs)


def test_a_loss_that_explodes_ends_the_run_at_its_last_good_weights():
    training = Training(small(learning_rate=10.0, clip=False, max_steps=1000))
    records = []
    while not training.finished:
        records += training.advance()
    outcome = records[-1]
    assert isinstance(outcome, OutcomeRecord)
    assert outcome.outcome == "diverged"
    assert training.step < 1000


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("  ", "seq2seq.error.empty"),
        ("zwölf dreißig", "seq2seq.error.unknown"),
        ("seven " * 500, "seq2seq.error.too-long"),
    ],
)
def test_a_sentence_that_cannot_be_translated_is_refused(sentence, key):
    with pytest.raises(Problem) as raised:
        Training(small(pairs="numbers-en-fr")).answer(TranslationQuestion(sentence=sentence))
    assert raised.value.key == key


def test_an_evaluation_shows_the_first_held_out_sentences():
    training = Training(small())
    first = next(record for record in islice(train(small()), 1) if isinstance(record, TranslationEvaluation))
    assert len(first.samples) == len(training.description.samples)


def test_words_end_at_the_end_token():
    vocabulary = Training(small()).corpus.target_vocabulary
    end = vocabulary.ids["<eos>"]
    ids = torch.tensor([[2, end], [end, 3], [2, 2]])
    assert [len(words) for words in written_words(ids, vocabulary)] == [1, 0]
