"""The gradient that is shown under a hold."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from seqviz.models.intervened import IntervenedModel
from seqviz.records.training import Hold, ProbeQuestion
from seqviz.training.interventions import HOLDABLE, changes_of
from seqviz.training.language_model import Training
from tests.training.interventions.small_run import CELLS, SMALL, TEXT


@pytest.mark.parametrize(("cell", "reset"), CELLS)
@pytest.mark.parametrize("value", [0.0, 0.7])
def test_the_gradient_under_a_hold_is_the_total_one(cell, reset, value):
    """Central differences of the last token's loss, in the state that goes on from a position, are the oracle."""
    torch.manual_seed(0)
    training = Training(replace(SMALL, cell=cell, reset=reset, layers=1))
    training.model.double()
    gate = HOLDABLE[cell][0]
    hold = (Hold(gate=gate, value=value, units=(0, 1)),)
    answer = training.answer(ProbeQuestion(text=TEXT[:9], hold=hold))
    ids = torch.from_numpy(training.vocabulary.encode(list(TEXT[:9]))).unsqueeze(1)
    intervened = IntervenedModel(training.model, changes_of(training.model, hold, tokens=9, means=lambda: ()))

    @torch.no_grad()
    def loss(nudge, place):
        states, logits = intervened.zero_states(1), None
        for t in range(8):
            (moment,) = intervened.read(ids[t : t + 1], states, position=t)
            states, logits = moment.after, moment.logits
            if t == place:
                states = ({**states[0], "hidden": states[0]["hidden"] + nudge},)
        return float(-torch.log_softmax(logits[0], -1)[ids[-1, 0]])

    for place in (2, 6):
        slopes = [(loss(e, place) - loss(-e, place)) / 2e-5 for e in 1e-5 * torch.eye(16, dtype=torch.float64)]
        assert answer.gradient[0][place] == pytest.approx(np.linalg.norm(slopes), rel=1e-4)
    assert answer.gradient[0][-1] == 0.0
