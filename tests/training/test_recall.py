"""Delayed recall: what is learned and what is not, exact replays, gradients as autograd has them, and its ends."""

from dataclasses import replace
from itertools import islice

import pytest
import torch
from torch.nn import functional

from seqviz.cells.equations import LSTMState, gru_step, lstm_step, rnn_step
from seqviz.config.contest import Contest
from seqviz.config.recall import LANES, RecallConfig, recall_contest
from seqviz.data.recall import example
from seqviz.records.problem import Problem
from seqviz.records.recall import LEARNED, RecallExam, RecallQuestion, RecallStep
from seqviz.records.trail import Point
from seqviz.records.training import OutcomeRecord
from seqviz.training import contest
from seqviz.training.recall import EXAM_EVERY, EXAM_SEQUENCES, Training, train

torch.set_num_threads(1)  # as in a worker; with more, small steps mostly wait for each other

SMALL = RecallConfig(delay=5, symbols=4, hidden_size=8, batch_size=8, max_steps=60)
LEARNER = RecallConfig(delay=20, symbols=4, hidden_size=32, learning_rate=0.01, max_steps=300)


def accuracies(config):
    return [record.accuracy for record in train(config) if isinstance(record, RecallExam)]


def small_lanes():
    kinds = {"rnn": ("rnn", "plain"), "gru": ("gru", "plain"), "lstm": ("lstm", "plain"), "chrono": ("lstm", "chrono")}
    return {lane: replace(SMALL, cell=cell, forget_bias=bias) for lane, (cell, bias) in kinds.items()}


def test_the_long_memory_learns_what_the_same_lstm_does_not_even_begin_to():
    """Delay 20, 32 units: 150 or 200 steps in each of four seeds, while the plain one is still guessing at 400."""
    chrono = Training(replace(LEARNER, forget_bias="chrono"))
    while not chrono.finished:
        chrono.advance()
    assert chrono.learned
    assert chrono.step <= 250
    plain = accuracies(replace(LEARNER, max_steps=chrono.step))
    assert max(plain) < 0.4


def test_its_gradient_reaches_the_first_symbol_before_the_first_step():
    """What is felt at the first symbol, as a share of the cue, is why one learns and the other does not."""
    shares = {}
    for bias in ("plain", "chrono"):
        layer = Training(replace(LEARNER, forget_bias=bias)).answer(RecallQuestion()).layer
        shares[bias] = layer.cell[0] / layer.cell[-1]
    assert shares["plain"] < 1e-3
    assert shares["chrono"] > 0.02


@pytest.mark.parametrize("lane", LANES)
def test_the_same_config_gives_the_same_records_and_a_snapshot_replays(lane):
    config = small_lanes()[lane]
    assert list(islice(train(config), 20)) == list(islice(train(config), 20))
    training = Training(config)
    for _ in range(7):
        training.advance()
    kept = training.snapshot()
    ahead = [training.advance() for _ in range(5)]
    training.restore(kept)
    assert [training.advance() for _ in range(5)] == ahead


def test_contestants_learn_in_lockstep_as_they_do_alone():
    lanes = small_lanes()
    together = contest.Training(Contest(names=tuple(lanes), configs=tuple(lanes.values())))
    found = [record for _ in range(4) for record in together.advance()]
    for lane, config in lanes.items():
        alone = [replace(record, contestant=lane) for record in islice(train(config), 5)]
        assert [record for record in found if record.contestant == lane] == alone


def test_all_models_of_a_seed_are_examined_on_the_same_sequences_every_fifty_steps():
    records = list(train(replace(SMALL, cell="rnn", max_steps=120, learning_rate=1e-5)))
    exams = [record for record in records if isinstance(record, RecallExam)]
    assert [record.step for record in exams] == [0, EXAM_EVERY, 2 * EXAM_EVERY, 120]
    assert {record.sequences for record in exams} == {EXAM_SEQUENCES}
    assert [record.step for record in records if isinstance(record, RecallStep)] == list(range(1, 121))
    assert all(isinstance(record, Point) for record in records)


def test_a_run_ends_with_the_exam_that_it_passes():
    found = accuracies(replace(SMALL, symbols=2, hidden_size=16, batch_size=32, learning_rate=0.02, max_steps=2000))
    assert found[-1] >= LEARNED
    assert max(found[:-1]) < LEARNED


@pytest.mark.parametrize("lane", LANES)
def test_the_strip_is_autograds_gradient_of_the_answer(lane):
    training = Training(small_lanes()[lane])
    for _ in range(3):
        training.advance()
    answer = training.answer(RecallQuestion(example=4))
    batch = example(training.config, 4)
    model = training.model.double()
    layer, states = model.recurrent.cells[0], []
    h = c = torch.zeros(1, 8, dtype=torch.float64)
    for x in model.vectors(torch.from_numpy(batch.inputs)).double():
        if layer.cell == "lstm":
            step = lstm_step(x, LSTMState(h, c), layer.weights())
            c = step.cell
        else:
            step = (rnn_step if layer.cell == "rnn" else gru_step)(x, h, layer.weights())
        h = step.hidden
        states.append(step)
    loss = functional.cross_entropy(model.output(h), torch.from_numpy(batch.targets))
    assert answer.loss == pytest.approx(loss.item(), abs=1e-10)
    assert len(answer.tokens) == len(answer.layer.hidden) == 6
    assert answer.step == 3
    for name in ("hidden", "cell") if layer.cell == "lstm" else ("hidden",):
        gradients = torch.autograd.grad(loss, [getattr(state, name) for state in states], retain_graph=True)
        assert getattr(answer.layer, name) == pytest.approx([g.norm().item() for g in gradients], rel=1e-10)
    likeliest = int(model.output(h).argmax())
    assert answer.named == ("abcd?"[likeliest])


def test_a_question_is_answered_on_a_kept_state_and_disturbs_nothing():
    training, undisturbed = Training(SMALL), Training(SMALL)
    kept = training.snapshot()
    training.advance()
    undisturbed.advance()
    then, now = training.answer(RecallQuestion(), kept), training.answer(RecallQuestion())
    assert (then.step, now.step) == (0, 1)
    assert then.layer != now.layer
    assert training.advance() == undisturbed.advance()


def test_a_run_whose_weights_break_goes_back_to_the_last_good_ones():
    training = Training(replace(SMALL, max_steps=1000))
    training.set("learning_rate", 10.0)
    with torch.no_grad():
        training.model.output.weight.fill_(torch.nan)
    records = []
    while not training.finished:
        records += training.advance()
    (outcome,) = [record for record in records if isinstance(record, OutcomeRecord)]
    assert (outcome.outcome, outcome.last_good_step) == ("diverged", 0)
    assert training.broken
    assert training.step == outcome.step
    assert torch.isfinite(training.model.output.weight).all()
    (told,) = training.go_on(0.001)
    assert told.outcome == "running"
    assert training.settings == {"learning_rate": 0.001}
    assert torch.isfinite(torch.tensor(training.advance()[0].loss))
    with torch.no_grad():
        training.model.output.weight.fill_(torch.nan)
    while not training.finished:
        records += training.advance()
    assert [record.outcome for record in records if isinstance(record, OutcomeRecord)] == ["diverged"] * 2


def test_a_rate_out_of_range_is_refused():
    with pytest.raises(Problem):
        Training(SMALL).set("learning_rate", 100.0)
    with pytest.raises(ValueError, match="no setting"):
        Training(SMALL).set("theta", 1.0)


def test_the_contest_of_the_page_is_built():
    built = contest.Training(recall_contest(delay=5, seed=0))
    assert {name: described.parameter_count for name, described in built.description.items()} == {
        "rnn": 64 * (9 + 64 + 2) + 65 * 9,
        "gru": 3 * 64 * (9 + 64 + 2) + 65 * 9,
        "lstm": 4 * 64 * (9 + 64 + 2) + 65 * 9,
        "chrono": 4 * 64 * (9 + 64 + 2) + 65 * 9,
    }
