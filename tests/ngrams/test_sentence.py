import math
from fractions import Fraction

import numpy as np
import pytest

from seqviz.ngrams.sentence import score_sentence
from seqviz.records.problem import Problem
from tests.ngrams.conftest import Build

TEXT = "abacabad"  # <unk> a b c d


def ids(text: str) -> np.ndarray:
    return np.array(["?abcd".index(c) for c in text])


def test_the_product_is_made_of_counted_fractions(build: Build) -> None:
    score = score_sentence(build(TEXT, n=2), "abad", ids("abad"))
    assert [(f.joint, f.total) for f in score.factors] == [(4, 8), (2, 4), (2, 2), (1, 4)]
    product = math.prod(Fraction(f.joint, f.total) for f in score.factors)
    assert score.log_probability == pytest.approx(math.log(product))
    assert score.mean_nll == pytest.approx(-math.log(product) / 4)


def test_contexts_grow_at_the_start_and_stop_at_n(build: Build) -> None:
    score = score_sentence(build(TEXT, n=3), "abac", ids("abac"))
    assert [f.context for f in score.factors] == [(), ("a",), ("a", "b"), ("b", "a")]


def test_the_zero_factor_is_named_with_its_reason(build: Build) -> None:
    score = score_sentence(build(TEXT, n=2), "ca?dbb", ids("ca?dbb"))
    assert [f.gap for f in score.factors] == ["none", "none", "token", "context", "context", "ngram"]
    assert score.zeros == (2, 3, 4, 5)
    assert score.log_probability == -math.inf
    assert score.mean_nll == math.inf
    assert score.unknown == ("?",)


def test_smoothing_leaves_no_zero(build: Build) -> None:
    score = score_sentence(build(TEXT, n=2, rule="kneser-ney", strength=0.5), "ca?dbb", ids("ca?dbb"))
    assert score.zeros == ()
    assert math.isfinite(score.log_probability)


def test_an_empty_sentence_is_the_learners_problem(build: Build) -> None:
    with pytest.raises(Problem, match="empty-sentence"):
        score_sentence(build(TEXT), [], np.array([], np.int64))
