"""Two ways to shorten one gradient, measured: by its norm, and number by number."""

from dataclasses import dataclass

from seqviz.records.problem import Problem

LEAST, MOST = 1e-3, 100.0
"""The thetas that a training may have."""


@dataclass(frozen=True, kw_only=True)
class ClippingQuestion:
    """Take the gradient of the coming step and shorten it to ``theta`` both ways.

    Raises ``Problem`` for a theta that no training may have, such as one that is not positive.
    """

    theta: float

    def __post_init__(self) -> None:
        if not LEAST <= self.theta <= MOST:
            raise Problem("config.out-of-range", field="theta", value=self.theta, low=LEAST, high=MOST)


@dataclass(frozen=True, kw_only=True)
class ClippingAnswer:
    """The gradient of the step after ``step``, and what each way makes of it.

    ``norm`` is its length, ``recurrent`` that of its part in W_hh, ``largest`` its largest number; ``factor`` what
    clipping by the norm multiplies it with. Cutting every number at ``cut`` (``None`` where the gradient is short
    enough) makes it as long. The cosines are between the gradient before and after, computed from its numbers.
    """

    step: int
    theta: float
    norm: float
    recurrent: float
    largest: float
    factor: float
    cut: float | None
    cosine_by_norm: float
    cosine_by_value: float
