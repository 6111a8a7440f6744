"""Which models an experiment compares."""

from dataclasses import replace

import pytest

from seqviz.config.forecast import ForecastConfig, contest_of
from tests.training.forecast.small_run import small


def test_a_contest_has_both_models_of_its_task() -> None:
    contest = contest_of(small(task="fill"))
    assert contest.names == ("past", "both")
    assert [part.model for part in contest.configs] == ["past", "both"]
    assert {replace(part, model=None) for part in contest.configs} == {small(task="fill")}


def test_a_model_belongs_to_its_task_and_stays_out_of_the_address() -> None:
    assert ForecastConfig(model="latent").to_query() == {}
    with pytest.raises(ValueError, match="shuffled"):
        ForecastConfig(task="fill", model="shuffled")
