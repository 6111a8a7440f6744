"""A gate that is held from the first step on: it stays exactly there, and the rest of the model learns around it."""

from dataclasses import replace

import pytest
import torch

from seqviz.config.language_model import SIGMOID_GATES, LanguageModelConfig
from seqviz.models.intervened import Change, IntervenedModel
from seqviz.models.recurrent import RecurrentStack
from seqviz.training.corpora import corpus_of
from seqviz.training.optimisation import Optimisation

HELD = [(cell, gate, value) for cell, gates in SIGMOID_GATES.items() for gate in gates for value in (0, 1)]
NOTHING_IN_OR_OUT = {("input", 0), ("output", 0), ("update", 1)}
"""Held so, every hidden state is zero, and no gradient comes back to the candidate."""
SMALL = LanguageModelConfig(hidden_size=8, layers=2, batch_size=4, steps=6)


def trained(config, steps=5):
    run = Optimisation(config, corpus_of(config), torch.device("cpu"))
    for _ in range(steps):
        run.optimise()
    return run.model


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
@pytest.mark.parametrize(("cell", "gate", "value"), HELD)
def test_the_gate_stands_exactly_there_after_training_and_all_else_has_moved(cell, gate, value, optimizer):
    config = replace(SMALL, cell=cell, held=f"{gate}-{value}", optimizer=optimizer)
    first, model = trained(config, 0), trained(config)
    ids = torch.randint(0, 20, (9, 3), generator=torch.Generator().manual_seed(1))
    _, traces = model.trace(ids)
    for trace in traces:
        assert trace.gates[gate].unique().tolist() == [value]
        others = [name for name in SIGMOID_GATES[cell] if name != gate]
        assert all(0 < trace.gates[name].mean() < 1 for name in others)
    before, after = first.recurrent.cells[0].weights(), model.recurrent.cells[0].weights()
    assert torch.equal(before.w_h[gate], after.w_h[gate])
    learns = (gate, value) not in NOTHING_IN_OR_OUT
    assert torch.equal(before.w_x["candidate"], after.w_x["candidate"]) != learns


@pytest.mark.parametrize(("cell", "gate", "value"), HELD)
def test_such_a_model_is_the_free_one_with_the_gate_replaced(cell, gate, value):
    """Before the first step both have the same weights elsewhere, so a hold of the free one gives the same logits."""
    free = trained(replace(SMALL, cell=cell), 0).double()
    held = trained(replace(SMALL, cell=cell, held=f"{gate}-{value}"), 0).double()
    ids = torch.randint(0, 20, (9, 3), generator=torch.Generator().manual_seed(2))
    change = Change(held={gate: lambda old: torch.full_like(old, value)})
    with torch.no_grad():
        expected = torch.stack([moment.logits for moment in IntervenedModel(free, (change, change)).read(ids)])
        torch.testing.assert_close(held(ids)[0], expected, rtol=0, atol=1e-10)


@pytest.mark.parametrize(("cell", "gate"), [("rnn", "reset"), ("gru", "forget"), ("lstm", "candidate")])
def test_a_gate_that_the_cell_has_not_is_refused(cell, gate):
    with pytest.raises(ValueError, match=gate):
        RecurrentStack(cell, 4, 4).hold_gate(gate, 1)


def test_a_setting_for_another_cell_changes_nothing():
    plain, other = trained(replace(SMALL, cell="rnn"), 2), trained(replace(SMALL, cell="rnn", held="forget-0"), 2)
    assert all(torch.equal(one, two) for one, two in zip(plain.parameters(), other.parameters(), strict=True))
