"""The loss on held-out text of a model of which something is held."""

from collections.abc import Iterator

import pytest
from torch.nn import functional

from seqviz.records.training import EvaluationQuestion, Hold
from seqviz.training import answers
from seqviz.training.interventions import HOLDABLE
from tests.training.interventions.small_run import CELLS, trained


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
