import numpy as np
import pytest

from seqviz.exercises.bleu import brevity, clipped_count, nearest_length, product
from seqviz.metrics.bleu import lecture_bleu

SEEDS = range(200)


@pytest.mark.parametrize("make", [clipped_count, brevity, product])
class TestExercises:
    def test_the_answer_and_every_known_mistake_are_told_apart(self, make):
        for seed in SEEDS:
            instance = make(np.random.default_rng(seed))
            assert instance.judge(float(f"{instance.answer:.3f}")) == "right"
            for name, value in instance.mistakes.items():
                assert instance.judge(value) == name

    def test_it_is_not_always_the_same_and_one_seed_is(self, make):
        values = [tuple(make(np.random.default_rng(seed)).values.items()) for seed in SEEDS]
        assert len(set(values)) > len(SEEDS) / 10
        assert values[0] == tuple(make(np.random.default_rng(SEEDS[0])).values.items())


def test_the_clipped_count_is_that_of_the_texts_in_the_question():
    instance = clipped_count(np.random.default_rng(3))
    trace = lecture_bleu(str(instance.values["prediction"]).split(), str(instance.values["reference"]).split(), 1)
    assert instance.answer == trace.ngrams[0].matches


def test_the_nearest_length_is_the_one_that_the_score_takes():
    for seed in SEEDS:
        instance = nearest_length(np.random.default_rng(seed))
        reference, *others = (["x"] * int(length) for length in str(instance.values["lengths"]).split(", "))
        trace = lecture_bleu(["x"] * int(instance.values["predicted"]), reference, 1, others=others)
        assert instance.answer == trace.brevity_penalty < 1


def test_the_product_is_that_of_a_pair_with_these_fractions():
    instance = product(np.random.default_rng(0))
    p1, p2 = (int(top) / int(bottom) for top, bottom in (str(instance.values[p]).split("/") for p in ("p1", "p2")))
    assert instance.answer == pytest.approx(p1**0.5 * p2**0.25)
