"""A held step is the lecture's equation with the value replaced."""

import pytest
import torch
from torch.nn import functional

from seqviz.cells.equations import LSTMState, gru_step, lstm_step, rnn_step
from seqviz.models.intervened import Change, IntervenedModel
from seqviz.models.language_model import LanguageModel
from seqviz.records.training import Hold, StateEdit
from seqviz.training.interventions import HOLDABLE, changes_of
from tests.training.interventions.small_run import CELLS

HOLDS = [(cell, reset, gate) for cell, reset in CELLS for gate in HOLDABLE[cell]]


def by_hand(layer, x, gate, value):
    """One layer by the plain equations, written out once more with one value replaced at every step: x [T, B, I]."""
    w, hidden = layer.weights(), x.new_zeros(x.shape[1], layer.hidden_size)
    cell, states = hidden, []

    def put(name, computed):
        return torch.full_like(computed, value) if name == gate else computed

    for x_t in x:
        old = LSTMState(hidden, cell)
        if layer.cell == "rnn":
            hidden = put("hidden", rnn_step(x_t, hidden, w).hidden)
        elif layer.cell == "gru":
            step = gru_step(x_t, hidden, w, reset=layer.reset)
            r, z = put("reset", step.reset), put("update", step.update)
            inside = (r * hidden) @ w.w_h["candidate"]
            if layer.reset == "after":
                inside = r * (hidden @ w.w_h["candidate"] + w.b_h["candidate"])
            candidate = put("candidate", torch.tanh(x_t @ w.w_x["candidate"] + inside + w.b["candidate"]))
            hidden = put("hidden", z * hidden + (1 - z) * candidate)
        else:
            step = lstm_step(x_t, old, w)
            i, f, o, c = (put(name, getattr(step, name)) for name in ("input", "forget", "output", "candidate"))
            cell = put("cell", f * cell + i * c)
            hidden = put("hidden", o * torch.tanh(cell))
        states.append(hidden)
    return torch.stack(states)


@pytest.mark.parametrize("held_layer", [0, 1])
@pytest.mark.parametrize(("cell", "reset", "gate"), HOLDS)
def test_a_held_step_is_the_equation_with_the_value_replaced(cell, reset, gate, held_layer):
    torch.manual_seed(0)
    model = LanguageModel(11, cell, 7, layers=2, reset=reset).double()
    ids = torch.randint(11, (9, 3))
    changes = changes_of(model, [Hold(gate=gate, value=0.3, layer=held_layer)], tokens=9, means=lambda: ())
    x = functional.one_hot(ids, 11).double()
    for index, layer in enumerate(model.recurrent.cells):
        x = by_hand(layer, x, gate if index == held_layer else None, 0.3)
    moments = list(IntervenedModel(model, changes).read(ids))
    found = torch.stack([moment.steps[-1].hidden for moment in moments])
    torch.testing.assert_close(found, x, rtol=0, atol=1e-10)
    assert all(torch.all(getattr(moment.steps[held_layer], gate) == 0.3) for moment in moments)


@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_without_a_change_the_equations_give_the_models_own_output(cell, reset):
    torch.manual_seed(0)
    model = LanguageModel(300, cell, 7, layers=2, reset=reset).double()
    ids = torch.randint(300, (9, 3))
    logits = torch.stack([moment.logits for moment in IntervenedModel(model, [Change(), Change()]).read(ids)])
    torch.testing.assert_close(logits, model(ids)[0], rtol=0, atol=1e-12)


@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_a_text_may_be_read_in_parts(cell, reset):
    torch.manual_seed(0)
    model = LanguageModel(11, cell, 7, reset=reset).double()
    ids = torch.randint(11, (9, 1))
    edits = [StateEdit(state="hidden", position=6, value=0.5)]
    intervened = IntervenedModel(model, changes_of(model, edits, tokens=9, means=lambda: ()))
    whole = [moment.logits for moment in intervened.read(ids)]
    first = list(intervened.read(ids[:4]))
    second = list(intervened.read(ids[4:], first[-1].after, position=4))
    assert all(torch.equal(a, b.logits) for a, b in zip(whole, [*first, *second], strict=True))
