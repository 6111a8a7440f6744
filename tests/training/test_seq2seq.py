"""Translation runs: they replay, hold out what they say, score by the metrics room, and say what they cannot read."""

from itertools import islice

import pytest
import torch

from seqviz.config import Contest, Seq2SeqConfig
from seqviz.metrics.bleu import corpus_bleu
from seqviz.records.problem import Problem
from seqviz.records.seq2seq import TranslationEvaluation
from seqviz.records.training import OutcomeRecord, StepRecord
from seqviz.records.translation import ExaminationQuestion, TranslationQuestion
from seqviz.training import contest
from seqviz.training.examination import written_words
from seqviz.training.seq2seq import Training, train
from seqviz.training.translator_cost import admit, facts_of, parameters_of

torch.set_num_threads(1)

SMALL = {"encoder_size": 16, "decoder_size": 16, "embedding_size": 8, "batch_size": 16, "max_steps": 12}


def small(**more):
    return Seq2SeqConfig(**{**SMALL, **more})


def test_the_same_config_gives_the_same_records():
    config = small(teacher_forcing=0.5)
    assert list(train(config)) == list(train(config))


def test_a_snapshot_is_the_run_at_that_step():
    training = Training(small(teacher_forcing=0.5, encoder_layers=2, decoder_layers=2, dropout=0.3))
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
    config = small(**blocks, learning_rate=0.02, max_steps=25)
    losses = [record.loss for record in train(config) if isinstance(record, StepRecord)]
    assert len(losses) == 25
    assert losses[-1] < losses[0] - 0.3


def test_an_evaluation_is_what_the_metrics_say_of_the_held_out_translations():
    training = Training(small(pairs="numbers-en-fr"))
    *_, (_, found) = training.answer(ExaminationQuestion(most=300))
    assert found.sentences == 300
    references = [pair.target for pair in training.corpus.pairs.held_out[:300]]
    written = [
        training.answer(TranslationQuestion(sentences=(" ".join(pair.source),))).translations[0].target
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


def test_an_evaluation_shows_the_first_held_out_sentences():
    training = Training(small())
    first = next(record for record in islice(train(small()), 1) if isinstance(record, TranslationEvaluation))
    assert len(first.samples) == len(training.description.samples)


def test_words_end_at_the_end_token():
    vocabulary = Training(small()).corpus.target_vocabulary
    end = vocabulary.ids["<eos>"]
    ids = torch.tensor([[2, end], [end, 3], [2, 2]])
    assert [len(words) for words in written_words(ids, vocabulary)] == [1, 0]


def test_the_states_that_are_worth_seeing_are_landmarks_in_a_contest_too():
    both = Contest(names=("a", "b"), configs=(small(), small(every_step=True)))
    assert {50, 100, 150, 200, 300, 600} == contest.Training(both).landmarks


def test_two_translators_side_by_side_read_the_same_batches():
    both = Contest(names=("a", "b"), configs=(small(), small()))
    steps = [record for record in contest.train(both) if isinstance(record, StepRecord)]
    assert [s.loss for s in steps if s.contestant == "a"] == [s.loss for s in steps if s.contestant == "b"]


def test_what_is_too_large_is_refused_with_the_nearest_size_that_is_not():
    huge = {"decoder_size": 512, "encoder_size": 512, "encoder_layers": 4, "decoder_layers": 4, "batch_size": 256}
    with pytest.raises(Problem) as raised:
        admit([Seq2SeqConfig(**huge)] * 2)
    assert raised.value.key == "training.too-large"
    values = raised.value.values
    admit([Seq2SeqConfig(**{**huge, values["field"]: values["nearest"]})] * 2)


@pytest.mark.parametrize(
    "blocks",
    [
        {"encoder": "cnn", "decoder": "lstm", "encoder_layers": 2},
        {"bidirectional": True, "every_step": True, "decoder_layers": 2},
        {"pairs": "dates-en-zh", "encoder": "rnn"},
    ],
)
def test_the_parameters_that_the_cost_is_estimated_from_are_about_those_that_are_built(blocks):
    config = Seq2SeqConfig(**blocks)
    assert parameters_of(config, facts_of(config)) == pytest.approx(
        Training(config).description.parameter_count, rel=0.15
    )


def test_the_rate_cools_down_in_the_last_steps_and_is_that_of_the_setting_before():
    training = Training(small(max_steps=10, cooldown=0.4, learning_rate=0.01))
    rates = [training.train_step()[0].learning_rate for _ in range(10)]
    assert rates == pytest.approx([0.01] * 7 + [0.0075, 0.005, 0.0025])
    kept = training.snapshot()
    training.set("learning_rate", 0.02)
    training.restore(kept)
    assert training.settings["learning_rate"] == 0.01
