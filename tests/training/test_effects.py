"""What an intervention changes along a text, and a GRU at its extremes: against the equations written out again."""

import math

import pytest
import torch
from torch.nn import functional

from seqviz.config import LanguageModelConfig
from seqviz.records.effects import EffectQuestion, ExtremesQuestion
from seqviz.records.problem import Problem
from seqviz.records.training import Hold, ProbeQuestion, StateEdit
from seqviz.training.language_model import Training

TEXT = "of the people by the people"


def trained(steps=8, **changes):
    training = Training(LanguageModelConfig(hidden_size=16, batch_size=8, steps=12, device="cpu", **changes))
    for _ in range(steps):
        training.train_step()
    return training


def distributions(training, text):
    """The next-token distributions of the fast path, in double precision [T, V]."""
    model = training.model.double()
    ids = torch.from_numpy(training.vocabulary.encode(list(text))).unsqueeze(1)
    with torch.no_grad():
        return torch.softmax(model(ids)[0][:, 0], -1), ids


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_nothing_differs_under_an_intervention_that_changes_nothing(cell):
    training = trained(cell=cell, layers=2)
    units = training.config.hidden_size
    gates = training.answer(ProbeQuestion(text=TEXT)).layers[0].gates
    same = StateEdit(state="hidden", position=5, value=tuple(float(gates["hidden"][5][u]) for u in range(units)))
    found = training.answer(EffectQuestion(text=TEXT, hold=(same,)))
    assert max(found.divergence) < 1e-9
    assert found.losses[0] == pytest.approx(found.losses[1], abs=1e-6)


def test_the_side_that_is_not_held_is_the_run_as_it_is():
    training = trained(cell="lstm")
    found = training.answer(EffectQuestion(text=TEXT, hold=(Hold(gate="forget", value=1.0),)))
    probabilities, ids = distributions(training, TEXT)
    loss = functional.nll_loss(probabilities[:-1].log(), ids[1:, 0])
    assert found.losses[0] == pytest.approx(float(loss), abs=1e-5)
    for position, likely in enumerate(found.likely):
        for token, before, _ in likely:
            (place,) = training.vocabulary.encode([token])
            assert before == pytest.approx(float(probabilities[position, place]), abs=1e-5)


def test_a_state_is_edited_after_its_token_and_felt_from_the_next_one_on():
    training = trained(cell="gru")
    found = training.answer(EffectQuestion(text=TEXT, hold=(StateEdit(state="hidden", position=6, value=0.0),)))
    assert max(found.divergence[:7]) == 0
    fresh = training.answer(EffectQuestion(text=TEXT[7:], hold=()))
    wiped = {token: after for token, _, after in found.likely[-1]}
    for token, probability, _ in fresh.likely[-1]:  # with its memory wiped it reads the rest as if it began there
        assert wiped.get(token, probability) == pytest.approx(probability, abs=1e-5)
    assert found.divergence[7] > 0


def test_the_divergence_is_that_of_the_two_distributions():
    training = trained(cell="lstm")
    held = EffectQuestion(text=TEXT, hold=(Hold(gate="output", value=0.0),))
    found = training.answer(held)
    probabilities, _ = distributions(training, TEXT)
    blind = torch.softmax(training.model.output.bias.detach().double(), -1)  # a hidden state of zeros
    for position, divergence in enumerate(found.divergence):
        expected = float((probabilities[position] * (probabilities[position] / blind).log()).sum())
        assert divergence == pytest.approx(expected, abs=1e-5)
    assert found.largest["hidden"] == 0
    assert found.largest["cell"] > 0


@pytest.mark.parametrize("gate", ["input", "output", "candidate"])
def test_three_gates_of_an_lstm_at_zero_leave_a_hidden_state_of_zeros(gate):
    found = trained(cell="lstm").answer(EffectQuestion(text=TEXT, hold=(Hold(gate=gate, value=0.0),)))
    assert found.largest["hidden"] == 0


@pytest.mark.parametrize("reset", ["before", "after"])
def test_a_gru_at_its_extremes_is_a_simpler_network_to_the_last_digit(reset):
    training = trained(cell="gru", reset=reset)
    found = training.answer(ExtremesQuestion(text=TEXT, position=9))
    assert found.frozen.apart == found.fresh.apart == 0
    assert found.frozen.forced.tolist() == found.before.tolist()
    assert found.rnn.apart <= (0 if reset == "before" else 1e-6)
    assert abs(found.rnn.forced - found.frozen.forced).max() > 0.01


def test_a_gru_with_its_reset_open_and_its_update_shut_is_torchs_rnn():
    training = trained(cell="gru")
    found = training.answer(ExtremesQuestion(text=TEXT, position=9))
    layer, h = training.model.recurrent.cells[0], training.config.hidden_size
    rnn = torch.nn.RNNCell(len(training.vocabulary), h)
    state = {name: getattr(layer.fused, f"{name}_l0").detach()[2 * h :] for name, _ in rnn.named_parameters()}
    rnn.load_state_dict(state)
    x = functional.one_hot(torch.from_numpy(training.vocabulary.encode([TEXT[9]])), len(training.vocabulary)).float()
    with torch.no_grad():
        expected = rnn(x, torch.from_numpy(found.before.copy()).unsqueeze(0))[0]
    assert found.rnn.forced.tolist() == pytest.approx(expected.tolist(), abs=1e-6)


def test_the_place_of_the_reset_gate_is_felt_from_the_second_token_on_without_a_bias_inside():
    inside = trained(cell="gru", reset="after").answer(ExtremesQuestion(text=TEXT, position=3)).resets
    outside = trained(cell="gru", reset="before").answer(ExtremesQuestion(text=TEXT, position=3)).resets
    assert outside[0] == 0 < outside[1]
    assert inside[0] > 0


def test_only_a_gru_has_these_extremes_and_only_places_in_the_text():
    with pytest.raises(Problem, match="no-gate"):
        trained(steps=0, cell="lstm").answer(ExtremesQuestion(text=TEXT, position=0))
    with pytest.raises(Problem, match="no-position"):
        trained(steps=0, cell="gru").answer(ExtremesQuestion(text=TEXT, position=len(TEXT)))


def test_a_forget_bias_opens_the_forget_gates_before_the_first_step_and_nothing_else():
    plain, open_ = (trained(steps=0, cell="lstm", layers=2, forget_bias=by) for by in (0.0, 2.0))
    gates = [t.answer(ProbeQuestion(text=TEXT)).layers[0].gates for t in (plain, open_)]
    first = [{name: g[name][0] for name in ("input", "forget", "output", "candidate")} for g in gates]
    for name in ("input", "output", "candidate"):
        assert (first[0][name] == first[1][name]).all()
    logit = [(g["forget"] / (1 - g["forget"])) for g in first]
    assert logit[1] / logit[0] == pytest.approx(math.exp(2), rel=1e-4)
    changed = [not torch.equal(a, b) for a, b in zip(plain.parameters, open_.parameters, strict=True)]
    assert sum(changed) == 2  # one bias of each layer


@pytest.mark.parametrize("cell", ["rnn", "gru"])
def test_a_forget_bias_means_nothing_to_other_cells(cell):
    plain, same = (trained(steps=0, cell=cell, forget_bias=by) for by in (0.0, 2.0))
    assert all(torch.equal(a, b) for a, b in zip(plain.parameters, same.parameters, strict=True))
