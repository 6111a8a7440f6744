"""Runs of networks that read from one side or from both: they replay, and what they answer is what they are."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.config.two_sided import TwoSidedConfig
from seqviz.data.blanks.sets import blank_set
from seqviz.records.training import OutcomeRecord
from seqviz.records.two_sided import (
    FillEvaluation,
    FillQuestion,
    ForecastEvaluation,
    RescuedQuestion,
    StatesQuestion,
    TwoSidedStep,
    WriteQuestion,
)
from seqviz.training.two_sided import Training, train
from seqviz.training.two_sided_evaluation import joined

SMALL = TwoSidedConfig(text="hungry-en", hidden_size=16, max_steps=12, device="cpu")
LINE = ("i", "am", "", "very", "hungry", ".")


def trained(**more):
    training = Training(replace(SMALL, **more))
    while not training.finished:
        training.advance()
    return training


@pytest.fixture(scope="module")
def filling():
    return trained(max_steps=40)


@pytest.mark.parametrize("aim", ["fill", "forecast"])
def test_the_same_config_gives_the_same_records(aim):
    first, second = (list(train(replace(SMALL, aim=aim))) for _ in range(2))
    assert first == second
    steps = [record for record in first if isinstance(record, TwoSidedStep)]
    assert [record.step for record in steps] == list(range(1, 13))
    assert all((record.right is None) == (aim == "forecast") for record in steps)
    kind = FillEvaluation if aim == "fill" else ForecastEvaluation
    assert [record.step for record in first if isinstance(record, kind)] == [0, 1, 2, 5, 10, 12]


def test_a_snapshot_replays():
    training = Training(SMALL)
    for _ in range(5):
        training.advance()
    kept = training.snapshot()
    first = [training.advance()[0] for _ in range(3)]
    training.restore(kept)
    assert [training.advance()[0] for _ in range(3)] == first


def test_a_run_that_breaks_ends_at_its_last_good_weights():
    records = list(train(replace(SMALL, learning_rate=10.0, max_steps=200)))
    assert any(isinstance(record, OutcomeRecord) and record.outcome == "diverged" for record in records)


def test_an_untrained_network_loses_about_what_guessing_does():
    training = Training(SMALL)
    first = training.advance()[0]
    for loss in (first.left_loss, first.right_loss, first.both_loss):
        assert loss == pytest.approx(math.log(len(training.vocabulary)), abs=0.25)


shares = st.lists(st.floats(0.01, 1), min_size=3, max_size=3).map(np.array)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 50), min_size=3, max_size=3), st.lists(shares, min_size=3, max_size=3), shares)
def test_joining_is_exact_where_the_sides_are_independent_given_the_token(counts, before, behind):
    """Bayes' rule on a table: P(x) P(left | x) P(right | x), summed out by hand."""
    prior = np.array(counts) / sum(counts)
    left_given, right_given = np.array([one[0] for one in before]), behind
    left, right = (prior * given / (prior * given).sum() for given in (left_given, right_given))
    exact = prior * left_given * right_given
    found = joined(torch.tensor(left).log(), torch.tensor(right).log(), np.array(counts)).exp().numpy()
    np.testing.assert_allclose(found, exact / exact.sum(), rtol=1e-9)


def test_a_token_without_a_frequency_gets_nothing():
    uniform = torch.full((3,), 1 / 3).log()
    found = joined(uniform, uniform, np.array([0, 1, 1])).exp()
    assert found.tolist() == [0.0, 0.5, 0.5]


def test_a_blank_is_answered_without_reading_what_stands_there(filling):
    empty, other = (filling.answer(FillQuestion(tokens=(*LINE[:2], token, *LINE[3:]), place=2)) for token in ("", "we"))
    for side in ("left", "right", "both", "joined"):
        assert getattr(empty, side).sum() == pytest.approx(1, abs=1e-5)
        assert (getattr(empty, side) == getattr(other, side)).all()
    assert (len(empty.from_left), len(empty.from_right)) == (2, 3)
    by_hand = empty.left * empty.right / np.maximum(filling.description.frequencies, 1e-9)
    by_hand[0] = 0
    np.testing.assert_allclose(empty.joined, by_hand / by_hand.sum(), rtol=1e-3, atol=1e-6)
    assert empty.unknown == ()


def test_the_left_side_alone_does_not_notice_the_end_of_the_sentence(filling):
    short, long = (FillQuestion(tokens=("i", "am", "", "very", "hungry", *rest), place=2) for rest in (".", (",", "i")))
    first, second = filling.answer(short), filling.answer(long)
    assert (first.left == second.left).all()
    assert not np.allclose(first.right, second.right)


def test_padding_changes_no_state_and_read_carelessly_it_would(filling):
    answer = filling.answer(StatesQuestion(tokens=("i", "am", "cold", "."), padding=5))
    assert answer.padding_changes == 0.0
    assert answer.careless_changes > 0.01
    assert answer.forward.shape == answer.backward.shape == (4, 8)


def test_rescued_places_are_those_where_only_both_are_right(filling):
    sentences = blank_set("hungry-en").held_out[:30]
    for number, place in filling.answer(RescuedQuestion(sentences=sentences)).places:
        said = filling.answer(FillQuestion(tokens=sentences[number], place=place))
        truth = filling.vocabulary.ids[sentences[number][place]]
        assert [int(getattr(said, side).argmax()) == truth for side in ("left", "right", "both")] == [
            False,
            False,
            True,
        ]


def test_the_leak_shows_in_the_losses_and_vanishes_where_the_future_is_hidden():
    training = trained(aim="forecast", text="lincoln", hidden_size=32, max_steps=60, learning_rate=0.02)
    records = training.evaluate()
    assert records.leaking < 0.6 * records.honest < records.blind
    window = tuple("considerable number of which were co")
    answer = training.answer(WriteQuestion(tokens=window, count=8))
    assert len(answer.honest) == len(answer.leaking) == 8
    assert answer.tokens == window[1:]
    assert answer.losses[-1] == pytest.approx(answer.blind[-1], abs=1e-5)  # the last place has no future
    assert answer.losses[:-1].mean() < answer.blind[:-1].mean()


def test_an_answer_about_a_snapshot_leaves_the_run_alone(filling):
    before = filling.answer(FillQuestion(tokens=LINE, place=2))
    earlier = Training(replace(SMALL, max_steps=40)).snapshot()
    then = filling.answer(FillQuestion(tokens=LINE, place=2), earlier)
    assert then.step == 0
    assert not np.allclose(then.both, before.both)
    assert (filling.answer(FillQuestion(tokens=LINE, place=2)).both == before.both).all()
