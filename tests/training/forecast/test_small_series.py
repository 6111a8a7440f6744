"""Series of a learner's own that are short."""

import numpy as np
import pytest

from seqviz.config.forecast import ForecastConfig, contest_of
from seqviz.records.forecast import HorizonQuestion
from seqviz.records.series import Series, frozen
from seqviz.training.forecast import Training
from tests.training.forecast.small_run import TASKS, losses


@pytest.mark.parametrize(("task", "family"), TASKS)
@pytest.mark.parametrize("length", [40, 61])
def test_forty_values_are_enough_for_every_experiment(task: str, family: str, length: int) -> None:
    own = Series(
        name="x", kind="own", unit="", season=7, values=frozen(np.sin(np.arange(length)))
    )  # fmt: skip
    config = ForecastConfig(task=task, family=family, source="own", own=own, tau=64, history=128, max_steps=10)
    for part in contest_of(config).configs:
        assert len(losses(part)) == 10
        Training(part).answer(HorizonQuestion(alone=task == "forecast"))
