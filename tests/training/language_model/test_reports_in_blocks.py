"""A run that reports in blocks of steps, as on a GPU."""

import numpy as np
import pytest
import torch

from seqviz.records.training import OutcomeRecord
from seqviz.training import readings
from seqviz.training.language_model import Training
from tests.training.language_model.small_run import SMALL


@pytest.fixture
def blockwise(monkeypatch):
    """Return a maker of runs that report as they do on a GPU, in blocks of exactly 16 steps."""
    monkeypatch.setattr(readings, "READ_BACK_SECONDS", np.inf)

    def make(config):
        training = Training(config)
        training.readings.in_blocks = True
        return training

    return make


def test_reports_in_blocks_say_of_each_step_what_single_reports_say(blockwise):
    one_by_one, in_blocks = Training(SMALL), blockwise(SMALL)
    single, blocks = [], []
    for step in range(48):
        if step == 20:  # in the middle of a block
            for training in (one_by_one, in_blocks):
                training.set("theta", 0.05)
                training.set("learning_rate", 0.001)
        single += one_by_one.train_step()
        blocks.append(in_blocks.train_step())
    assert [len(block) for block in blocks] == 3 * [*15 * [0], 16]
    assert [record for block in blocks for record in block] == single


def test_a_run_that_reports_in_blocks_keeps_good_states_and_goes_back_to_the_last(blockwise):
    training = blockwise(SMALL)
    for _ in range(130):
        training.train_step()
    assert training.guard.good[0] == 128  # the end of the first block that is 50 steps past step 64, the state before
    training.optimizer.learning_rate = float("inf")
    records = []
    while not training.finished and training.step < 200:
        records += training.train_step()
    assert isinstance(records[-1], OutcomeRecord)
    assert (records[-1].step, records[-1].last_good_step) == (144, 128)
    kept = training.guard.good[1]["model"]
    assert all(torch.equal(value, kept[name]) for name, value in training.model.state_dict().items())
