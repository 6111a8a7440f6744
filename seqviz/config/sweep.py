"""A sweep of theta: eight models that differ in where their gradients are clipped, trained side by side."""

from dataclasses import replace

from seqviz.config.contest import Contest
from seqviz.config.fields import range_of
from seqviz.config.language_model import LanguageModelConfig

SWEPT: tuple[float | None, ...] = (0.01, 0.03, 0.1, 0.25, 0.5, 1.0, 2.0, None)
"""The thetas; ``None`` is no clipping."""
RATE = 3.0
"""A learning rate at which theta decides whether plain descent learns, crawls or breaks."""
SEEDS = 3
"""How often a sweep may be repeated, each time from another seed: the spread tells what is chance."""
NONE = "none"


def name_of(theta: float | None) -> str:
    """Return a contestant's name: its theta."""
    return NONE if theta is None else f"{theta:g}"


NAMES = tuple(map(name_of, SWEPT))


def theta_sweep(config: LanguageModelConfig, again: int = 0) -> Contest:
    """Return the contest: ``config`` at a rate of 3, once for each theta; whoever breaks goes on.

    A sweep is repeated with the seeds that follow: ``again`` counts them.
    """
    seed = (config.seed + again) % (int(range_of(LanguageModelConfig, "seed").high) + 1)
    base = replace(config, optimizer="sgd", learning_rate=RATE, clip=True, stop_when_broken=False, seed=seed)
    configs = [replace(base, clip=False) if theta is None else replace(base, theta=theta) for theta in SWEPT]
    return Contest(names=NAMES, configs=tuple(configs))


def which_sweep(contest: Contest | None, config: LanguageModelConfig) -> int | None:
    """Return which repetition of the sweep of a config a contest is; ``None`` for another one."""
    return next((again for again in range(SEEDS) if theta_sweep(config, again) == contest), None)
