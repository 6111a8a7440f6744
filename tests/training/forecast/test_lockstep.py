"""A model trained alone is that of the lockstep."""

import numpy as np
import pytest
import torch

from seqviz.config.forecast import ForecastConfig, contest_of
from seqviz.data.series.library import load_series
from seqviz.data.series.split import reach_of, shuffled, split_series
from seqviz.models.forecaster import LatentModel, WindowModel, initialise
from seqviz.records.forecast import CONTESTANTS
from seqviz.training.clipping import clip_gradients
from seqviz.training.optimizers import make_optimizer
from tests.training.forecast.small_run import losses, small


def losses_in_lockstep(config: ForecastConfig) -> dict[str, list[float]]:
    """Both models of a forecast or an order experiment in one loop, on segments from one generator of places."""
    series = load_series(config)
    reach = reach_of(config, len(series))
    split, length = split_series(series, reach), reach.before + 1
    values, models, optimizers = {}, {}, {}
    for name in CONTESTANTS[config.task]:
        read = shuffled(series.values, seed=config.seed) if name == "shuffled" else series.values
        values[name] = torch.tensor((read - split.mean) / split.scale, dtype=torch.float32)
        latent = "latent" in (name, config.family)
        models[name] = LatentModel(config.width) if latent else WindowModel(reach.window, 0, config.width)
        initialise(models[name], torch.Generator().manual_seed(config.seed))
        optimizers[name] = make_optimizer("adam", list(models[name].parameters()), config.learning_rate)
    places, found = np.random.default_rng(config.seed), {name: [] for name in models}
    for _ in range(config.max_steps):
        starts = places.integers(0, split.start - length + 1, config.batch_size)
        index = torch.from_numpy(starts[:, None] + np.arange(length))
        for name, model in models.items():
            batch = values[name][index]
            loss = (model(batch, reach.window, length) - batch[:, reach.window :]).square().mean()
            model.zero_grad(set_to_none=True)
            loss.backward()
            norm, _ = clip_gradients(list(model.parameters()), None)
            optimizers[name].step((~torch.isfinite(norm)).float())
            found[name].append(loss.item())
    return found


@pytest.mark.parametrize(("task", "family"), [("forecast", "window"), ("order", "window"), ("order", "latent")])
def test_a_model_trained_alone_is_that_of_the_lockstep_to_the_bit(task: str, family: str) -> None:
    config = small(task=task, family=family, max_steps=15)
    contest = contest_of(config)
    alone = {name: losses(part) for name, part in zip(contest.names, contest.configs, strict=True)}
    assert alone == losses_in_lockstep(config)
    first, second = alone.values()
    assert first != second
