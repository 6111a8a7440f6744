"""Where the loss goes: the loss on held-out text, divided by what the tokens are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Division = Literal["place", "known", "kind"]
"""``place``: the letter's place in its word. ``known``: the longest n-gram, ending here, that the training text has.

``kind``: vowel, consonant, space and so on.
"""
DIVISIONS: tuple[Division, ...] = get_args(Division)

LONGEST_KNOWN = 8
"""Longer n-grams are not told apart."""
LAST_PLACE = 5
"""Letters from this one on are not told apart."""


@dataclass(frozen=True, kw_only=True)
class LossPartsQuestion:
    """Read held-out text, and say on which tokens the loss arises."""


@dataclass(frozen=True, kw_only=True)
class LossPart:
    """The ``tokens`` of one sort, and all that the model loses on them, in ``nats``."""

    name: str
    tokens: int
    nats: float


@dataclass(frozen=True, kw_only=True)
class LossPartsAnswer:
    """The loss on held-out ``tokens``, divided in several ways: the parts of each division make up the whole.

    ``loss`` is the mean in nats, as the evaluation after ``step`` steps has it. A text of words has no ``place``.
    """

    step: int
    loss: float
    tokens: int
    parts: Mapping[Division, tuple[LossPart, ...]]
