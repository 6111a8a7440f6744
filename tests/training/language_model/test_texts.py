"""Texts that train, and texts that cannot be learned."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from seqviz.records.problem import Problem
from seqviz.records.training import SampleQuestion
from seqviz.training.language_model import Training, train
from tests.training.language_model.small_run import SMALL


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"text": "own", "own_text": "   "}, "texts.empty"),
        ({"text": "own", "own_text": "x"}, "texts.too-short"),
        ({"text": "own", "own_text": "short text"}, "texts.too-short"),
        ({"text": "own", "own_text": "a" * 5000}, "texts.one-token"),
    ],
)
def test_a_text_that_cannot_be_learned_is_refused_by_name(changes, key):
    with pytest.raises(Problem) as caught:
        Training(replace(SMALL, **changes))
    assert caught.value.key == key


@pytest.mark.parametrize("text", ["שלום עולם וכל הארץ " * 60, "🎉🙂 party 👩‍👩‍👧 time " * 60])
def test_right_to_left_and_emoji_texts_train(text):
    records = list(islice(train(replace(SMALL, text="own", own_text=text)), 5))
    assert all(np.isfinite(record.loss) for record in records)


def test_words_and_chinese_train_through_an_embedding():
    training = Training(replace(SMALL, text="hsk", unit="word"))
    assert training.model.embedding is not None
    assert training.advance()
    answer = training.answer(SampleQuestion(prefix="\u6211", length=4))
    assert " " not in answer.text
