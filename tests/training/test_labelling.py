"""Labelling runs: they replay, learn alone as side by side, answer for what they say, and beat counting or not."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

from seqviz.config.contest import Contest
from seqviz.config.labelling import LabellingConfig
from seqviz.data.labelled.baselines import labels_by, tag_table
from seqviz.data.labelled.tasks import labelled_set
from seqviz.metrics.confusion import accuracy, confusion
from seqviz.records.labelling import ConfusionQuestion, LabelEvaluation, LabelQuestion, LabelStep
from seqviz.records.problem import Problem
from seqviz.records.training import OutcomeRecord
from seqviz.training import contest
from seqviz.training.labelling import Training, mean_loss, train

SMALL = LabellingConfig(hidden_size=16, max_steps=12, device="cpu")
TASKS = ("segmentation", "level", "president")
LINE = {"segmentation": "我们学习深度学习。", "level": "你好！", "president": "we must cut taxes now"}


def evaluations(records):
    return [record for record in records if isinstance(record, LabelEvaluation)]


def confusions(training, snapshot=None):
    """The whole answer, at the end of its pieces."""
    return list(training.answer(ConfusionQuestion(), snapshot))[-1][1]


def trained(**more):
    training = Training(replace(SMALL, **more))
    while not training.finished:
        training.advance()
    return training


@pytest.mark.parametrize("task", TASKS)
def test_the_same_config_gives_the_same_records(task):
    first, second = (list(train(replace(SMALL, task=task))) for _ in range(2))
    assert first == second
    assert [record.step for record in first if isinstance(record, LabelStep)] == list(range(1, 13))
    assert [record.step for record in evaluations(first)] == [0, 1, 2, 5, 10, 12]
    assert first != list(train(replace(SMALL, task=task, seed=1)))


@pytest.mark.parametrize("task", TASKS)
def test_an_untrained_network_loses_about_what_guessing_does(task):
    found = labelled_set(task)
    first = Training(replace(SMALL, task=task)).advance()[0]
    assert first.loss == pytest.approx(math.log(len(found.labels)), abs=0.25)
    assert (first.word_f1 is None) == (task != "segmentation")


def test_the_loss_of_a_batch_is_the_mean_over_its_labels_and_no_padding():
    logits = torch.randn(3, 2, 4, dtype=torch.float64)
    labels = torch.tensor([[1, 2], [0, -1], [3, -1]])
    there = [(0, 0), (1, 0), (2, 0), (0, 1)]
    by_hand = sum(functional.cross_entropy(logits[place], labels[place]) for place in there) / 4
    torch.testing.assert_close(mean_loss(logits, labels), by_hand, rtol=0, atol=1e-12)


def test_side_by_side_each_learns_as_it_does_alone():
    configs = (SMALL, replace(SMALL, bidirectional=True), replace(SMALL, cell="rnn", recurrence="none"))
    together = contest.Training(Contest(names=("one", "both", "none"), configs=configs))
    while not together.finished:
        together.advance()
    for name, config in zip(("one", "both", "none"), configs, strict=True):
        alone = trained(**{field: getattr(config, field) for field in ("cell", "recurrence", "bidirectional")})
        parameters = zip(together.trainings[name].parameters, alone.parameters, strict=True)
        assert all(torch.equal(one, other) for one, other in parameters)


@pytest.mark.parametrize("task", TASKS)
def test_a_snapshot_replays_and_is_left_alone(task):
    training = Training(replace(SMALL, task=task))
    for _ in range(4):
        training.advance()
    kept, before = training.snapshot(), training.answer(LabelQuestion(text=LINE[task])).probabilities
    after = [training.advance() for _ in range(4)]
    old = training.answer(LabelQuestion(text=LINE[task]), kept)
    assert old.step == 4
    assert np.array_equal(old.probabilities, before)
    training.restore(kept)
    assert [training.advance() for _ in range(4)] == after


@pytest.mark.parametrize("task", TASKS)
def test_questions_do_not_disturb_the_run(task):
    asked, unasked = (Training(replace(SMALL, task=task)) for _ in range(2))
    for _ in range(4):
        confusions(asked)
        asked.answer(LabelQuestion(text=LINE[task]))
        assert asked.advance() == unasked.advance()


@pytest.mark.parametrize("task", TASKS)
def test_the_confusion_says_what_the_evaluation_says(task):
    training = trained(task=task)
    answer, found = confusions(training), labelled_set(task)
    last = training.evaluate()
    assert accuracy(answer.counts) == pytest.approx(last.accuracy)
    assert answer.counts.sum(1).tolist() == [found.truth.count(label) for label in answer.labels]


@pytest.mark.parametrize("task", TASKS)
def test_a_held_out_example_is_labelled_as_the_learner_would_have_it_labelled(task):
    """The way of a learner's line and the way of the held-out examples meet in the same confusions."""
    training, found = trained(task=task), labelled_set(task)
    some = found.held_out[:60]
    between = " " if task == "president" else ""
    said = []
    for one in some:
        answer = training.answer(LabelQuestion(text=between.join(one.tokens)))
        assert answer.tokens == one.tokens
        np.testing.assert_allclose(answer.probabilities.sum(-1), 1, atol=1e-5)
        said += answer.likeliest
    training.held_out = replace(
        training.held_out, tokens=training.held_out.tokens[:60], labels=training.held_out.labels[:60]
    )
    training.found = replace(found, held_out=some)
    counts = confusion([label for one in some for label in one.labels], said, found.labels)
    assert np.array_equal(confusions(training).counts, counts)


def test_confusions_come_in_pieces_of_one_state_while_training_goes_on():
    training = Training(SMALL)
    whole = confusions(training).counts
    pieces = training.answer(ConfusionQuestion())
    shares, counts = [], []
    for share, answer in pieces:
        training.advance()
        assert torch.is_grad_enabled()
        assert answer.step == 0
        shares.append(share)
        counts.append(answer.counts.sum())
    assert shares == sorted(shares)
    assert (len(shares), shares[-1]) == (4, 1.0)
    assert counts == sorted(counts)
    assert np.array_equal(answer.counts, whole)
    assert not np.array_equal(confusions(training).counts, whole)
    assert np.array_equal(confusions(training, training.guard.good[1]).counts, whole)


def test_unknown_tokens_are_named_and_a_bad_line_is_a_problem():
    training = Training(SMALL)
    assert training.answer(LabelQuestion(text="我们qq们")).unknown == ("q",)
    with pytest.raises(Problem) as refused:
        training.answer(LabelQuestion(text=" "))
    assert refused.value.key == "labelling.empty.characters"


def test_a_run_that_breaks_ends_at_its_last_good_weights_and_can_go_on():
    training = Training(replace(SMALL, cell="rnn", learning_rate=10.0, max_steps=400))
    records = []
    while not training.finished:
        records += training.advance()
    (outcome,) = [record for record in records if isinstance(record, OutcomeRecord)]
    assert outcome.outcome == "diverged"
    assert outcome.last_good_step < outcome.step < 400
    (again,) = training.go_on(0.002)
    assert again.outcome == "running"
    assert training.advance()[0].learning_rate == 0.002


def test_the_learning_rate_is_the_only_setting_and_keeps_to_its_range():
    training = Training(SMALL)
    training.set("learning_rate", 0.01)
    assert training.settings == {"learning_rate": 0.01}
    with pytest.raises(Problem):
        training.set("learning_rate", 1000.0)
    with pytest.raises(ValueError, match="no setting"):
        training.set("theta", 1.0)


def test_tags_a_network_without_recurrence_is_the_table_one_with_it_is_better_two_directions_better_still():
    """Held-out tags after 150 steps with 64 units; the differences are several times those between seeds."""
    found = labelled_set("segmentation")
    table = accuracy(confusion(found.truth, labels_by(tag_table(found), found), found.labels))

    def reached(**more):
        return evaluations(train(replace(SMALL, hidden_size=64, max_steps=150, **more)))[-1].accuracy

    none, one, both = (reached(**more) for more in ({"cell": "rnn", "recurrence": "none"}, {}, {"bidirectional": True}))
    assert none == pytest.approx(table, abs=0.04)
    assert one > table + 0.05
    assert both > one + 0.03
