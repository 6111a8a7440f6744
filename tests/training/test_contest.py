"""A contest: every contestant trains as if it were alone, and equal steps, seconds or tokens are equal."""

import math
import sys
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pytest
import torch

from seqviz.config import LanguageModelConfig
from seqviz.config.contest import Contest
from seqviz.records.problem import Problem
from seqviz.records.training import EvaluationRecord, OutcomeRecord, SampleQuestion, StepRecord
from seqviz.training import language_model
from seqviz.training.contest import Training, train

SMALL = LanguageModelConfig(hidden_size=16, batch_size=8, steps=12, device="cpu")
TWIN = LanguageModelConfig(cell="rnn", hidden_size=64, optimizer="sgd", learning_rate=1.0, theta=0.5, device="cpu")
FOUR = {
    "rnn": replace(SMALL, cell="rnn"),
    "gru": replace(SMALL, cell="gru", layers=2),
    "lstm": replace(SMALL, sampling="sequential"),
    "torch": replace(SMALL, cell="gru", reset="after", optimizer="sgd", seed=3),
}


def contest(configs, budget="steps"):
    return Training(Contest(names=tuple(configs), configs=tuple(configs.values()), budget=budget))


def rounds(training, count):
    return [record for _ in range(count) for record in training.advance()]


def named(records, name):
    return [replace(record, contestant="") for record in records if record.contestant == name]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_each_contestant_is_what_it_would_be_alone(count):
    configs = dict(list(FOUR.items())[:count])
    together = contest(configs)
    records = rounds(together, 25)
    for name, config in configs.items():
        alone = language_model.Training(config)
        assert named(records, name) == [record for _ in range(25) for record in alone.advance()]
        weights = together.trainings[name].model.state_dict()
        assert all(torch.equal(value, weights[part]) for part, value in alone.model.state_dict().items())


def test_a_single_model_says_what_it_would_say_without_a_contest():
    single = Training(Contest.of(SMALL))
    alone = language_model.Training(SMALL)
    assert rounds(single, 5) == [record for _ in range(5) for record in alone.advance()]
    assert single.description == alone.description
    question = SampleQuestion(prefix="we", length=8)
    assert single.answer(question) == alone.answer(question)
    single.set("theta", 0.7)
    assert single.settings == {"": {"learning_rate": 0.005, "theta": 0.7}}


def test_twins_are_the_same_up_to_the_first_clipped_step():
    records = rounds(contest({"on": TWIN, "off": replace(TWIN, clip=False)}), 20)
    on, off = ([r for r in named(records, name) if isinstance(r, StepRecord)] for name in ("on", "off"))
    first = next(record.step for record in on if record.clipped)
    assert 1 < first < 15
    assert [r.loss for r in on[:first]] == [r.loss for r in off[:first]]
    assert [r.norm_before for r in on[:first]] == [r.norm_before for r in off[:first]]
    assert all(a.loss != b.loss for a, b in zip(on[first:], off[first:], strict=True))


def test_contestants_on_one_text_share_its_ids():
    own = "some text of one's own, with a few words in it. " * 40
    together = contest({"a": replace(SMALL, text="own", own_text=own), "b": replace(SMALL, text="own", own_text=own)})
    other = contest({"c": replace(SMALL, text="own", own_text=own + "and more")})
    a, b = (together.trainings[name] for name in "ab")
    assert a.batches.ids is b.batches.ids
    assert len(other.trainings["c"].batches.ids) > len(a.batches.ids)


def test_a_text_long_enough_for_one_contestant_may_be_too_short_for_another():
    own = "abcdefgh " * 8
    short = replace(SMALL, text="own", own_text=own)
    with pytest.raises(Problem, match="too-short") as caught:
        contest({"a": short, "b": replace(short, steps=200)})
    assert caught.value.values["steps"] == 200


def test_a_snapshot_replays_every_contestant_to_the_bit(monkeypatch):
    monkeypatch.setattr("seqviz.training.contest.ROUND_SECONDS", math.inf)  # a round is whole on a slow machine too
    together = contest({name: FOUR[name] for name in ("rnn", "lstm")}, "tokens")
    rounds(together, 7)
    kept = together.snapshot()
    ahead = rounds(together, 6)
    together.restore(kept)
    assert rounds(together, 6) == ahead
    question = SampleQuestion(prefix="we", length=12)
    now = together.answer(question, contestant="lstm")
    then = together.answer(question, kept, "lstm")
    assert (then.step, now.step) == (7, 13)
    assert together.answer(question, kept) == together.answer(question, kept, "rnn")


def test_a_setting_goes_to_the_named_contestant_or_to_all():
    together = contest({name: FOUR[name] for name in ("rnn", "lstm")})
    together.set("learning_rate", 0.01)
    together.set("theta", 2.0, "lstm")
    assert together.settings == {
        "rnn": {"learning_rate": 0.01, "theta": 0.3},
        "lstm": {"learning_rate": 0.01, "theta": 2.0},
    }
    with pytest.raises(ValueError, match="momentum"):
        together.set("momentum", 0.9)


def test_nine_are_too_many():
    names = tuple("abcdefghi")
    assert len(contest(dict.fromkeys(names[:8], SMALL)).trainings) == 8
    with pytest.raises(Problem, match="contestants"):
        Contest(names=names, configs=(SMALL,) * 9)


@dataclass(frozen=True, kw_only=True)
class FakeConfig:
    """A step of this contestant takes ``seconds`` and reads ``tokens``; it ends after ``last`` steps."""

    trainer: ClassVar[str] = "fake_trainer"

    seconds: float = 1.0
    tokens: int = 1
    last: int = 10**9


class FakeTraining:
    def __init__(self, config: FakeConfig) -> None:
        self.config = config
        self.step = 0

    finished = property(lambda self: self.step >= self.config.last)
    seconds = property(lambda self: self.step * self.config.seconds)
    tokens_read = property(lambda self: self.step * self.config.tokens)

    def advance(self) -> tuple[Any, ...]:
        assert not self.finished
        self.step += 1
        done = EvaluationRecord(step=self.step, loss=1.0, tokens=1)
        return (done, OutcomeRecord(step=self.step, outcome="diverged", last_good_step=0)) if self.finished else (done,)

    def report(self) -> tuple[Any, ...]:
        return ()


@pytest.fixture(autouse=True)
def fake_trainer(monkeypatch):
    module = type(sys)("fake_trainer")
    module.Training = FakeTraining
    monkeypatch.setitem(sys.modules, "fake_trainer", module)


@pytest.mark.parametrize("budget", ["seconds", "tokens"])
def test_equal_seconds_or_tokens_are_equal_to_within_a_step(budget):
    costs = {"quick": 1, "slow": 13, "middle": 4}
    together = contest({name: FakeConfig(seconds=cost, tokens=cost) for name, cost in costs.items()}, budget)
    for _ in range(200):
        assert together.advance()
        spent = {name: training.step * costs[name] for name, training in together.trainings.items()}
        assert all(max(spent.values()) - spent[name] < costs[name] for name in costs)
    steps = {name: training.step for name, training in together.trainings.items()}
    assert steps["quick"] / steps["slow"] == pytest.approx(13, rel=0.1)


def test_equal_steps_are_equal_however_long_they_take():
    together = contest({"quick": FakeConfig(seconds=1), "slow": FakeConfig(seconds=13)})
    rounds(together, 50)
    assert {training.step for training in together.trainings.values()} == {50}


@pytest.mark.parametrize("budget", ["steps", "seconds", "tokens"])
def test_whoever_has_ended_holds_nobody_up_and_the_contest_ends_with_the_last(budget):
    together = contest({"short": FakeConfig(last=3), "long": FakeConfig(last=40)}, budget)
    records = []
    while not together.finished:
        records += together.advance()
    assert [training.step for training in together.trainings.values()] == [3, 40]
    outcomes = [record.contestant for record in records if isinstance(record, OutcomeRecord)]
    assert outcomes == ["short", "long"]
    assert together.advance() == ()


def test_the_records_of_a_contest_come_round_by_round_until_the_end():
    configs = {"a": FakeConfig(last=2), "b": FakeConfig(last=3)}
    records = list(train(Contest(names=tuple(configs), configs=tuple(configs.values()))))
    assert [(r.contestant, r.step) for r in records if isinstance(r, EvaluationRecord)] == [
        ("a", 1),
        ("b", 1),
        ("a", 2),
        ("b", 2),
        ("b", 3),
    ]


def test_a_broken_model_goes_on_from_its_last_good_weights_at_another_rate():
    wild = LanguageModelConfig(cell="rnn", hidden_size=64, optimizer="sgd", learning_rate=3.5, clip=False)
    training = Training(Contest(names=("wild", "tame"), configs=(wild, replace(wild, clip=True, theta=0.5))))
    records: list = []
    while not training.trainings["wild"].finished:
        records += training.advance()
    assert training.settings["wild"]["learning_rate"] == 3.5
    (told,) = training.go_on(0.35)
    assert (told.contestant, told.outcome) == ("wild", "running")
    more = [record for _ in range(60) for record in training.advance() if isinstance(record, StepRecord)]
    wild_steps = [record for record in more if record.contestant == "wild"]
    assert wild_steps[0].learning_rate == 0.35
    assert wild_steps[-1].loss < math.log(28)
    assert {record.learning_rate for record in more if record.contestant == "tame"} == {3.5}
