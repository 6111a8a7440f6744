"""Sequences of delayed recall: their shape, their tokens, and that what is judged was not trained on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.config.recall import LANES, RecallConfig, recall_contest
from seqviz.data.recall import CUE, exam, example, letters_of, recall_batch, training_stream
from seqviz.records.problem import Problem

configs = st.builds(RecallConfig, delay=st.integers(5, 40), symbols=st.integers(2, 26), seed=st.integers(0, 999_999))


@given(configs, st.integers(1, 40))
def test_a_sequence_is_a_symbol_its_distractors_and_the_cue(config, count):
    batch = recall_batch(config, training_stream(config), count)
    assert batch.inputs.shape == (config.delay + 1, count)  # the cue comes delay tokens after the symbol
    assert (batch.inputs[-1] == config.symbols).all()
    assert ((batch.inputs[:-1] >= 0) & (batch.inputs[:-1] < config.symbols)).all()  # no cue before its time
    assert (batch.targets == batch.inputs[0]).all()


@given(configs)
def test_a_seed_decides_the_sequences_and_what_is_judged_is_none_that_was_trained_on(config):
    first, again = (recall_batch(config, training_stream(config), 64).inputs for _ in range(2))
    assert (first == again).all()
    judged = exam(config, 50, 64).inputs
    assert (judged == exam(config, 50, 64).inputs).all()
    for other in (exam(config, 100, 64).inputs, first):
        assert not np.array_equal(judged, other)
    assert len({example(config, number).inputs.tobytes() for number in range(30)}) > 1


def test_nothing_but_the_first_token_tells_the_answer():
    """Every symbol is as frequent at each place, and tells nothing about the one to be named unless it is the first."""
    config = RecallConfig(delay=6, symbols=4)
    batch = recall_batch(config, np.random.default_rng(0), 40_000)
    for place in range(config.delay):
        agree = (batch.inputs[place] == batch.targets).mean()
        assert agree == (1.0 if place == 0 else pytest.approx(1 / 4, abs=0.01))
        shares = np.bincount(batch.inputs[place], minlength=4) / 40_000
        assert shares == pytest.approx([0.25] * 4, abs=0.01)


def test_letters_show_the_cue_as_a_question():
    config = RecallConfig(symbols=3)
    assert letters_of(config, np.array([0, 2, 1, 3])) == ("a", "c", "b", CUE)


def test_the_contest_is_three_cells_as_they_come_and_one_lstm_with_another_bias():
    contest = recall_contest(delay=12, seed=3)
    assert contest.names == LANES
    assert [(c.cell, c.forget_bias, c.delay, c.seed) for c in contest.configs] == [
        ("rnn", "plain", 12, 3), ("gru", "plain", 12, 3), ("lstm", "plain", 12, 3), ("lstm", "chrono", 12, 3),
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", [{"delay": 4}, {"delay": 41}, {"symbols": 27}, {"theta": 0.0}, {"cell": "tree"}])
def test_what_a_config_cannot_be_is_named(wrong):
    with pytest.raises(Problem) as caught:
        RecallConfig(**wrong)
    assert caught.value.values["field"] == next(iter(wrong))


@pytest.mark.parametrize("cell", ["rnn", "gru"])
def test_a_cell_without_forget_gates_has_no_bias_for_them(cell):
    with pytest.raises(ValueError, match="forget"):
        RecallConfig(cell=cell, forget_bias="chrono")
