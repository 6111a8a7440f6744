"""What a training run says about itself: one frozen record per fact, in the order in which they happen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from seqviz.records.computing import DeviceChoice, StepChoice
from seqviz.records.gradients import JacobianAnswer as JacobianAnswer
from seqviz.records.gradients import JacobianQuestion as JacobianQuestion
from seqviz.records.gradients import ReachAnswer as ReachAnswer
from seqviz.records.gradients import ReachQuestion as ReachQuestion
from seqviz.records.half_life import HalfLifeAnswer as HalfLifeAnswer
from seqviz.records.half_life import HalfLifeQuestion as HalfLifeQuestion
from seqviz.records.half_life import KickAnswer as KickAnswer
from seqviz.records.half_life import KickQuestion as KickQuestion
from seqviz.records.loss_parts import LossPartsAnswer as LossPartsAnswer
from seqviz.records.loss_parts import LossPartsQuestion as LossPartsQuestion
from seqviz.records.units import Feature as Feature
from seqviz.records.units import UnitQuestion as UnitQuestion
from seqviz.records.units import UnitRanking as UnitRanking

FloatArray = NDArray[np.float32]
Outcome = Literal["running", "diverged"]
Direction = Literal["forward", "backward"]
GateName = Literal["reset", "update", "forget", "input", "output", "candidate", "hidden", "cell"]


@dataclass(frozen=True, kw_only=True)
class StepRecord:
    """One optimisation step of one contestant.

    ``loss`` is the mean negative log-likelihood in nats, ``average_loss`` its exponential average over about the last
    20 steps that were not skipped; the norms are of the gradient of all parameters, before and after clipping at
    ``theta`` (``None``: no clipping). ``parameter_norms`` follow ``description.parameters``. A step whose gradient is
    not finite is ``skipped``: the weights stay as they were.

    What is counted is counted here, where it happens, from the first step on: ``clipped_steps``, ``skipped_steps``,
    ``tokens_read`` and the ``seconds`` spent in steps.
    """

    MEASURED: ClassVar[tuple[str, ...]] = ("loss", "norm_before", "norm_after", "parameter_norms")
    COUNTED: ClassVar[tuple[str, ...]] = (
        "average_loss", "learning_rate", "theta", "clipped_steps", "skipped_steps", "tokens_read", "seconds",
    )  # fmt: skip

    step: int
    loss: float
    norm_before: float
    norm_after: float
    parameter_norms: tuple[float, ...]
    learning_rate: float
    theta: float | None
    tokens: int
    skipped: bool = False
    contestant: str = ""
    average_loss: float = float("nan")
    clipped_steps: int = 0
    skipped_steps: int = 0
    tokens_read: int = 0
    seconds: float = field(default=0.0, compare=False)

    @property
    def clipped(self) -> bool:
        """Whether clipping shortened the gradient of this step."""
        return self.theta is not None and self.norm_before > self.theta and not self.skipped


@dataclass(frozen=True, kw_only=True)
class EvaluationRecord:
    """Mean negative log-likelihood in nats over ``tokens`` held-out tokens, after ``step`` steps.

    ``tokens_read`` and ``seconds`` say how much training came before it.
    """

    MEASURED: ClassVar[tuple[str, ...]] = ()
    COUNTED: ClassVar[tuple[str, ...]] = ("loss", "tokens_read", "seconds")

    step: int
    loss: float
    tokens: int
    contestant: str = ""
    tokens_read: int = 0
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, kw_only=True)
class OutcomeRecord:
    """What became of a contestant: said once.

    Where it ``stopped``, its weights are those of ``last_good_step`` again; else it goes on as it is.
    """

    step: int
    outcome: Outcome
    last_good_step: int
    contestant: str = ""
    stopped: bool = True


Record = StepRecord | EvaluationRecord | OutcomeRecord


@dataclass(frozen=True, kw_only=True)
class LanguageModelDescription:
    """What a page needs to know about a language-model run before its first step.

    ``unigram_loss`` is the mean loss in nats of guessing held-out tokens from their frequency alone. Why it computes
    on ``device`` says ``device_choice``, and how a GPU makes its steps ``step_choice``.
    """

    device: str
    vocabulary_size: int
    unigram_loss: float
    training_tokens: int
    validation_tokens: int
    parameters: tuple[str, ...]
    parameter_count: int
    device_choice: DeviceChoice | None = None
    step_choice: StepChoice | None = None


@dataclass(frozen=True, kw_only=True)
class LayerTrace:
    """Every gate of one layer and direction along one sequence: name -> array [T, H], read-only."""

    layer: int
    direction: Direction
    gates: Mapping[str, FloatArray]


@dataclass(frozen=True, kw_only=True)
class Hold:
    """An intervention: a gate of one layer (or of some ``units`` of it) is held, whatever the text says.

    ``value`` is a number, or ``"mean"``: each unit's own mean over held-out text.
    """

    gate: GateName
    value: float | Literal["mean"]
    layer: int = 0
    units: tuple[int, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class StateEdit:
    """An intervention: after the token at ``position`` the state of one layer is replaced.

    ``state`` is ``"hidden"`` or ``"cell"``; ``value`` a number for every unit concerned, or one number for each.
    """

    state: Literal["hidden", "cell"]
    position: int
    value: float | tuple[float, ...]
    layer: int = 0
    units: tuple[int, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Cut:
    """An intervention: the recurrent weights W_h of one layer are zero."""

    layer: int = 0


Intervention = Hold | StateEdit | Cut


@dataclass(frozen=True, kw_only=True)
class ProbeQuestion:
    """Run ``text`` through the model and show everything inside, under interventions if there are any."""

    text: str
    hold: tuple[Intervention, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProbeAnswer:
    """The inside of the model along a probe text of T tokens.

    ``gradient[layer][t]`` is the norm of the total derivative of the loss at the LAST position with respect to the
    hidden state h_t; ``top[t]`` are the likeliest next tokens with their probabilities, ``following[t]`` is the
    probability of the token that does follow, for all but the last. ``unknown`` lists tokens that the vocabulary lacks.
    """

    step: int
    tokens: tuple[str, ...]
    unknown: tuple[str, ...]
    layers: tuple[LayerTrace, ...]
    gradient: tuple[tuple[float, ...], ...]
    top: tuple[tuple[tuple[str, float], ...], ...]
    following: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SampleQuestion:
    """Continue ``prefix`` by ``length`` tokens drawn from softmax(logits / temperature); temperature 0 is greedy."""

    prefix: str
    length: int = 120
    temperature: float = 0.6
    seed: int = 0
    hold: tuple[Intervention, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EvaluationQuestion:
    """Read held-out text under interventions: the loss that the run would have."""

    hold: tuple[Intervention, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EvaluationAnswer:
    """Mean negative log-likelihood in nats over ``tokens`` held-out tokens, after ``step`` steps."""

    step: int
    loss: float
    tokens: int


@dataclass(frozen=True, kw_only=True)
class SumQuestion:
    """Show the whole arithmetic of one unit of one layer on the token at ``position`` of ``text``."""

    text: str
    position: int
    unit: int
    layer: int = 0
    hold: tuple[Intervention, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GateSum:
    """One gate of one unit on one token: everything that is added up before its activation.

    ``from_input`` [I] and ``from_hidden`` [H] are the products of the weights with x_t and h_{t-1}, ``bias`` the rest;
    ``total`` is their sum and ``value`` the gate.
    """

    from_input: FloatArray
    from_hidden: FloatArray
    bias: float
    total: float
    value: float


@dataclass(frozen=True, kw_only=True)
class SumAnswer:
    """The step of one unit written out: its gates with all terms, and the states before and after."""

    step: int
    token: str
    gates: Mapping[str, GateSum]
    before: Mapping[str, float]
    after: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class SampleAnswer:
    """A text that the model wrote after ``step`` steps, without its prefix."""

    step: int
    prefix: str
    text: str
    temperature: float


LongQuestion = UnitQuestion | LossPartsQuestion | HalfLifeQuestion | KickQuestion
"""What is always answered in pieces."""
Question = (
    ProbeQuestion | SampleQuestion | EvaluationQuestion | SumQuestion | ReachQuestion | JacobianQuestion | LongQuestion
)
LongAnswer = UnitRanking | LossPartsAnswer | HalfLifeAnswer | KickAnswer
Answer = ProbeAnswer | SampleAnswer | EvaluationAnswer | SumAnswer | ReachAnswer | JacobianAnswer | LongAnswer
