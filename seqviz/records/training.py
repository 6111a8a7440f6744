"""What a training run says about itself: one frozen record per fact, in the order in which they happen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
Outcome = Literal["running", "diverged"]
Direction = Literal["forward", "backward"]


@dataclass(frozen=True, kw_only=True)
class StepRecord:
    """One optimisation step.

    ``loss`` is the mean negative log-likelihood in nats; the norms are of the gradient of all parameters, before and
    after clipping at ``theta`` (``None``: no clipping). ``parameter_norms`` follow ``description.parameters``.
    A step whose gradient is not finite is ``skipped``: the weights stay as they were.
    """

    step: int
    loss: float
    norm_before: float
    norm_after: float
    parameter_norms: tuple[float, ...]
    learning_rate: float
    theta: float | None
    tokens: int
    skipped: bool = False

    @property
    def clipped(self) -> bool:
        """Whether clipping shortened the gradient of this step."""
        return self.theta is not None and self.norm_before > self.theta


@dataclass(frozen=True, kw_only=True)
class EvaluationRecord:
    """Mean negative log-likelihood in nats over ``tokens`` held-out tokens, after ``step`` steps."""

    step: int
    loss: float
    tokens: int


@dataclass(frozen=True, kw_only=True)
class OutcomeRecord:
    """Why a run ended by itself. The weights are those of ``last_good_step``."""

    step: int
    outcome: Outcome
    last_good_step: int


Record = StepRecord | EvaluationRecord | OutcomeRecord


@dataclass(frozen=True, kw_only=True)
class LanguageModelDescription:
    """What a page needs to know about a language-model run before its first step.

    ``unigram_loss`` is the mean loss in nats of guessing held-out tokens from their frequency alone.
    """

    device: str
    vocabulary_size: int
    unigram_loss: float
    training_tokens: int
    validation_tokens: int
    parameters: tuple[str, ...]
    parameter_count: int


@dataclass(frozen=True, kw_only=True)
class LayerTrace:
    """Every gate of one layer and direction along one sequence: name -> array [T, H], read-only."""

    layer: int
    direction: Direction
    gates: Mapping[str, FloatArray]


@dataclass(frozen=True, kw_only=True)
class ProbeQuestion:
    """Run ``text`` through the model and show everything inside."""

    text: str


@dataclass(frozen=True, kw_only=True)
class ProbeAnswer:
    """The inside of the model along a probe text of T tokens.

    ``gradient[layer][t]`` is the norm of the total derivative of the loss at the LAST position with respect to the
    hidden state h_t; ``top[t]`` are the likeliest next tokens with their probabilities. ``unknown`` lists tokens
    that the vocabulary lacks.
    """

    step: int
    tokens: tuple[str, ...]
    unknown: tuple[str, ...]
    layers: tuple[LayerTrace, ...]
    gradient: tuple[tuple[float, ...], ...]
    top: tuple[tuple[tuple[str, float], ...], ...]


@dataclass(frozen=True, kw_only=True)
class SampleQuestion:
    """Continue ``prefix`` by ``length`` tokens drawn from softmax(logits / temperature); temperature 0 is greedy."""

    prefix: str
    length: int = 120
    temperature: float = 0.6
    seed: int = 0


@dataclass(frozen=True, kw_only=True)
class SampleAnswer:
    """A text that the model wrote after ``step`` steps, without its prefix."""

    step: int
    prefix: str
    text: str
    temperature: float


Question = ProbeQuestion | SampleQuestion
Answer = ProbeAnswer | SampleAnswer
