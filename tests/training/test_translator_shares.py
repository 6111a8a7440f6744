"""How much is right, taken apart: fields of dates, lengths of sources; and what vectors tell."""

import numpy as np
import pytest
import torch

from seqviz.config import Seq2SeqConfig
from seqviz.data.pairs.date_fields import date_fields
from seqviz.data.pairs.features import features_of
from seqviz.data.pairs.library import load_pairs
from seqviz.records.encodings import EncodingsQuestion
from seqviz.records.problem import Problem
from seqviz.records.shares import FieldsQuestion, LengthsQuestion
from seqviz.records.translation import TranslationQuestion, VectorQuestion
from seqviz.training.seq2seq import Training

torch.set_num_threads(1)

SMALL = {"encoder_size": 12, "decoder_size": 12, "embedding_size": 8, "batch_size": 16}


def trained(steps=0, **more):
    training = Training(Seq2SeqConfig(**SMALL, **more))
    for _ in range(steps):
        training.train_step()
    return training


@pytest.mark.parametrize("name", ["dates-en-zh", "dates-zh-en", "dates-en-fr"])
def test_a_date_has_all_its_fields_and_a_broken_one_those_that_are_left(name):
    language = name[-2:]
    for pair in load_pairs(name, fetch=False).held_out[:200]:
        fields = date_fields(pair.target, language)
        assert set(fields) == {"year", "month", "day", "weekday"}
        assert 1900 <= int(fields["year"]) < 2100
        assert int(fields["day"]) <= 31
        assert {"month", "weekday", "year-end"} < set(features_of(name, pair))
    assert "year" not in date_fields(tuple("3月4日"), "zh")
    assert date_fields(tuple("3月4日"), "zh") == {"month": "3", "day": "4"}


def test_fields_are_counted_as_the_translations_say():
    training = trained(steps=5, pairs="dates-en-zh")
    found = training.answer(FieldsQuestion(sentences=12))
    pairs = training.corpus.pairs.held_out[:12]
    sources = tuple(" ".join(pair.source) for pair in pairs)
    written = training.answer(TranslationQuestion(sentences=sources)).translations
    for share in found.shares:
        told = [date_fields(pair.target, "zh")[share.name] for pair in pairs]
        said = [date_fields(one.target, "zh").get(share.name) for one in written]
        assert share.right == sum(a == b for a, b in zip(said, told, strict=True))
        assert 0 <= share.chance < 1
    with pytest.raises(Problem, match="no-dates"):
        trained().answer(FieldsQuestion())


def test_lengths_are_those_of_the_sources_and_every_sentence_is_counted_once():
    training = trained(pairs="copying")
    found = training.answer(LengthsQuestion(sentences=60))
    assert sum(share.count for share in found.shares) == 60
    assert [int(share.name) for share in found.shares] == sorted(int(share.name) for share in found.shares)
    assert all(share.right <= share.count for share in found.shares)


def test_the_vectors_are_those_with_which_each_sentence_is_translated():
    training = trained()
    found = training.answer(EncodingsQuestion())
    assert found.points.shape == (len(found.sentences), 2)
    assert {feature.name for feature in found.features} >= {"units", "hundred-thousands", "length"}
    assert all(len(feature.labels) == len(found.sentences) for feature in found.features)
    vectors = np.array(
        [training.answer(VectorQuestion(terms=((1.0, said),))).vector for said in found.sentences[:3]]
    )  # fmt: skip
    apart = np.linalg.norm(vectors[0] - vectors[1])
    assert np.linalg.norm(found.points[0] - found.points[1]) <= apart + 1e-5
    assert 0 < sum(found.shares) <= 1
