"""What the run of the twins says: their curves, who broke, and when."""

import math
from dataclasses import replace

import numpy as np

from seqviz.config import LanguageModelConfig
from seqviz.config.contest import Contest
from seqviz.jobs.watch import Watch
from seqviz.records.training import LanguageModelDescription
from seqviz.records.twins import Floats, Twin, Twins
from seqviz.ui.experiment.readings import STEPS
from seqviz.ui.lessons.gradients.outline import GradientSettings

CLIPPED, FREE = "clipped", "free"
WORSE = 0.2
"""A loss so many nats above that of guessing: the model is broken."""


def twins_contest(settings: GradientSettings) -> Contest:
    """Return the twins that the page would train now: equal but for clipping; a broken one goes on."""
    config = settings.config
    clipped, free = replace(config, clip=True), replace(config, clip=False)
    return Contest(names=(CLIPPED, FREE), configs=(clipped, free))


def config_of(watch: Watch) -> LanguageModelConfig:
    """Return the settings of the clipped twin."""
    config = watch.contest.configs[0]
    assert isinstance(config, LanguageModelConfig)
    return config


def twins_of(watch: Watch | None) -> Twins | None:
    """Return the twins as far as they have come; ``None`` before both have made a step."""
    described: LanguageModelDescription | None = watch.description(CLIPPED) if watch else None
    if watch is None or described is None or not all(len(watch.trail(STEPS, name)) for name in (CLIPPED, FREE)):
        return None
    guessing = math.log(described.vocabulary_size)
    free, clipped = (Twin.of(watch.trail(STEPS, name).columns) for name in (FREE, CLIPPED))
    return Twins(free=free, clipped=clipped, guessing=guessing, bound=guessing + WORSE)


def parts_of_norm(watch: Watch) -> tuple[Floats, Floats, Floats]:
    """Return, for each step of the clipped twin, the gradient's length in W_hh and elsewhere, and theta."""
    columns = watch.trail(STEPS, CLIPPED).columns
    names = watch.description(CLIPPED).parameters
    recurrent = np.array([name.startswith("W_h") for name in names])
    squares = np.square(columns["parameter_norms"])
    return np.sqrt(squares[:, recurrent].sum(1)), np.sqrt(squares[:, ~recurrent].sum(1)), columns["theta"]
