"""How long a unit remembers: the promise is the geometric mean, and a kick is measured on the model itself."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from seqviz.config import LanguageModelConfig
from seqviz.records.half_life import KickAnswer, half_life
from seqviz.records.problem import Problem
from seqviz.records.training import HalfLifeQuestion, KickQuestion
from seqviz.training.half_lives import SPAN
from seqviz.training.language_model import Training

SMALL = LanguageModelConfig(hidden_size=16, batch_size=8, steps=12, device="cpu")


def trained(**changes):
    training = Training(replace(SMALL, **changes))
    for _ in range(10):
        training.train_step()
    return training


def final(pieces):
    *_, (share, answer) = pieces
    assert share == 1.0
    return answer


@pytest.mark.parametrize(("cell", "gate"), [("lstm", "forget"), ("gru", "update")])
def test_the_promise_is_the_geometric_mean_of_the_gate(cell, gate):
    training = trained(cell=cell, layers=2)
    answer = final(training.answer(HalfLifeQuestion(layer=1)))
    _, traces = training.model.trace(training.validation)
    values = traces[1].gates[gate].detach().double().numpy()
    assert answer.gate == gate
    np.testing.assert_allclose(answer.geometric, np.exp(np.log(values).mean((0, 1))), rtol=1e-5)
    np.testing.assert_allclose(answer.arithmetic, values.mean((0, 1)), rtol=1e-5)
    assert np.all(answer.geometric <= answer.arithmetic)
    lives = answer.half_lives[list(answer.order)]
    assert np.all(np.diff(lives) <= 0)
    np.testing.assert_allclose(answer.geometric**answer.half_lives, 0.5, rtol=1e-9)


@pytest.mark.parametrize(("cell", "state"), [("lstm", "cell"), ("gru", "hidden")])
def test_a_kick_is_the_difference_of_two_runs_of_the_model(cell, state):
    """The oracle reads on with the layer's own forward pass, with and without a kick, one token at a time."""
    training = trained(cell=cell)
    answer = final(training.answer(KickQuestion(unit=5)))
    rows = training.validation
    model, at = training.model, len(rows) - SPAN
    with torch.no_grad():
        _, traces = model.recurrent.trace(model.vectors(rows[:at]))
        deviation = float(traces[0].gates[state][..., 5].double().std(correction=0))
        _, plain = model(rows[:at])
        kicked = tuple(part.clone() for part in plain)
        kicked[-1][0, :, 5] += deviation
        left = [1.0]
        for ids in rows[at:]:
            _, plain = model(ids[None], plain)
            _, kicked = model(ids[None], kicked)
            left.append(float((kicked[-1] - plain[-1])[0, :, 5].abs().mean()) / deviation)
    assert answer.state == state
    assert answer.kick == pytest.approx(deviation, rel=1e-5)
    assert answer.places == rows.shape[1]
    assert answer.measured == pytest.approx(left, abs=1e-4)


def test_a_unit_whose_gate_stays_the_same_keeps_its_promise():
    """A unit that nothing but its own gate moves decays as promised: measured and promised are one curve."""
    training = Training(SMALL)
    layer, unit = training.model.recurrent.cells[0].fused, 7
    with torch.no_grad():
        layer.weight_hh_l0[unit::16] = 0
        layer.weight_ih_l0[16 + unit] = 0
        layer.bias_ih_l0[16 + unit] = np.log(0.8 / 0.2)
        layer.bias_hh_l0[16 + unit] = 0
    answer = final(training.answer(KickQuestion(unit=unit)))
    assert answer.geometric == pytest.approx(0.8, abs=1e-6)
    assert answer.measured == pytest.approx(answer.promised, abs=1e-5)
    assert answer.measured_half == pytest.approx(answer.promised_half, abs=1e-3)
    assert answer.promised_half == pytest.approx(3.106, abs=1e-3)


def test_half_lives_at_the_ends():
    assert half_life(np.array([0.0, 0.5, 1.0])).tolist() == [0.0, 1.0, np.inf]


@pytest.mark.parametrize(
    ("measured", "half"),
    [
        ((1.0, 0.5, 0.1), 1.0),
        ((1.0, 0.25), 0.5),
        ((1.0, 0.9, 0.8), None),
        ((1.0, 1.2, 0.3), 1.6315),
        ((1.0, 0.0), 1.0),
    ],
)
def test_half_is_gone_between_two_tokens(measured, half):
    answer = KickAnswer(
        step=0, unit=0, gate="forget", state="cell", kick=1.0, places=1, geometric=0.5, measured=measured
    )  # fmt: skip
    assert answer.measured_half == (half if half is None else pytest.approx(half, abs=1e-3))


def test_a_kick_never_touches_the_run():
    asked, silent = trained(), trained()
    for _ in range(3):
        final(asked.answer(KickQuestion(unit=1)))
        final(asked.answer(HalfLifeQuestion()))
        assert asked.advance() == silent.advance()


@pytest.mark.parametrize(
    ("cell", "question", "key"),
    [
        ("rnn", HalfLifeQuestion(), "half-life.no-gate"),
        ("rnn", KickQuestion(unit=0), "half-life.no-gate"),
        ("lstm", KickQuestion(unit=16), "training.no-unit"),
        ("gru", HalfLifeQuestion(layer=1), "training.no-layer"),
    ],
)
def test_what_does_not_exist_is_refused_by_name(cell, question, key):
    with pytest.raises(Problem) as caught:
        final(Training(replace(SMALL, cell=cell)).answer(question))
    assert caught.value.key == key


def test_a_unit_that_does_not_move_cannot_be_kicked():
    training = Training(SMALL)
    with torch.no_grad():
        for parameter in training.model.recurrent.parameters():
            parameter[2 * 16 + 3] = 0  # the candidate of unit 3
    with pytest.raises(Problem) as caught:
        final(training.answer(KickQuestion(unit=3)))
    assert caught.value.key == "half-life.still"
