"""What the page on gradients keeps: a recurrence that is not trained, the loss that is followed, twins and a wall."""

from dataclasses import dataclass
from typing import Literal

from seqviz.config.fields import check, choice, number, switch, text
from seqviz.config.recall import RecallView

Screen = Literal["product", "reach", "recall", "twins", "wall", "sweep"]


@dataclass(frozen=True, kw_only=True)
class ReachView:
    """The product of Jacobians and the strip.

    ``rho`` is the spectral radius of the untrained recurrence, ``depth`` how many steps it is followed back, ``tanh``
    whether it has an activation; ``singular`` shows all singular values. The loss of the token at ``followed`` of the
    ``sentence`` is followed back, 0 stands for the last one; the one at ``pinned`` is kept beside it, 0 for none. The
    learner's mark is ``mark`` tokens before the followed one, 0 for none. An empty sentence stands for the one that
    goes with the text.
    """

    rho: float = number(0.9, 0.3, 3.0)
    depth: int = number(35, 5, 60)
    tanh: bool = switch(True)
    singular: bool = switch(False)
    sentence: str = text(longest=200)
    followed: int = number(0, 0, 199)
    pinned: int = number(0, 0, 199)
    mark: int = number(0, 0, 199)

    def followed_in(self, length: int) -> int:
        """Return the place, in a sentence of so many tokens, whose loss is followed."""
        return self.followed if 1 <= self.followed < length else length - 1

    def pinned_in(self, length: int) -> int | None:
        """Return the place that is kept beside it, if there is one."""
        return self.pinned if 1 <= self.pinned < length else None


@dataclass(frozen=True, kw_only=True)
class GradientsView(ReachView, RecallView):
    """What the address restores besides the twins' settings.

    At step ``turn_at`` of the twins the learning rate is turned to ``turn_to`` (0: never). ``w``, ``b``, ``rate`` and
    ``bound`` are the start, the learning rate and the theta of the descents on the wall, ``radius`` is the ball's.
    """

    screen: Screen = choice("twins", Screen)
    turn_at: int = number(0, 0, 1_000)
    turn_to: float = number(3.0, 1e-5, 10.0)
    w: float = number(4.5, 3.86, 4.98)
    b: float = number(-1.78, -2.72, -1.3)
    rate: float = number(0.5, 0.01, 2.0)
    bound: float = number(0.3, 0.01, 10.0)
    radius: float = number(0.5, 1e-3, 100.0)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a value outside its range."""
        check(self)
