"""What may be turned about gradients through time: a recurrence that is not trained, and the loss that is followed."""

from dataclasses import dataclass

from seqviz.config.fields import number, switch, text


@dataclass(frozen=True, kw_only=True)
class ReachView:
    """The product of Jacobians and the strip.

    ``rho`` is the spectral radius of the untrained recurrence, ``depth`` how many steps it is followed back, ``tanh``
    whether it has an activation; ``singular`` shows all singular values. The loss of the token at ``followed`` of the
    ``sentence`` is followed back, 0 stands for the last one; the one at ``pinned`` is kept beside it, 0 for none. An
    empty sentence stands for the one that goes with the text.
    """

    rho: float = number(0.9, 0.3, 3.0)
    depth: int = number(35, 5, 60)
    tanh: bool = switch(True)
    singular: bool = switch(False)
    sentence: str = text(longest=200)
    followed: int = number(0, 0, 199)
    pinned: int = number(0, 0, 199)

    def followed_in(self, length: int) -> int:
        """Return the place, in a sentence of so many tokens, whose loss is followed."""
        return self.followed if 1 <= self.followed < length else length - 1

    def pinned_in(self, length: int) -> int | None:
        """Return the place that is kept beside it, if there is one."""
        return self.pinned if 1 <= self.pinned < length else None
