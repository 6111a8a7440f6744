"""How fast this machine makes steps, measured once on small and middling models, in units of what was estimated.

The estimates of ``cost`` were fitted to one processor and one GPU. Two measured points for each cell and device carry
them over to the machine at hand: where starting the operations takes the time, and where arithmetic does.
"""

import functools
import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from seqviz.config.language_model import Cell, LanguageModelConfig, Reset
from seqviz.data.batching import Batch
from seqviz.models.language_model import LanguageModel
from seqviz.training.captured_step import GPUBench, rehearse
from seqviz.training.cost import Processor, cost_of
from seqviz.training.fixed_step import FixedStep
from seqviz.training.optimizers import make_optimizer
from seqviz.training.seeding import seeded

SIZES = (32, 256)
"""Hidden sizes that are measured: together well below a second on either device."""
VOCABULARY = 28
CPU_STEPS = 2
_measuring = threading.Lock()
"""One run measures; the others of its worker wait, for two at once would measure each other."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Measured seconds of a step in units of the estimated ones, at the ``SIZES``."""

    small: float
    large: float

    def of(self, hidden_size: int) -> float:
        """Return the factor for a size: between the measured ones along the logarithm, beyond them the nearest."""
        low, high = map(math.log, SIZES)
        share = min(1.0, max(0.0, (math.log(hidden_size) - low) / (high - low)))
        return math.exp((1 - share) * math.log(self.small) + share * math.log(self.large))


def expected_seconds(
    config: LanguageModelConfig, vocabulary_size: int, processor: Processor, paces: Mapping[Processor, Pace]
) -> float:
    """Return the seconds that a step of ``config`` should take on ``processor`` of this machine."""
    return cost_of(config, vocabulary_size, processor).seconds * paces[processor].of(config.hidden_size)


def paces_of(cell: Cell, reset: Reset) -> Mapping[Processor, Pace]:
    """Return the paces of both devices for a cell; measured when somebody asks first. Raise what a GPU raises."""
    with _measuring:
        return {processor: _pace(cell, reset, processor) for processor in ("cpu", "cuda")}


@functools.cache
def _pace(cell: Cell, reset: Reset, processor: Processor) -> Pace:
    small, large = (measured_factor(cell, reset, size, processor) for size in SIZES)
    return Pace(small=small, large=large)


def measured_factor(cell: Cell, reset: Reset, hidden_size: int, processor: Processor) -> float:
    """Return the seconds of a real step of a model of this size in units of the estimate."""
    config = LanguageModelConfig(cell=cell, reset=reset, hidden_size=hidden_size)
    with seeded(0):
        model = LanguageModel(VOCABULARY, cell, hidden_size, reset=reset).to(processor)
    optimizer = make_optimizer(config.optimizer, model.trained_parameters(), config.learning_rate)
    shape = (config.steps, config.batch_size)
    step = FixedStep(model, optimizer, shape=shape, state=None, ring_rows=1)
    ids = np.random.default_rng(0).integers(0, VOCABULARY, (2, *shape))
    batch = Batch(ids[0], ids[1], continues=False)
    seconds = _gpu_seconds(step, batch) if processor == "cuda" else _cpu_seconds(step, batch)
    return seconds / cost_of(config, VOCABULARY, processor).seconds


def _gpu_seconds(step: FixedStep, batch: Batch) -> float:
    choice = rehearse(step, batch, GPUBench())
    return min(seconds for seconds in (choice.eager_seconds, choice.graph_seconds) if seconds is not None)


def _cpu_seconds(step: FixedStep, batch: Batch) -> float:
    """Return the quickest of some steps; a busy machine only makes the others longer."""
    step.load(batch, None, None)
    step.body()
    found = []
    for _ in range(CPU_STEPS):
        began = time.perf_counter()
        step.body()
        found.append(time.perf_counter() - began)
    return min(found)
