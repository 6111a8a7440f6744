"""Train models side by side, in lockstep: any trainer's, and a single model as a contest of one."""

import importlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from seqviz.config.contest import Contest
from seqviz.training.loop import records_of

SINGLE = ""
"""The name of the only contestant of a run of one model."""

ROUND_SECONDS = 0.25
"""A round that makes seconds or tokens equal ends after so long; whoever is still behind goes first in the next one."""


def train(contest: Contest) -> Iterator[Any]:
    """Yield the records of all contestants, round by round, until the last of them has ended."""
    return records_of(Training(contest))


class Training:
    """One run of one to eight models: every contestant has a training of its own, as if it were alone.

    Where ``contest.budget`` is not ``"steps"``, the trainings say with ``seconds`` or ``tokens_read`` how much of it
    they have had.
    """

    def __init__(self, contest: Contest) -> None:
        """Raise the ``Problem`` of the first contestant that has one, or of all together."""
        self.contest = contest
        modules = [importlib.import_module(config.trainer) for config in contest.configs]
        made: dict[str, Any] = {}
        for module in dict.fromkeys(modules):
            own = [(n, c) for n, c, m in zip(contest.names, contest.configs, modules, strict=True) if m is module]
            names, configs = zip(*own, strict=True)
            made |= zip(names, _trainings(module, configs), strict=True)
        self.trainings = {name: made[name] for name in contest.names}
        self.is_single = contest.names == (SINGLE,)
        self.costs = dict.fromkeys(contest.names, 0.0)  # of the newest step of each, in seconds or tokens

    @property
    def description(self) -> Any:
        """What a single model says about itself before its first step, or what each contestant says."""
        if self.is_single:
            return self.trainings[SINGLE].description
        return {name: training.description for name, training in self.trainings.items()}

    @property
    def landmarks(self) -> frozenset[int]:
        """Rounds after which the state is kept: the steps that a contestant calls its landmarks, if any does."""
        return frozenset().union(*(getattr(training, "landmarks", ()) for training in self.trainings.values()))

    @property
    def finished(self) -> bool:
        """Whether every contestant has ended."""
        return not self._live()

    @property
    def settings(self) -> dict[str, dict[str, Any]]:
        """What may be changed while it trains, and the values in force, for each contestant."""
        return {name: training.settings for name, training in self.trainings.items()}

    def advance(self) -> tuple[Any, ...]:
        """Do one round and say what happened: a step of each, or what makes their seconds or tokens equal.

        A round by seconds or tokens lets the contestant that has had least make a step, until none is a whole step
        of its own behind another. Whoever has ended no longer moves, and holds nobody up.
        """
        if self.contest.budget == "steps":
            return tuple(record for name in self._live() for record in self._step(name))
        records: list[Any] = []
        until = time.monotonic() + ROUND_SECONDS
        while live := self._live():
            name = min(live, key=self._spent)
            before = self._spent(name)
            records += self._step(name)
            self.costs[name] = self._spent(name) - before
            if self._is_even() or time.monotonic() > until:
                break
        return tuple(records)

    def report(self) -> tuple[Any, ...]:
        """Say what happened in steps about which nothing was said yet."""
        return tuple(
            record for name, training in self.trainings.items() for record in self._named(name, training.report())
        )

    def set(self, name: str, value: Any, contestant: str | None = None) -> None:
        """Change a setting of one contestant, or of all that have it."""
        if contestant is not None:
            self.trainings[contestant].set(name, value)
            return
        trainings = list(self.trainings.values())
        if len(trainings) > 1:
            trainings = [training for training in trainings if name in training.settings]
        if not trainings:
            raise ValueError(f"no contestant has a setting {name!r}")
        for training in trainings:
            training.set(name, value)

    def go_on(self, learning_rate: float) -> tuple[Any, ...]:
        """Let those that broke go on from their last good weights at another rate, and say so."""
        able = {name: training for name, training in self.trainings.items() if hasattr(training, "go_on")}
        return tuple(record for name in able for record in self._named(name, able[name].go_on(learning_rate)))

    def snapshot(self) -> dict[str, Any]:
        """Return everything that decides the rounds to come, independent of the run."""
        states = {name: training.snapshot() for name, training in self.trainings.items()}
        return {"states": states, "costs": dict(self.costs)}

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Put every contestant back to a snapshot."""
        for name, training in self.trainings.items():
            training.restore(snapshot["states"][name])
        self.costs = dict(snapshot["costs"])

    def answer(self, question: Any, snapshot: dict[str, Any] | None = None, contestant: str | None = None) -> Any:
        """Let one contestant answer, the first unless it is named, on its state of now or in a snapshot."""
        name = self.contest.names[0] if contestant is None else contestant
        return self.trainings[name].answer(question, None if snapshot is None else snapshot["states"][name])

    def _live(self) -> list[str]:
        return [name for name, training in self.trainings.items() if not training.finished]

    def _step(self, name: str) -> tuple[Any, ...]:
        return self._named(name, self.trainings[name].advance())

    def _named(self, name: str, records: tuple[Any, ...]) -> tuple[Any, ...]:
        return records if self.is_single else tuple(replace(record, contestant=name) for record in records)

    def _spent(self, name: str) -> float:
        training = self.trainings[name]
        return float(training.seconds if self.contest.budget == "seconds" else training.tokens_read)

    def _is_even(self) -> bool:
        live = self._live()
        most = max(map(self._spent, live), default=0.0)
        return all(most - self._spent(name) < self.costs[name] for name in live)


def _trainings(module: Any, configs: Sequence[Any]) -> list[Any]:
    """Return the trainings of one trainer; it may have something to settle for all of them together."""
    if trainings := getattr(module, "trainings", None):
        return list(trainings(configs))
    if admit := getattr(module, "admit", None):  # it knows what its models cost
        admit(configs)
    return [module.Training(config) for config in configs]
