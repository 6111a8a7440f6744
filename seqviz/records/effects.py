"""What interventions change along a text, and a GRU with its gates at their extremes."""

from collections.abc import Mapping
from dataclasses import dataclass

from seqviz.records.training import FloatArray, Intervention


@dataclass(frozen=True, kw_only=True)
class EffectQuestion:
    """Read ``text`` twice, as the model is and under interventions, and compare what it expects next."""

    text: str
    hold: tuple[Intervention, ...]


@dataclass(frozen=True, kw_only=True)
class EffectAnswer:
    """What interventions change along a text of T tokens.

    ``divergence[t]`` is the KL divergence in nats of the next-token distribution under interventions from the one
    without, after token t. ``likely[t]`` are the tokens that either of them holds likeliest, each with its probability
    without and with. ``losses`` are the mean negative log-likelihoods of the text's own tokens in nats without and
    with, ``largest`` the largest absolute value of every state along the text, of all layers together, with them.
    """

    step: int
    tokens: tuple[str, ...]
    unknown: tuple[str, ...]
    divergence: tuple[float, ...]
    likely: tuple[tuple[tuple[str, float, float], ...], ...]
    losses: tuple[float, float]
    largest: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class ExtremesQuestion:
    """Make the step of a GRU on the token at ``position`` once more, with its gates at their extremes."""

    text: str
    position: int


@dataclass(frozen=True, kw_only=True)
class Extreme:
    """One step of all units [H] from the run's own state, and the step of the simpler network beside it.

    ``apart`` is the largest absolute difference of the two.
    """

    forced: FloatArray
    beside: FloatArray
    apart: float


@dataclass(frozen=True, kw_only=True)
class ExtremesAnswer:
    """The steps of the first layer on one token, all from the same state ``before`` [H].

    ``frozen``: update gate at 1, beside the old state. ``rnn``: reset at 1 and update at 0, beside the step of a plain
    RNN with the candidate's weights. ``fresh``: reset at 0, beside the same step from a state of zeros whose update
    gate is the run's own. ``resets[t]`` is the largest difference that the place of the reset gate, before or after
    the product, makes to one step from the run's state before token t.
    """

    step: int
    tokens: tuple[str, ...]
    unknown: tuple[str, ...]
    before: FloatArray
    frozen: Extreme
    rnn: Extreme
    fresh: Extreme
    resets: tuple[float, ...]
