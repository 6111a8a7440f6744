"""A model without recurrence: exactly an MLP of the last token, through training, questions and snapshots."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

from seqviz.config import LanguageModelConfig
from seqviz.config.rivals import contest_of, read_rivals
from seqviz.ngrams.counts import count_ngrams
from seqviz.ngrams.model import NgramModel
from seqviz.ngrams.smoothing import Smoothing
from seqviz.records.clipping import ClippingQuestion
from seqviz.records.machine import MachineQuestion
from seqviz.records.training import Cut, EvaluationQuestion, ProbeQuestion
from seqviz.training.contest import Training as ContestTraining
from seqviz.training.cost import cost_of
from seqviz.training.language_model import Training

TEXT = "the people of the united states"
SMALL = LanguageModelConfig(cell="rnn", recurrence="none", hidden_size=24, batch_size=8, steps=12, device="cpu")


def trained(count, /, **more):
    training = Training(replace(SMALL, **more))
    for _ in range(count):
        training.train_step()
    return training


def mlp(training, ids):
    """The same network without a loop: tanh of a row of W_x, layer by layer, then the output."""
    x = functional.one_hot(ids, len(training.vocabulary)).float()
    for layer in training.model.recurrent.cells:
        weights = layer.weights()
        x = torch.tanh(x @ weights.w_x["hidden"] + weights.b["hidden"])
    return training.model.output(x)


@pytest.mark.parametrize("layers", [1, 2])
def test_an_rnn_without_recurrence_is_a_multilayer_perceptron_of_the_last_token(layers):
    training = trained(30, layers=layers)
    ids = training.validation[:50]
    logits, _ = training.model(ids)
    torch.testing.assert_close(logits, mlp(training, ids), rtol=0, atol=1e-5)


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_the_recurrent_weights_stay_zero_while_all_others_learn(cell, optimizer):
    before, after = (
        trained(0, cell=cell, layers=2, optimizer=optimizer),
        trained(5, cell=cell, layers=2, optimizer=optimizer),
    )
    for (name, old), (_, new) in zip(before.model.named_parameters(), after.model.named_parameters(), strict=True):
        if "weight_hh" in name:
            assert not new.any()
        else:
            assert not torch.equal(old, new), name


def test_it_learns_as_the_same_mlp_under_autograd_does():
    """Same weights, same batches, the loss of the MLP written without a loop, plain gradient descent."""
    training = Training(replace(SMALL, optimizer="sgd", learning_rate=0.5, clip=False))
    oracle = Training(replace(SMALL, optimizer="sgd", learning_rate=0.5, clip=False))
    for _ in range(10):
        training.train_step()
        batch = oracle.batches.next()
        loss = functional.cross_entropy(
            mlp(oracle, torch.from_numpy(batch.inputs)).flatten(0, 1), torch.from_numpy(batch.targets).flatten()
        )
        gradients = torch.autograd.grad(loss, oracle.parameters)
        with torch.no_grad():
            for parameter, gradient in zip(oracle.parameters, gradients, strict=True):
                parameter -= 0.5 * gradient
    for one, other in zip(training.parameters, oracle.parameters, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-6)


def test_beside_it_the_full_model_is_bit_for_bit_what_it_is_alone():
    base = replace(SMALL, recurrence="full")
    contest = ContestTraining(contest_of(base, read_rivals("recurrence:none")))
    alone = Training(base)
    for _ in range(5):
        contest.advance()
        alone.advance()
    full, none = contest.trainings["a"], contest.trainings["b"]
    assert all(torch.equal(one, other) for one, other in zip(full.parameters, alone.parameters, strict=True))
    assert torch.equal(full.new_model().output.weight, none.new_model().output.weight)
    assert len(none.parameters) == len(full.parameters) - 1


def test_norms_and_counts_are_those_of_what_is_trained():
    training = Training(SMALL)
    *_, step = training.advance()[1:2]
    assert len(step.parameter_norms) == len(training.description.parameters)
    assert not any(name.startswith("W_h") for name in training.description.parameters)
    assert step.norm_before == pytest.approx(math.hypot(*step.parameter_norms), rel=1e-5)
    full = Training(replace(SMALL, recurrence="full"))
    assert full.description.parameter_count - training.description.parameter_count == 24 * 24
    for one in (training, full):
        assert cost_of(one.config, len(one.vocabulary), "cpu").parameters == one.description.parameter_count


def test_questions_are_answered_and_a_cut_changes_nothing_more():
    training = trained(20, layers=2)
    plain, cut = (training.answer(EvaluationQuestion(hold=hold)) for hold in ((), (Cut(), Cut(layer=1))))
    assert cut.loss == pytest.approx(plain.loss, rel=1e-5)
    looked = training.answer(ProbeQuestion(text=TEXT))
    assert all(looked.gradient[0][t] == 0 for t in range(len(TEXT) - 2))  # the last letter is told from the one before
    assert looked.gradient[0][-2] > 0
    machine = training.answer(MachineQuestion(text=TEXT, unit=3))
    assert not machine.gates["hidden"].weights.any()
    assert training.answer(ClippingQuestion(theta=1.0)).recurrent == 0


def test_a_snapshot_answers_and_replays():
    training = trained(5)
    kept = training.snapshot()
    first = [training.train_step()[0].loss for _ in range(3)]
    assert training.answer(EvaluationQuestion(), kept).step == 5
    training.restore(kept)
    assert [training.train_step()[0].loss for _ in range(3)] == first


def test_it_comes_near_the_bigram_table_and_the_full_model_passes_it():
    size = {"hidden_size": 64, "batch_size": 32, "steps": 35}
    none, full = (trained(300, recurrence=recurrence, **size) for recurrence in ("none", "full"))
    counts = count_ngrams(none.corpus.training, len(none.vocabulary), max_n=2)
    bigrams = NgramModel(counts=counts, n=2, smoothing=Smoothing(rule="add-k", strength=0.1))
    rows = none.validation.numpy()
    table = np.mean([bigrams.mean_nll(row, skip=1) for row in rows.T])  # what a run is evaluated on
    assert none.answer(EvaluationQuestion()).loss == pytest.approx(table, abs=0.05)
    assert full.answer(EvaluationQuestion()).loss < table - 0.3
