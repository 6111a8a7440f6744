"""The one cut of a text into training and held-out part, and what a page may say about it without cutting."""

import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seqviz.data.corpus import SHORTEST, CorpusFacts, build_corpus, describe, split
from seqviz.data.texts import load_text, own_text
from seqviz.data.vocabulary import UNKNOWN
from seqviz.records.problem import Problem


def problem_with(text, steps=20, unit="character"):
    with pytest.raises(Problem) as caught:
        build_corpus(own_text(text), unit, steps=steps)
    return caught.value


@given(st.integers(SHORTEST, 200_000))
@example(47)
@example(48)
@example(160_000)
def test_the_held_out_end_is_an_eighth_within_its_bounds(length):
    training, validation = split(range(length))
    assert [*training, *validation] == list(range(length))
    assert len(validation) == min(max(length // 8, 6), 20_000)


def test_training_and_held_out_part_never_overlap_and_lose_nothing():
    source = own_text("".join(chr(0x4E00 + i) for i in range(800)))
    corpus = build_corpus(source, "character", steps=20)
    training = corpus.vocabulary.decode(corpus.training)
    assert len(corpus.training) + len(corpus.validation) == 800
    assert UNKNOWN not in training
    assert set(corpus.vocabulary.decode(corpus.validation)) == {UNKNOWN}  # every held-out character is new here


def test_a_network_knows_the_most_frequent_words_only():
    corpus = build_corpus(load_text("messages", fetch=False), "word", steps=20)
    assert len(corpus.vocabulary) == 5_001
    assert (corpus.training == 0).any()


def test_a_text_below_the_least_length_says_what_is_needed():
    problem = problem_with("a" * 23)
    assert (problem.key, problem.values) == ("texts.too-short", {"tokens": 23, "needed": 24})


@pytest.mark.parametrize("steps", [18, 40, 100, 256])
def test_the_length_that_a_window_is_said_to_need_is_the_least_that_works(steps):
    needed = problem_with("ab" * 12, steps).values["needed"]
    assert problem_with("ab" * (needed // 2) + "a" * (needed % 2 - 1), steps).key == "texts.too-short-for-window"
    build_corpus(own_text(("ab" * needed)[:needed]), "character", steps=steps)


def test_one_token_again_and_again_leaves_nothing_to_predict():
    assert problem_with("a" * 5_000).key == "texts.one-token"


@given(
    text=st.text(st.sampled_from("ab c"), max_size=120).map("a{}".format),
    steps=st.integers(2, 90),
    unit=st.sampled_from(["character", "word"]),
)
def test_the_facts_are_those_of_the_corpus(text, steps, unit):
    source = own_text(text)
    facts = describe(source, unit, steps)
    assert facts.characters == len(source.text)
    if facts.problem is not None:
        problem = problem_with(text, steps, unit)
        assert (facts.problem.key, facts.problem.values) == (problem.key, problem.values)
        return
    corpus = build_corpus(source, unit, steps=steps)
    assert facts == CorpusFacts(
        characters=len(source.text),
        vocabulary_size=len(corpus.vocabulary),
        training_tokens=len(corpus.training),
        validation_tokens=len(corpus.validation),
    )


@pytest.mark.parametrize("name", ["lincoln", "messages", "hsk"])
@pytest.mark.parametrize("unit", ["character", "word"])
def test_the_facts_of_the_course_are_those_of_the_corpus(name, unit):
    source = load_text(name, fetch=False)
    corpus = build_corpus(source, unit, steps=35)
    facts = describe(source, unit, 35)
    assert facts.vocabulary_size == len(corpus.vocabulary)
    assert (facts.training_tokens, facts.validation_tokens) == (len(corpus.training), len(corpus.validation))
    assert facts.problem is None


def test_facts_are_small_and_survive_a_cache_that_pickles():
    facts = describe(load_text("messages", fetch=False), "word", 35)
    assert pickle.loads(pickle.dumps(facts)) == facts
    assert len(pickle.dumps(facts)) < 500


def test_few_tokens_are_the_first_of_the_training_part_and_are_examined_on_the_same_end():
    source = load_text("lincoln", fetch=False)
    whole, few = (build_corpus(source, "character", steps=35, max_tokens=most) for most in (0, 10_000))
    assert few.vocabulary.decode(few.training) == whole.vocabulary.decode(whole.training)[:10_000]
    assert len(few.validation) == len(whole.validation)
    assert describe(source, "character", 35, 10_000).training_tokens == 10_000


def test_too_few_tokens_for_a_window_and_its_target_say_how_many_are_needed():
    source = load_text("lincoln", fetch=False)
    with pytest.raises(Problem) as caught:
        build_corpus(source, "character", steps=35, max_tokens=35)
    assert (caught.value.key, caught.value.values) == (
        "texts.too-few-tokens",
        {"tokens": 35, "needed": 36, "steps": 35},
    )
    assert describe(source, "character", 35, 35).problem.key == caught.value.key
    assert len(build_corpus(source, "character", steps=35, max_tokens=36).training) == 36
