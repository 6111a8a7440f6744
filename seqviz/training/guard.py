"""When a run is broken, and the last good state to go back to: one rule for all trainers."""

from collections.abc import Callable
from typing import Any, Literal

Verdict = Literal["well", "doubtful", "broken"]

INFINITE_PATIENCE = 5
"""A gradient that was not finite so many times in a row stays so: every such step left the weights as they were."""


class Guard:
    """Judge every step of a run, and hold the newest state that was taken while all was well.

    Parameters
    ----------
    hopeless : float
        A loss from which nothing is learned any more.
    patience : int
        A run is broken after so many steps in a row with such a loss. A few mean nothing: an untrained model may begin
        there, and a step that was too long may be made good again.
    good_every : int
        So many steps lie between two good states.
    state : object
        The state before the first step: the first good one.
    """

    def __init__(self, *, hopeless: float, patience: int, good_every: int, state: Any) -> None:
        self.hopeless = hopeless
        self.patience = patience
        self.good_every = good_every
        self.good: tuple[int, Any] = (0, state)
        self.counts = (0, 0, False)
        """Hopeless steps in a row, infinite ones, and whether the run was called broken: part of a snapshot."""

    def judge(self, loss: float, *, finite: bool = True) -> Verdict:
        """Judge the step that came last; ``finite`` says whether its gradient was. A run is called broken once."""
        hopeless, infinite, called = self.counts
        hopeless = 0 if loss < self.hopeless else hopeless + 1  # NaN is hopeless too
        infinite = 0 if finite else infinite + 1
        broken = hopeless >= self.patience or infinite >= INFINITE_PATIENCE
        self.counts = (hopeless, infinite, called or broken)
        if broken and not called:
            return "broken"
        return "doubtful" if hopeless or infinite else "well"

    def forgive(self) -> None:
        """Begin anew, for a run that goes on after it broke: if it breaks again, it is called broken again."""
        self.counts = (0, 0, False)

    def keep(self, step: int, snapshot: Callable[[], Any]) -> None:
        """Take a good state after ``step``, if it is time for one and the last step was well."""
        if self.counts[:2] == (0, 0) and step >= self.good[0] + self.good_every:
            self.good = (step, snapshot())
