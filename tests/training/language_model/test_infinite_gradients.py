"""A gradient that is not finite: once, and for good."""

import numpy as np
import torch

from seqviz.records.training import OutcomeRecord, ProbeQuestion
from seqviz.training.language_model import Training
from tests.training.language_model.small_run import SMALL, steps_of


def test_a_step_with_an_infinite_gradient_leaves_the_weights_alone():
    training = Training(SMALL)
    training.advance()
    handle = training.model.output.weight.register_hook(lambda gradient: gradient * float("inf"))
    weights = [parameter.clone() for parameter in training.parameters]
    (step,) = steps_of(training.advance())
    assert step.skipped
    assert all(torch.equal(a, b) for a, b in zip(weights, training.parameters, strict=True))
    handle.remove()
    (step,) = steps_of(training.advance())
    assert not step.skipped
    assert np.isfinite(step.loss)
    assert not training.finished


def test_a_run_whose_gradient_stays_infinite_stops_and_keeps_its_last_good_state():
    training = Training(SMALL)
    for _ in range(53):
        training.advance()
    training.model.output.weight.register_hook(lambda gradient: gradient * float("nan"))
    records = []
    while not training.finished:
        records += training.advance()
    assert sum(record.skipped for record in steps_of(records)) == 5
    assert records[-1] == OutcomeRecord(step=58, outcome="diverged", last_good_step=50)
    assert all(torch.isfinite(parameter).all() for parameter in training.parameters)
    assert training.answer(ProbeQuestion(text="the people")).top
