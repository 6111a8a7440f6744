"""What computes can be left at its seams, by the thread that is told to, and nothing is half done."""

import threading
import time
from itertools import pairwise

import pytest
import torch

from seqviz.config import LanguageModelConfig
from seqviz.models.interruption import Interrupted, breathe, interruptible
from seqviz.records.training import ProbeQuestion, SampleQuestion
from seqviz.training.evaluation import evaluate
from seqviz.training.language_model import Training

CELLS = [{"cell": "rnn"}, {"cell": "gru"}, {"cell": "gru", "reset": "after"}, {"cell": "lstm"}]
SMALL = {"hidden_size": 16, "batch_size": 8, "steps": 24, "layers": 2, "device": "cpu"}


class Watch:
    """A stop rule that notes when it is asked, in processor time of this thread, and says yes at the n-th time."""

    def __init__(self, at=None):
        self.at = at
        self.asked = []

    def __call__(self):
        self.asked.append(time.thread_time())
        return len(self.asked) == self.at


def test_outside_of_an_interruptible_block_nothing_is_left():
    with interruptible(lambda: True):
        pass
    breathe()


def test_the_inner_rule_counts_and_the_outer_one_comes_back():
    with interruptible(lambda: True):
        with interruptible(lambda: False):
            breathe()
        with pytest.raises(Interrupted):
            breathe()


def test_a_rule_is_for_its_own_thread():
    survived = []

    def work():
        breathe()
        survived.append(True)

    with interruptible(lambda: True):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert survived


def test_no_handler_of_exceptions_holds_an_interruption_up():
    assert not issubclass(Interrupted, Exception)


@pytest.mark.parametrize("cell", CELLS)
def test_a_step_can_be_left_anywhere_and_changes_nothing_then(cell):
    training = Training(LanguageModelConfig(**SMALL, **cell))
    whole = Watch()
    with interruptible(whole):
        training.train_step()
    kept = training.snapshot()
    assert len(whole.asked) >= 5  # in both layers, forward and backward, and around the loss
    for at in range(1, len(whole.asked) + 1):
        with pytest.raises(Interrupted), interruptible(Watch(at)):
            training.train_step()
        assert training.step == kept["step"]
        assert all(torch.equal(value, kept["model"][name]) for name, value in training.model.state_dict().items())
    expected = Training(LanguageModelConfig(**SMALL, **cell))
    expected.train_step()
    training.restore(kept)
    assert training.train_step() == expected.train_step()


@pytest.mark.parametrize("cell", [{"cell": "lstm"}, {"cell": "gru"}])
def test_a_large_step_is_left_within_a_part_of_its_duration(cell):
    """The longest time between two seams, in processor time of this thread, against the whole step."""
    training = Training(LanguageModelConfig(hidden_size=512, layers=4, batch_size=8, steps=35, device="cpu", **cell))
    parts = []
    for _ in range(3):
        watch, began = Watch(), time.thread_time()
        with interruptible(watch):
            training.train_step()
        marks = [began, *watch.asked, time.thread_time()]
        longest = max(after - before for before, after in pairwise(marks))
        parts.append(longest / (marks[-1] - began))
    assert min(parts) < 0.34


def test_evaluation_probe_and_sample_can_be_left_too():
    training = Training(LanguageModelConfig(**SMALL))
    for work, seams in (
        (lambda: evaluate(training.model, training.validation), 4),
        (lambda: training.answer(ProbeQuestion(text="the people of the union")), 6),
        (lambda: training.answer(SampleQuestion(prefix="we", length=20)), 20),
    ):
        watch = Watch()
        with interruptible(watch):
            work()
        assert len(watch.asked) >= seams
        with pytest.raises(Interrupted), interruptible(Watch(len(watch.asked))):
            work()
