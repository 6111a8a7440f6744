"""What is called broken: no healthy run (every one that explodes: test_twins), and what then happens."""

from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
import torch

from seqviz.config import LanguageModelConfig
from seqviz.records.training import OutcomeRecord, StepRecord
from seqviz.training.guard import Guard
from seqviz.training.language_model import Training

SEEDS = range(20)
EXPLODES = LanguageModelConfig(
    cell="rnn", hidden_size=64, optimizer="sgd", learning_rate=3.5, theta=0.5, clip=False, device="cpu"
)
HEALTHY = LanguageModelConfig(hidden_size=32, batch_size=16, steps=20, device="cpu")


def outcome_of(config, steps):
    """The outcome of a run within ``steps``."""
    training = Training(config)
    for _ in range(steps):
        for record in training.train_step():
            if isinstance(record, OutcomeRecord):
                return record
    return None


class TestGuard:
    def guard(self):
        return Guard(hopeless=3.0, patience=4, good_every=10, state="start")

    def test_hopeless_steps_count_only_in_a_row(self):
        guard = self.guard()
        verdicts = [guard.judge(loss) for loss in (9, 9, 9, 1, 9, nan, inf, 3.0, 9)]
        assert verdicts == 3 * ["doubtful"] + ["well"] + 3 * ["doubtful"] + ["broken", "doubtful"]

    def test_a_gradient_that_stays_infinite_breaks_a_run_whatever_its_loss(self):
        guard = self.guard()
        assert [guard.judge(1.0, finite=False) for _ in range(5)] == [*4 * ["doubtful"], "broken"]

    def test_a_run_is_called_broken_once(self):
        guard = self.guard()
        assert [guard.judge(9.0) for _ in range(12)].count("broken") == 1

    def test_good_states_are_taken_now_and_then_and_never_in_doubt(self):
        guard = self.guard()
        for step in range(1, 41):
            guard.judge(9.0 if step in (20, 21) else 1.0)
            guard.keep(step, lambda step=step: f"state {step}")
            expected = {10: 10, 20: 10, 21: 10, 22: 22, 32: 32, 40: 32}.get(step)
            assert expected is None or guard.good == (expected, f"state {expected}")


def test_the_run_that_explodes_is_stopped():
    """That every such run is named, and its clipped twin never, is shown by 20 seeds of each preset in test_twins."""
    broken = outcome_of(EXPLODES, 40)
    assert broken is not None
    assert broken.stopped


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "changes",
    [
        {"cell": "rnn"},
        {"cell": "gru", "learning_rate": 0.01},
        {"cell": "lstm", "learning_rate": 0.02},
        {"cell": "lstm", "optimizer": "sgd", "learning_rate": 1.0, "theta": 1.0, "sampling": "sequential"},
        {"cell": "rnn", "text": "hsk", "unit": "word", "learning_rate": 0.01, "batch_size": 4, "steps": 8},
    ],
)
def test_no_healthy_run_is_named(seed, changes):
    assert outcome_of(replace(HEALTHY, seed=seed, **changes), 30) is None


def test_a_broken_run_that_is_not_to_stop_says_so_once_and_goes_on():
    training = Training(replace(EXPLODES, stop_when_broken=False))
    records = [record for _ in range(70) for record in training.train_step()]
    (outcome,) = (record for record in records if isinstance(record, OutcomeRecord))
    assert not outcome.stopped
    assert not training.finished
    steps = [record for record in records if isinstance(record, StepRecord)]
    assert [record.step for record in steps] == list(range(1, 71))
    assert steps[-1].loss > np.log(28) + 0.2
    assert steps[-1].learning_rate == 3.5


def test_a_broken_run_goes_back_to_its_good_weights_and_keeps_its_counts():
    training = Training(replace(EXPLODES, learning_rate=1.0, clip=True, theta=0.3))
    records = []
    for step in range(200):
        if step == 60:
            training.set("theta", inf)
            training.set("learning_rate", 3.5)
        records += training.train_step()
        if training.finished:
            break
    outcome, newest = records[-1], records[-2]
    assert isinstance(outcome, OutcomeRecord)
    assert (outcome.step, outcome.last_good_step) == (newest.step, 50)
    assert newest.tokens_read == newest.step * 32 * 35
    assert training.tokens_read == newest.tokens_read
    assert training.readings.tally.clipped_steps == newest.clipped_steps == sum(r.clipped for r in records[:-1]) > 0
    assert training.step == newest.step
    kept = training.guard.good[1]["model"]
    assert all(torch.equal(value, kept[name]) for name, value in training.model.state_dict().items())


def test_what_was_broken_once_is_called_broken_again_in_a_replay():
    training = Training(replace(EXPLODES, stop_when_broken=False))
    for _ in range(12):  # in the middle of the doubts
        training.train_step()
    kept = training.snapshot()
    first = [record for _ in range(20) for record in training.train_step()]
    training.restore(kept)
    assert [record for _ in range(20) for record in training.train_step()] == first
    assert any(isinstance(record, OutcomeRecord) for record in first)
