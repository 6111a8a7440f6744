"""Interventions: a held step is the lecture's equation with the value replaced, and the run never notices."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

from seqviz.cells.equations import LSTMState, gru_step, lstm_step, rnn_step
from seqviz.config import LanguageModelConfig
from seqviz.models.intervened import Change, IntervenedModel
from seqviz.models.language_model import LanguageModel
from seqviz.records.problem import Problem
from seqviz.records.training import (
    Cut,
    EvaluationQuestion,
    Hold,
    ProbeQuestion,
    SampleQuestion,
    StateEdit,
    SumQuestion,
)
from seqviz.training import answers
from seqviz.training.interventions import HOLDABLE, changes_of
from seqviz.training.language_model import Training

CELLS = [("rnn", "before"), ("gru", "before"), ("gru", "after"), ("lstm", "before")]
SMALL = LanguageModelConfig(hidden_size=16, batch_size=8, steps=12, layers=2, device="cpu")
TEXT = "of the people by the people"
HOLDS = [(cell, reset, gate) for cell, reset in CELLS for gate in HOLDABLE[cell]]


def trained(steps=8, **changes):
    training = Training(replace(SMALL, **changes))
    for _ in range(steps):
        training.train_step()
    return training


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


@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_a_cut_layer_sees_nothing_but_its_own_token(cell, reset):
    """With W_h = 0 the gates of a token depend on the token alone (a GRU's and LSTM's memory goes on)."""
    training = trained(cell=cell, reset=reset, layers=1)
    answer = training.answer(ProbeQuestion(text=TEXT, hold=(Cut(),)))
    for name in {"reset", "update", "candidate", "input", "forget", "output"} & set(answer.layers[0].gates):
        gate = answer.layers[0].gates[name]
        places = [t for t, token in enumerate(answer.tokens) if token == "e"]
        assert np.ptp(gate[places], axis=0).max() < 1e-6
    plain = training.answer(ProbeQuestion(text=TEXT))
    assert plain.top != answer.top


def test_a_gate_may_be_held_for_some_units_only():
    training = trained()
    hold = (Hold(gate="forget", value=0.0, layer=1, units=(2, 5)),)
    answer = training.answer(ProbeQuestion(text=TEXT, hold=hold))
    plain = training.answer(ProbeQuestion(text=TEXT))
    held = answer.layers[1].gates["forget"]
    assert np.all(held[:, [2, 5]] == 0)
    assert np.all(held[:, [0, 1, 3, 4]] > 0)
    np.testing.assert_allclose(answer.layers[0].gates["forget"], plain.layers[0].gates["forget"], atol=1e-6)


def test_a_mean_is_each_units_own_over_held_out_text():
    training = trained()
    _, traces = training.model.trace(training.validation)
    expected = traces[0].gates["output"].mean((0, 1)).detach().numpy()
    answer = training.answer(ProbeQuestion(text=TEXT, hold=(Hold(gate="output", value="mean"),)))
    held = answer.layers[0].gates["output"]
    np.testing.assert_allclose(held[0], expected, atol=1e-6)
    assert np.all(held == held[0])


def test_means_are_those_of_the_weights_that_answer():
    training = trained()
    question = ProbeQuestion(text=TEXT, hold=(Hold(gate="forget", value="mean"),))
    first, kept = training.answer(question), training.snapshot()
    for _ in range(5):
        training.train_step()
    later = training.answer(question)
    again = training.answer(question, kept)
    assert again.top == first.top != later.top
    training.restore(kept)  # the same step may now come with other weights
    training.set("learning_rate", 0.5)
    for _ in range(5):
        training.train_step()
    other = training.answer(question)
    assert other.step == later.step
    assert not np.array_equal(other.layers[0].gates["forget"], later.layers[0].gates["forget"])


def test_an_edit_replaces_the_state_that_goes_on():
    training = trained()
    edit = StateEdit(state="cell", position=5, value=(1.0, -1.0), layer=1, units=(3, 4))
    question = SumQuestion(text=TEXT, position=6, unit=4, layer=1, hold=(edit,))
    answer = training.answer(question)
    assert answer.before["cell"] == -1.0
    held, plain = (
        training.answer(ProbeQuestion(text=TEXT, hold=hold)).layers[1].gates["cell"] for hold in ((edit,), ())
    )
    np.testing.assert_allclose(held[:6], plain[:6], atol=1e-6)
    assert np.abs(held[6] - plain[6])[[3, 4]].min() > 1e-3
    assert training.answer(replace(question, position=5)).before["cell"] != -1.0


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


@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_a_held_evaluation_is_the_loss_of_the_held_model(cell, reset):
    training = trained(cell=cell, reset=reset)
    gate = HOLDABLE[cell][0]
    plain = training.answer(EvaluationQuestion())
    nothing = training.answer(EvaluationQuestion(hold=(Hold(gate=gate, value=0.5, units=()),)))
    held = training.answer(EvaluationQuestion(hold=(Hold(gate=gate, value=0.9),)))
    assert plain.tokens == nothing.tokens == held.tokens == training.validation[1:].numel()
    assert nothing.loss == pytest.approx(plain.loss, rel=1e-5)
    assert abs(held.loss - plain.loss) > 1e-4
    shut = training.answer(EvaluationQuestion(hold=(Hold(gate="hidden", value=0.0, layer=1),)))
    bias = training.model.output.bias.detach()
    targets = training.validation[1:].flatten()
    assert shut.loss == pytest.approx(float(functional.cross_entropy(bias.expand(len(targets), -1), targets)), rel=1e-5)


def test_three_ways_to_silence_an_lstm_agree_to_the_last_digit():
    training = trained(layers=1)
    losses = {
        training.answer(EvaluationQuestion(hold=(Hold(gate=gate, value=0.0),))).loss
        for gate in ("input", "output", "candidate")
    }
    assert len(losses) == 1


def test_a_long_evaluation_answers_in_pieces_about_the_weights_of_now(monkeypatch):
    training = trained()
    question = EvaluationQuestion(hold=(Hold(gate="forget", value=0.5),))
    expected = training.answer(question)
    monkeypatch.setattr(answers, "LONG", 0)
    pieces = training.answer(question)
    assert isinstance(pieces, Iterator)
    shares, partials = [], []
    for share, partial in pieces:
        shares.append(share)
        partials.append(partial)
        training.train_step()  # the run goes on between two pieces
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) >= 16
    assert partials[-1] == expected
    assert all(0 < partial.tokens <= expected.tokens for partial in partials)


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_a_sample_without_effective_hold_is_the_plain_one(temperature):
    training = trained()
    question = SampleQuestion(prefix="we the", length=25, temperature=temperature)
    nothing = replace(question, hold=(Hold(gate="forget", value=0.0, units=()),))
    assert training.answer(nothing) == training.answer(question)
    shut = replace(question, hold=(Hold(gate="hidden", value=0.0, layer=1),))
    if temperature:
        assert training.answer(shut).text != training.answer(question).text


@pytest.mark.parametrize("unit", [0, 11])
@pytest.mark.parametrize("position", [0, 9])
@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_the_sums_of_a_unit_are_those_of_the_forward_pass(cell, reset, layer, position, unit):
    training = trained(cell=cell, reset=reset)
    probe = training.answer(ProbeQuestion(text=TEXT)).layers[layer].gates
    answer = training.answer(SumQuestion(text=TEXT, position=position, unit=unit, layer=layer))
    assert answer.token == TEXT[position]
    for name, found in answer.gates.items():
        assert found.value == pytest.approx(probe[name][position, unit], abs=1e-6)
        terms = found.from_input.sum(dtype=np.float64) + found.from_hidden.sum(dtype=np.float64) + found.bias
        assert terms == pytest.approx(found.total, abs=1e-5)
        squash = np.tanh if name in ("candidate", "hidden") else lambda z: 1 / (1 + np.exp(-z))
        assert squash(found.total) == pytest.approx(found.value, abs=1e-12)
        assert found.from_hidden.shape == (16,)
        assert found.from_input.shape == (28 if layer == 0 else 16,)
        if layer == 0:
            assert np.count_nonzero(found.from_input) == 1
    for name in answer.before:
        assert answer.after[name] == pytest.approx(probe[name][position, unit], abs=1e-6)
        before = probe[name][position - 1, unit] if position else 0.0
        assert answer.before[name] == pytest.approx(before, abs=1e-12)


def test_an_lstm_unit_adds_up_to_its_new_memory():
    answer = trained().answer(SumQuestion(text=TEXT, position=7, unit=3, layer=1))
    i, f, o, c = (answer.gates[name].value for name in ("input", "forget", "output", "candidate"))
    assert answer.after["cell"] == pytest.approx(f * answer.before["cell"] + i * c, abs=1e-12)
    assert answer.after["hidden"] == pytest.approx(o * np.tanh(answer.after["cell"]), abs=1e-12)


def test_a_held_unit_shows_its_sum_and_the_value_that_took_its_place():
    training = trained()
    question = SumQuestion(text=TEXT, position=7, unit=3, hold=(Hold(gate="forget", value=1.0),))
    answer = training.answer(question)
    gate = answer.gates["forget"]
    assert gate.value == 1.0
    assert 1 / (1 + np.exp(-gate.total)) < 0.99
    i, c = answer.gates["input"].value, answer.gates["candidate"].value
    assert answer.after["cell"] == pytest.approx(answer.before["cell"] + i * c, abs=1e-6)


def test_a_word_model_shows_the_numbers_of_its_embedding():
    training = trained(steps=2, text="hsk", unit="word", layers=1)
    answer = training.answer(SumQuestion(text="\u6211\u4eec\u7684", position=1, unit=0))
    assert answer.gates["input"].from_input.shape == (128,)


def test_interventions_never_touch_the_run():
    asked, silent = trained(0), trained(0)
    hold = (
        Hold(gate="forget", value="mean", layer=1),
        Hold(gate="cell", value=0.2, units=(1,)),
        StateEdit(state="hidden", position=1, value=0.0),
        Cut(layer=1),
    )
    for _ in range(3):
        asked.answer(ProbeQuestion(text=TEXT, hold=hold))
        asked.answer(SampleQuestion(prefix="we", length=5, hold=hold))
        asked.answer(EvaluationQuestion(hold=hold))
        asked.answer(SumQuestion(text=TEXT, position=4, unit=1, hold=hold))
        assert asked.advance() == silent.advance()
    weights = silent.model.state_dict()
    assert all(torch.equal(value, weights[name]) for name, value in asked.model.state_dict().items())
    assert all(
        a.grad is None or torch.equal(a.grad, b.grad) for a, b in zip(asked.parameters, silent.parameters, strict=True)
    )


@pytest.mark.parametrize(
    ("cell", "hold", "key"),
    [
        ("gru", Hold(gate="forget", value=0.0), "training.no-gate"),
        ("rnn", Hold(gate="cell", value=0.0), "training.no-gate"),
        ("gru", StateEdit(state="cell", position=0, value=0.0), "training.no-gate"),
        ("lstm", Hold(gate="forget", value=0.0, layer=2), "training.no-layer"),
        ("lstm", Cut(layer=-1), "training.no-layer"),
        ("lstm", Hold(gate="forget", value=0.0, units=(16,)), "training.no-unit"),
        ("lstm", StateEdit(state="cell", position=27, value=0.0), "training.no-position"),
        ("lstm", StateEdit(state="cell", position=0, value=(1.0, 2.0)), "training.values-and-units"),
        ("lstm", StateEdit(state="cell", position=0, value=(1.0, 2.0), units=(3, 99)), "training.no-unit"),
        ("lstm", Hold(gate="forget", value=float("nan")), "training.not-a-number"),
    ],
)
def test_what_the_model_does_not_have_is_refused_by_name(cell, hold, key):
    training = trained(0, cell=cell)
    with pytest.raises(Problem) as caught:
        training.answer(ProbeQuestion(text=TEXT, hold=(hold,)))
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"layer": 2}, "training.no-layer"),
        ({"unit": -1}, "training.no-unit"),
        ({"position": 27}, "training.no-position"),
        ({"text": "x"}, "lab.probe-too-short"),
    ],
)
def test_a_unit_that_does_not_exist_is_refused_by_name(changes, key):
    question = replace(SumQuestion(text=TEXT, position=0, unit=0), **changes)
    with pytest.raises(Problem) as caught:
        trained(0).answer(question)
    assert caught.value.key == key
