"""The one setting of the small trainers: a learning rate that may be changed while they train."""

from dataclasses import replace
from typing import Any

from seqviz.training.optimizers import Update


class UnderOneRate:
    """A trainer that has a ``config`` with a learning rate, and an ``optimizer``; it reports every step at once."""

    config: Any
    optimizer: Update

    def report(self) -> tuple[Any, ...]:
        """Return nothing: every step is reported when it is made."""
        return ()

    @property
    def settings(self) -> dict[str, float]:
        """What can be changed while it trains, with the values now in force."""
        return {"learning_rate": self.optimizer.learning_rate}

    def set(self, name: str, value: float) -> None:
        """Change ``learning_rate`` from the next step on; raise ``Problem`` for one out of range."""
        if name not in self.settings:
            raise ValueError(f"a run has no setting {name!r}")
        replace(self.config, learning_rate=value)  # checks the range
        self.optimizer.learning_rate = value
