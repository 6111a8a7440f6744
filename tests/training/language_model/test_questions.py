"""Probes and samples of a run that goes on."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

from seqviz.records.problem import Problem
from seqviz.records.training import ProbeQuestion, SampleQuestion
from seqviz.training.language_model import Training
from tests.training.language_model.small_run import SMALL


def test_the_probe_recovers_what_the_model_computes():
    training = Training(replace(SMALL, cell="gru", layers=2))
    for _ in range(5):
        training.advance()
    text = "of the people"
    answer = training.answer(ProbeQuestion(text=text))
    ids = torch.from_numpy(training.vocabulary.encode(list(text))).unsqueeze(1)
    logits, _ = training.model(ids)
    expected = torch.softmax(logits[:, 0], -1).topk(5, -1)
    for t, best in enumerate(answer.top):
        assert [p for _, p in best] == pytest.approx(expected.values[t].tolist(), rel=1e-4)
    losses = functional.cross_entropy(logits[:-1, 0], ids[1:, 0], reduction="none")
    assert np.log(answer.following) == pytest.approx((-losses).tolist(), rel=1e-4)
    assert answer.tokens == tuple(text)
    assert [trace.layer for trace in answer.layers] == [0, 1]
    assert set(answer.layers[0].gates) == {"reset", "update", "candidate", "hidden"}
    assert answer.layers[0].gates["hidden"].shape == (len(text), 16)
    assert answer.gradient[1][-1] == 0.0  # the last token's loss was decided one token before
    assert min(answer.gradient[1][:-1]) > 0


def test_questions_do_not_disturb_the_run():
    asked, silent = Training(SMALL), Training(SMALL)
    for _ in range(4):
        asked.answer(ProbeQuestion(text="we the people"))
        asked.answer(SampleQuestion(prefix="we", length=5))
        assert asked.advance() == silent.advance()


def test_a_question_about_a_snapshot_is_answered_by_its_weights():
    training = Training(SMALL)
    question = ProbeQuestion(text="we the people")
    early, snapshot = training.answer(question), training.snapshot()
    for _ in range(10):
        training.advance()
    again = training.answer(question, snapshot)
    assert again.top == early.top
    assert again.step == 0
    assert training.answer(question).top != early.top


def test_samples_follow_temperature_and_seed():
    training = Training(SMALL)
    greedy = [training.answer(SampleQuestion(prefix="we", length=20, temperature=0.0, seed=s)).text for s in (0, 1)]
    warm = [training.answer(SampleQuestion(prefix="we", length=20, temperature=1.0, seed=s)).text for s in (0, 0, 1)]
    assert greedy[0] == greedy[1]
    assert warm[0] == warm[1] != warm[2]
    assert len(warm[0]) == 20


def test_unknown_characters_of_a_probe_are_named():
    answer = Training(SMALL).answer(ProbeQuestion(text="the 7 wonders!"))
    assert answer.unknown == ("7", "!")


@pytest.mark.parametrize(("text", "key"), [("", "lab.probe-too-short"), ("a" * 201, "lab.probe-too-long")])
def test_a_probe_out_of_bounds_is_refused(text, key):
    with pytest.raises(Problem) as caught:
        Training(SMALL).answer(ProbeQuestion(text=text))
    assert caught.value.key == key
