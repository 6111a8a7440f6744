"""What a language model costs: parameters, seconds a step and bytes, estimated before anything is built.

The weights of the formulas were fitted to measured steps of one processor core (torch 2.13) and of one H200 (torch
2.11), and to the allocations of real steps. They hold to a factor of two, which is enough to tell a large model from an
absurd one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from seqviz.config.language_model import LanguageModelConfig
from seqviz.config.parameters import GATES, parameters_of, recurrent_weights
from seqviz.data.held_out import EVALUATION_ROWS
from seqviz.training.evaluation import PART

Processor = Literal["cpu", "cuda"]

KEPT = {("rnn", "before"): 2, ("gru", "before"): 5, ("gru", "after"): 7, ("lstm", "before"): 17}
"""Numbers per token and unit that the forward pass keeps for the backward pass, in every layer."""
BACKWARD = {("rnn", "before"): 4, ("gru", "before"): 9, ("gru", "after"): 12, ("lstm", "before"): 7}
"""Numbers per token and unit that the backward pass needs in the layer it is in."""
LOGITS = 4
"""Logits, their normalised form and both gradients."""
STATES = 2
"""Whole states that are kept beside the running one: the last good one, and the newest to go back to."""


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Seconds that a step takes: ``start`` in any case, the others per unit of what they are named after."""

    start: float
    position: Mapping[str, float]
    """A position of the window in one layer, by cell: the small operations that follow each other."""
    product: float
    """One weight times one token, forward and backward."""
    gate: float
    """One gate of one unit on one token."""
    logit: float
    """One token of the vocabulary on one token of the text."""
    weight: float
    """One weight that is updated."""
    read: float
    """One recurrent weight that is read at one position, however few rows there are."""


RATES: Mapping[Processor, Rates] = {
    "cpu": Rates(
        start=6e-4,
        position={"rnn": 8e-6, "gru": 2.4e-5, "lstm": 4e-6},
        product=4.2e-11,
        gate=5e-9,
        logit=6e-9,
        weight=2.2e-10,
        read=4.5e-10,
    ),
    "cuda": Rates(
        start=2e-3,
        position={"rnn": 5e-6, "gru": 1.5e-4, "lstm": 5e-6},
        product=3e-13,
        gate=2e-11,
        logit=1e-10,
        weight=1e-11,
        read=1e-12,
    ),
}


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a model costs; ``seconds`` are those of one training step.

    ``held`` bytes are taken as long as it is there, ``passing`` ones only while it makes a step.
    """

    parameters: int
    seconds: float
    held: float
    passing: float


def cost_of(config: LanguageModelConfig, vocabulary_size: int, processor: Processor) -> Cost:
    """Estimate the cost of a config whose text has so many different tokens."""
    parameters = parameters_of(config, vocabulary_size)
    state = parameters * (3 if config.optimizer == "adam" else 1)  # with both moments of every weight
    passing = 4.0 * (parameters + _activations(config, vocabulary_size))
    graph = passing if processor == "cuda" else 0.0  # a CUDA graph keeps its memory between two steps
    return Cost(
        parameters=parameters,
        seconds=_seconds(config, vocabulary_size, RATES[processor]),
        held=4.0 * state * (1 + STATES) + graph,
        passing=passing,
    )


def _seconds(config: LanguageModelConfig, vocabulary_size: int, rates: Rates) -> float:
    size, layers, gates = config.hidden_size, config.layers, GATES[config.cell]
    tokens = config.batch_size * config.steps
    weights = recurrent_weights(config, vocabulary_size) + size * vocabulary_size
    return (
        rates.start
        + rates.position[config.cell] * config.steps * layers
        + rates.product * tokens * weights
        + rates.gate * tokens * size * gates * layers
        + rates.logit * tokens * vocabulary_size
        + rates.weight * parameters_of(config, vocabulary_size)
        + rates.read * config.steps * layers * gates * size * size
    )


def _activations(config: LanguageModelConfig, vocabulary_size: int) -> float:
    """Count the numbers at the peak of a step, or of a reading of held-out text, which keeps half as much."""
    form = (config.cell, config.reset if config.cell == "gru" else "before")
    per_token = config.hidden_size * (KEPT[form] * config.layers + BACKWARD[form]) + LOGITS * vocabulary_size
    return per_token * max(config.batch_size * config.steps, EVALUATION_ROWS * PART / 2)
