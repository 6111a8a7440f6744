"""Where the loss goes: the parts make up the evaluation's loss, and what is known is known."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from seqviz.config import LanguageModelConfig
from seqviz.records.training import EvaluationQuestion, LossPartsQuestion
from seqviz.training import loss_parts as module
from seqviz.training.language_model import Training
from seqviz.training.loss_parts import codes, kinds, longest_known, places

SMALL = LanguageModelConfig(hidden_size=16, batch_size=8, steps=12, device="cpu")


def answered(training):
    *_, (share, answer) = training.answer(LossPartsQuestion())
    assert share == 1.0
    return answer


@pytest.mark.parametrize(
    "changes",
    [{}, {"cell": "gru", "layers": 2}, {"text": "hsk"}, {"text": "own", "own_text": 'Say "yes" (7)! \u4e0d ' * 40}],
    ids=["lincoln", "deep", "chinese", "own"],
)
def test_the_parts_of_every_division_make_up_the_evaluations_loss(changes):
    training = Training(replace(SMALL, **changes))
    for _ in range(5):
        training.train_step()
    answer = answered(training)
    whole = training.answer(EvaluationQuestion())
    assert answer.step == 5
    assert answer.tokens == whole.tokens
    assert answer.loss == pytest.approx(whole.loss, abs=1e-6)
    assert answer.parts.keys() == {"place", "known", "kind"}
    for parts in answer.parts.values():
        assert sum(part.tokens for part in parts) == whole.tokens
        assert sum(part.nats for part in parts) / whole.tokens == pytest.approx(whole.loss, abs=1e-6)


def test_each_part_is_the_loss_of_its_own_tokens():
    """The oracle: the model's own losses, one by one, put into boxes by a plain loop over the text."""
    training = Training(SMALL)
    rows = training.validation
    with torch.no_grad():
        logits, _ = training.model(rows[:-1])
    losses = functional.cross_entropy(logits.flatten(0, 1), rows[1:].flatten(), reduction="none").view_as(rows[1:])
    boxes, counts = defaultdict(float), defaultdict(int)
    for row in range(rows.shape[1]):
        for t in range(1, len(rows)):
            letter = training.vocabulary.tokens[rows[t, row]]
            kind = "space" if letter == " " else "vowel" if letter in "aeiou" else "consonant"
            boxes[kind] += float(losses[t - 1, row])
            counts[kind] += 1
    parts = {part.name: part for part in answered(training).parts["kind"]}
    assert {name: part.tokens for name, part in parts.items()} == dict(counts)
    for name, part in parts.items():
        assert part.nats == pytest.approx(boxes[name], rel=1e-5)


def test_a_text_of_words_has_no_places():
    assert "place" not in answered(Training(replace(SMALL, unit="word", steps=8))).parts


ids = st.lists(st.integers(0, 2), min_size=1, max_size=40).map(lambda found: np.array(found, np.int64))


@given(ids, ids)
def test_the_longest_known_ngram_is_the_longest_that_the_training_text_holds(held_out, training):
    *_, (share, found) = longest_known(held_out, training)
    whole = [*training.tolist(), *held_out.tolist()]
    inside = {
        tuple(training[start : start + n].tolist()) for n in range(1, 9) for start in range(len(training) - n + 1)
    }
    for place, longest in enumerate(found, start=len(training)):
        grams = [n for n in range(2, 9) if place - n + 1 >= 0 and tuple(whole[place - n + 1 : place + 1]) in inside]
        assert longest == max(grams, default=1)
    assert share == 1.0


def test_a_long_training_text_is_looked_through_in_pieces(monkeypatch):
    held_out, training = np.array([1, 2, 3, 1, 2]), np.array([0, 1, 2, 3, 4, 1, 2] * 3)
    *_, (_, whole) = longest_known(held_out, training)
    monkeypatch.setattr(module, "COUNTED", 2)
    pieces = list(longest_known(held_out, training))
    assert len(pieces) > 20
    assert pieces[-1][1].tolist() == whole.tolist()


@given(st.lists(st.integers(0, 4_999), min_size=1, max_size=20), st.integers(1, 5))
def test_no_two_ngrams_share_a_code(tokens, n):
    text = np.array(tokens, np.int64)
    grams = [tuple(tokens[place : place + n]) for place in range(len(tokens) - n + 1)]
    assert len(set(codes(text, n, 5_001).tolist())) == len(set(grams))


def test_kinds_and_places_are_what_one_sees():
    text = "Ab3 \u4e0d!"
    assert kinds([*text, "<unk>", "the"]).tolist() == [
        "vowel", "consonant", "digit", "space", "other-letter", "punctuation", "unknown", "word",
    ]  # fmt: skip
    assert places(["the", "peoples"][0]).tolist() == ["1", "2", "3"]
    assert places("a peoples").tolist() == ["1", "0", "1", "2", "3", "4", "5", "5", "5"]
