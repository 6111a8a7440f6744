"""What networks that read from one side or from both say about blanks, and about the next token."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class TwoSidedDescription:
    """What a page needs to know about a run before its first step. ``frequencies`` [V] are those of the training text.

    ``unigram`` is the share of held-out tokens that is right, and ``unigram_loss`` the mean loss in nats, where every
    token is guessed from its frequency alone; ``parameter_counts`` go with the networks left, right and both.
    """

    device: str
    tokens: tuple[str, ...]
    frequencies: Floats = field(compare=False)
    training_sentences: int
    held_out_sentences: int
    unigram: float
    unigram_loss: float
    parameter_counts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class TwoSidedStep:
    """One optimisation step of all networks, side by side: the mean loss in nats of each.

    ``right`` is ``None`` where nobody reads from the right alone; ``seconds`` have been spent in steps.
    """

    MEASURED: ClassVar[tuple[str, ...]] = ("left", "right", "both")
    COUNTED: ClassVar[tuple[str, ...]] = ("learning_rate", "seconds")

    step: int
    left: float
    right: float | None
    both: float
    learning_rate: float
    contestant: str = ""
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, kw_only=True)
class FillEvaluation:
    """Held-out blanks after ``step`` steps: the share of first guesses that is right, and the loss in nats.

    ``joined`` is left x right / frequency, then shares: nothing was trained for it. ``either`` is the share of blanks
    where the left or the right network is right, ``rescued`` the share where both are wrong and ``both`` is right.
    """

    MEASURED: ClassVar[tuple[str, ...]] = ()
    COUNTED: ClassVar[tuple[str, ...]] = (
        "left", "right", "both", "joined", "left_loss", "right_loss", "both_loss", "joined_loss", "either", "rescued",
    )  # fmt: skip

    step: int
    left: float
    right: float
    both: float
    joined: float
    left_loss: float
    right_loss: float
    both_loss: float
    joined_loss: float
    either: float
    rescued: float
    contestant: str = ""


@dataclass(frozen=True, kw_only=True)
class ForecastEvaluation:
    """Next tokens of held-out sentences after ``step`` steps: mean losses in nats.

    ``honest`` reads from the left. ``leaking`` reads from both sides, in sentences that lie before it as in training;
    ``blind`` is the same network where nothing behind the place is there, as when it writes; ``last`` is its loss in
    whole sentences, at the last place alone.
    """

    MEASURED: ClassVar[tuple[str, ...]] = ()
    COUNTED: ClassVar[tuple[str, ...]] = ("honest", "leaking", "blind", "last")

    step: int
    honest: float
    leaking: float
    blind: float
    last: float
    contestant: str = ""


@dataclass(frozen=True, kw_only=True)
class FillQuestion:
    """What do the networks say to the token at ``place`` of ``tokens``? What stands there is not read."""

    tokens: tuple[str, ...]
    place: int


@dataclass(frozen=True, kw_only=True, eq=False)
class FillAnswer:
    """The probability of every token of the vocabulary [V] at one place, by each network and joined by hand.

    ``from_left`` [place, H] and ``from_right`` [T - place - 1, H] are the states of the network that reads both sides,
    in the order of the text; ``unknown`` are tokens that the vocabulary lacks.
    """

    step: int
    left: Floats
    right: Floats
    both: Floats
    joined: Floats
    from_left: Floats
    from_right: Floats
    unknown: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RescuedQuestion:
    """Find the places of these sentences where each side alone is wrong, and the network that reads both is right."""

    sentences: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class RescuedAnswer:
    """Pairs of a sentence's number and a place in it."""

    step: int
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class StatesQuestion:
    """The states of the two-way network along ``tokens``, with so many padding tokens behind the end."""

    tokens: tuple[str, ...]
    padding: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class StatesAnswer:
    """States [T, H] of both directions in the order of the text, each after reading the token of its place.

    ``padding_changes`` is the largest change of any of them by the padding behind the end. ``careless_changes`` is what
    it would be if the reader from the right began at the end of the padded row, and read the padding first.
    """

    step: int
    forward: Floats
    backward: Floats
    padding_changes: float
    careless_changes: float


@dataclass(frozen=True, kw_only=True)
class WriteQuestion:
    """Go on from ``tokens`` by so many likeliest tokens."""

    tokens: tuple[str, ...]
    count: int


@dataclass(frozen=True, kw_only=True, eq=False)
class WriteAnswer:
    """What the honest network and the leaking one write, and what each place of one sentence costs the leaking one.

    ``tokens`` are those that are to be said, ``losses`` [T] in nats with the whole sentence there, ``blind`` [T] with
    the beginning alone.
    """

    step: int
    honest: tuple[str, ...]
    leaking: tuple[str, ...]
    tokens: tuple[str, ...]
    losses: Floats
    blind: Floats
