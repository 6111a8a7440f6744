"""A run that says what a test wants, and answers when a test lets it."""

import numpy as np

from seqviz.config import Contest, LanguageModelConfig
from seqviz.jobs.watch import Watch
from seqviz.records.jobs import Poll
from seqviz.records.problem import Problem
from seqviz.records.training import LanguageModelDescription, LayerTrace, ProbeAnswer

DESCRIPTION = LanguageModelDescription(
    device="CPU",
    vocabulary_size=28,
    unigram_loss=2.8,
    training_tokens=1000,
    validation_tokens=100,
    parameters=("W_x 1", "W_h 1"),
    parameter_count=20,
)


class FakeReply:
    """An answer that a test holds back."""

    def __init__(self, value=None):
        self.value = value

    def done(self):
        return self.value is not None

    def result(self):
        if isinstance(self.value, Problem):
            raise self.value
        return self.value


class FakeRun:
    """A run whose answers the test holds back; what it was asked is on record."""

    id = "run"

    def __init__(self, *polls, names=("a",)):
        configs = tuple(LanguageModelConfig(hidden_size=8 + place) for place in range(len(names)))
        self.config = Contest(names=tuple(names), configs=configs)
        self.polls = list(polls)
        self.asked = []

    def poll(self, since, *, trails=None):
        return self.polls.pop(0) if self.polls else Poll(status="training", description={"a": DESCRIPTION})

    def ask_later(self, question, step=None, *, contestant=None):
        reply = FakeReply()
        self.asked.append((question, step, reply))
        return reply


def watching(*polls, names=("a",)) -> Watch:
    watch = Watch(FakeRun(*polls, names=names))
    watch.refresh()
    return watch


def probe_answer(step: int, units: int = 60) -> ProbeAnswer:
    random = np.random.default_rng(step)
    gates = {
        name: random.uniform(-1, 1, (3, units)).astype(np.float32)
        for name in ("input", "forget", "output", "candidate", "hidden")
    }
    gates["cell"] = np.full((3, units), -3.0, np.float32)
    return ProbeAnswer(
        step=step,
        tokens=("a", "b", "c"),
        unknown=(),
        layers=(LayerTrace(layer=0, direction="forward", gates=gates),),
        gradient=((0.1, 0.2, 0.0),),
        top=((("a", 0.5),),) * 3,
    )
