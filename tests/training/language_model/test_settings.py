"""What may be turned while a run trains."""

import numpy as np
import pytest

from seqviz.records.problem import Problem
from seqviz.training.language_model import Training
from tests.training.language_model.small_run import SMALL, steps_of


def test_learning_rate_and_theta_change_while_training():
    training = Training(SMALL)
    training.advance()
    training.set("learning_rate", 1e-5)
    training.set("theta", 0.001)
    assert training.settings == {"learning_rate": 1e-5, "theta": 0.001}
    weights = training.model.output.weight.clone()
    (step,) = steps_of(training.advance())
    assert (step.learning_rate, step.theta) == (1e-5, 0.001)
    assert step.norm_after == pytest.approx(0.001, rel=1e-3)
    assert 0 < (weights - training.model.output.weight).abs().max() < 1e-4
    training.set("theta", float("inf"))
    (step,) = steps_of(training.advance())
    assert step.theta is None
    assert step.norm_after == step.norm_before
    assert training.settings["theta"] == np.inf


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("learning_rate", 0.0),
        ("learning_rate", np.inf),
        ("learning_rate", np.nan),
        ("theta", 0.0),
        ("theta", -1.0),
        ("theta", np.nan),
        ("theta", 101.0),
    ],
)
def test_a_setting_that_no_config_could_have_is_refused_and_changes_nothing(name, value):
    training = Training(SMALL)
    before = training.settings
    with pytest.raises(Problem, match="out-of-range") as caught:
        training.set(name, value)
    assert caught.value.values["field"] == name
    assert training.settings == before
