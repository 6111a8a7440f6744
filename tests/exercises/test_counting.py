"""Exercises of counted models: the numbers are the text's, the answers those of the models themselves."""

import math
from itertools import pairwise

import numpy as np
import pytest

from seqviz.data.texts import load_text, own_text
from seqviz.exercises.counting import bigram_product, division, effective_choices, unseen_pair, zipf_frequency
from seqviz.ngrams.corpus import CountedCorpus, count_corpus
from seqviz.ngrams.model import NgramModel
from seqviz.ngrams.smoothing import Smoothing

SEEDS = range(60)


@pytest.fixture(scope="module", params=["word", "character"])
def corpus(request: pytest.FixtureRequest) -> CountedCorpus:
    return count_corpus(load_text("lincoln", fetch=False), request.param)


def model(corpus: CountedCorpus, smoothing: Smoothing) -> NgramModel:
    return NgramModel(counts=corpus.counts, n=2, smoothing=smoothing)


def test_a_division_is_what_the_unsmoothed_model_says(corpus: CountedCorpus) -> None:
    for seed in SEEDS:
        asked = division(np.random.default_rng(seed), corpus)
        context, token = corpus.vocabulary.encode(asked.values["pair"])  # type: ignore[arg-type]  # values are objects
        p = model(corpus, Smoothing()).distribution(np.array([context]))
        assert asked.answer == pytest.approx(p[token])
        assert asked.values["joint"] / asked.values["total"] == pytest.approx(asked.answer)  # type: ignore[operator]
        assert asked.values["context"] == (corpus.vocabulary.tokens[context],)


def test_add_one_of_an_unseen_pair_is_what_add_one_says(corpus: CountedCorpus) -> None:
    for seed in SEEDS:
        asked = unseen_pair(np.random.default_rng(seed), corpus)
        context = corpus.vocabulary.encode(asked.values["context"])  # type: ignore[arg-type]  # values are objects
        seen = model(corpus, Smoothing()).distribution(context)
        p = model(corpus, Smoothing(rule="add-k", strength=1.0)).distribution(context)
        assert p[seen == 0] == pytest.approx(asked.answer)
        assert asked.judge(asked.mistakes["no-vocabulary"]) != "right"
        assert asked.judge(asked.mistakes["uniform"]) != "right"


def test_perplexity_is_told_from_every_mistake() -> None:
    for seed in SEEDS:
        asked = effective_choices(np.random.default_rng(seed))
        p = [1 / int(one.removeprefix("1/")) for one in str(asked.values["probabilities"]).split(", ")]
        assert asked.answer == pytest.approx(math.prod(p) ** -0.25)
        for name, value in asked.mistakes.items():
            assert asked.judge(value) == name


def test_fresh_numbers_differ(corpus: CountedCorpus) -> None:
    for make in (division, unseen_pair):
        assert len({str(make(np.random.default_rng(seed), corpus).values) for seed in SEEDS}) > 3


@pytest.mark.parametrize("text", ["a" * 200, "ab" * 40])
def test_the_poorest_texts_have_exercises_too(text: str) -> None:
    corpus = count_corpus(own_text(text), "character")
    assert division(np.random.default_rng(0), corpus).answer == 1
    assert unseen_pair(np.random.default_rng(0), corpus).answer > 0


def test_a_product_of_three_is_that_of_a_text_with_these_counts() -> None:
    for seed in SEEDS:
        asked = bigram_product(np.random.default_rng(seed))
        size, first, second, pair, last = (asked.values[name] for name in ("size", "first", "second", "pair", "last"))
        # "a b" so many times, each token's other places apart; of all places of "b" some are followed by "c"
        places = [["a", "b"]] * pair + [["a"]] * (first - pair) + [["b"]] * (second - pair)  # type: ignore[operator]  # values are objects
        text = [token for place in places for token in (*place, "x")]
        for at in [at for at, token in enumerate(text) if token == "b"][:last]:  # type: ignore[misc]  # values are objects
            text[at + 1] = "c"
        text += ["x"] * (size - len(text))  # type: ignore[operator]  # values are objects
        assert asked.answer == pytest.approx(
            text.count("a") / len(text)
            * list(pairwise(text)).count(("a", "b")) / text.count("a")
            * list(pairwise(text)).count(("b", "c")) / text.count("b")
        )  # fmt: skip
        for name, value in asked.mistakes.items():
            assert asked.judge(value) == name


def test_a_word_ten_ranks_further_is_rarer_by_ten_to_the_exponent() -> None:
    for seed in SEEDS:
        asked = zipf_frequency(np.random.default_rng(seed))
        top, rank, exponent = (float(str(asked.values[name])) for name in ("top", "rank", "exponent"))
        assert math.log10(asked.answer) == pytest.approx(math.log10(top) - exponent * math.log10(rank))
        for name, value in asked.mistakes.items():
            assert asked.judge(value) == name
