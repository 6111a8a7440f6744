"""Short runs on a short series, each model by itself."""

from seqviz.config.forecast import ForecastConfig, contest_of
from seqviz.records.forecast import ForecastStep
from seqviz.training.forecast import Training, train

TASKS = [("forecast", "window"), ("fill", "window"), ("fill", "latent"), ("order", "window"), ("order", "latent")]


def small(**more: object) -> ForecastConfig:
    return ForecastConfig(**{"source": "sine", "width": 8, "history": 8, "horizon": 16, "max_steps": 30, **more})


def contestants(config: ForecastConfig) -> dict[str, Training]:
    contest = contest_of(config)
    return {name: Training(part) for name, part in zip(contest.names, contest.configs, strict=True)}


def losses(config: ForecastConfig) -> list[float]:
    return [record.loss for record in train(config) if isinstance(record, ForecastStep)]
