"""Which units of a hidden state are worth a look: those that move most along a sentence, as they do so in turn."""

import numpy as np
from numpy.typing import NDArray


def moving_units(states: NDArray[np.floating], count: int) -> tuple[int, ...]:
    """Return the ``count`` units of ``states`` [T, H] that move most, sorted by when each changes most.

    How much a unit moves is the sum of its changes from step to step, the first from zero. Units that change most at
    the same step stand in the order of their numbers.
    """
    changes = np.abs(np.diff(np.asarray(states, np.float64), axis=0, prepend=0.0))
    chosen = np.sort(np.argsort(-changes.sum(0), kind="stable")[:count])
    when = changes[:, chosen].argmax(0)
    return tuple(int(unit) for unit in chosen[np.argsort(when, kind="stable")])
