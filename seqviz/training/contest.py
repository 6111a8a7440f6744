"""Stand-in: models trained side by side."""

import importlib
from dataclasses import replace
from typing import Any

from seqviz.config.contest import Contest

SETTINGS = ("learning_rate", "theta")


class Training:
    """A round moves every live contestant."""

    def __init__(self, contest: Contest) -> None:
        self._trainings: dict[str, Any] = {
            name: importlib.import_module(config.trainer).Training(config)
            for name, config in zip(contest.names, contest.configs, strict=True)
        }
        single = contest.names == ("",)
        described = {name: training.description for name, training in self._trainings.items()}
        self.description: Any = described[""] if single else described

    @property
    def finished(self) -> bool:
        """Whether nobody moves any more."""
        return all(training.finished for training in self._trainings.values())

    @property
    def settings(self) -> dict[str, dict[str, Any]]:
        """Return the values in force."""
        return {name: {key: _value(training, key) for key in SETTINGS} for name, training in self._trainings.items()}

    def advance(self) -> tuple[Any, ...]:
        """Make one round."""
        live = [(name, training) for name, training in self._trainings.items() if not training.finished]
        return tuple(_named(record, name) for name, training in live for record in training.advance())

    def report(self) -> tuple[Any, ...]:
        """Say what was not said yet."""
        return tuple(_named(r, name) for name, training in self._trainings.items() for r in training.report())

    def set(self, name: str, value: Any, contestant: str | None = None) -> None:
        """Change a setting of one, or of all."""
        for training in self._trainings.values() if contestant is None else (self._trainings[contestant],):
            training.set(name, value)

    def snapshot(self) -> dict[str, Any]:
        """Return the states of all."""
        return {name: training.snapshot() for name, training in self._trainings.items()}

    def answer(self, question: Any, snapshot: Any = None, contestant: str | None = None) -> Any:
        """Answer for one contestant."""
        name = next(iter(self._trainings)) if contestant is None else contestant
        return self._trainings[name].answer(question, snapshot[name] if snapshot else None)


def _named(record: Any, name: str) -> Any:
    return replace(record, contestant=name) if name and hasattr(record, "contestant") else record


def _value(training: Any, name: str) -> Any:
    owner = training.optimizer if name == "learning_rate" and hasattr(training, "optimizer") else training
    return getattr(owner, name, None)
