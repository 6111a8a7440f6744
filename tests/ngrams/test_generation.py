import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.ngrams.generation import generate
from tests.ngrams.conftest import Build

TEXT = "abacabadabacabaeabac"
VOCABULARY = ["<unk>", "a", "b", "c", "d", "e"]


def test_the_same_seed_writes_the_same_text(build: Build) -> None:
    model = build(TEXT, n=2)
    first, second = (generate(model, np.array([1]), VOCABULARY, length=30, seed=4) for _ in range(2))
    assert first == second
    assert first != generate(model, np.array([1]), VOCABULARY, length=30, seed=5)


def test_a_longer_text_begins_with_the_shorter_one(build: Build) -> None:
    model = build(TEXT, n=3)
    long = generate(model, np.array([1]), VOCABULARY, length=12, seed=1)
    assert generate(model, np.array([1]), VOCABULARY, length=5, seed=1) == long[:5]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), n=st.integers(1, 5), rule=st.sampled_from(["none", "add-k", "kneser-ney"]))
def test_the_die_falls_into_the_chosen_stretch(seed: int, n: int, rule: str) -> None:
    from seqviz.ngrams.counts import count_ngrams
    from seqviz.ngrams.model import NgramModel
    from seqviz.ngrams.smoothing import Smoothing

    ids = np.array([VOCABULARY.index(c) for c in TEXT])
    smoothing = Smoothing(rule=rule, strength=0.5)  # type: ignore[arg-type]  # hypothesis gives str
    model = NgramModel(counts=count_ngrams(ids, 6, max_n=5), n=n, smoothing=smoothing)
    for step in generate(model, ids[:2], VOCABULARY, length=8, seed=seed):
        assert step.low <= step.draw + 1e-12
        assert step.draw <= step.low + step.probability + 1e-12
        assert step.chosen != "<unk>"
        assert step.choices + 1e-12 >= 1
        assert step.choices <= len(VOCABULARY)


def test_frequencies_follow_the_distribution(build: Build) -> None:
    model = build("aaab", n=1)
    written = generate(model, np.array([], np.int64), ["<unk>", "a", "b"], length=4000, seed=0)
    share = np.mean([step.chosen == "a" for step in written])
    assert share == pytest.approx(0.75, abs=0.03)  # four standard deviations


def test_a_dead_end_forgets_the_oldest_tokens_first(build: Build) -> None:
    step = generate(build(TEXT, n=3), np.array([5, 5]), VOCABULARY, length=1, seed=0)[0]
    assert step.forgotten == 1
    assert step.context == ("e",)


def test_an_unknown_prefix_is_forgotten_altogether(build: Build) -> None:
    step = generate(build(TEXT, n=3), np.array([0, 0]), VOCABULARY, length=1, seed=0)[0]
    assert (step.forgotten, step.context) == (2, ())
