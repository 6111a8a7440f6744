"""Texts of the course, uploads, vocabulary, split and batches."""

import re
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.config import LanguageModelConfig
from seqviz.data.batching import batches
from seqviz.data.texts import LATIN, like_text, load_text, one_line, own_text, words_of
from seqviz.data.vocabulary import UNKNOWN, Vocabulary


def test_lincoln_has_the_length_that_the_package_gives():
    text = load_text("lincoln", fetch=False)
    assert len(text.text) == 158_434
    assert set(text.text) == set("abcdefghijklmnopqrstuvwxyz ")


def test_chinese_words_join_to_the_text():
    text = load_text("hsk", fetch=False)
    assert "".join(text.tokens("word")) == text.text
    assert max(len(word) for word in text.tokens("word")) < 12


def test_every_message_contains_the_shorter_cuts_in_order():
    every = load_text("every", fetch=False).text
    start = every.index(load_text("lincoln", fetch=False).text)
    assert start < every.index(load_text("messages", fetch=False).text[-100_000:])
    assert len(every) == 11_862_589


@pytest.mark.parametrize("name", LATIN)
def test_a_line_is_normalised_like_its_text(name):
    assert like_text(name, "War, and\tPeace!") == "war and peace"


@pytest.mark.parametrize("name", ["hsk", "own"])
def test_a_line_keeps_its_letters_where_the_text_does(name):
    assert like_text(name, " War,\n \u548c\u5e73\x07 ") == "War, \u548c\u5e73"


def test_the_key_of_a_text_is_its_name_or_its_content():
    assert load_text("lincoln", fetch=False).key == "lincoln"
    assert own_text("one text").key == own_text(" one \n text").key != own_text("another text").key


def test_words_keep_apostrophes_and_cut_chinese_into_characters():
    assert words_of("Don't panic, \u4f60\u597d!") == ["Don't", "panic", ",", "\u4f60", "\u597d", "!"]


@pytest.mark.parametrize(
    "word",
    [
        "\u0928\u092e\u0938\u094d\u0924\u0947",  # Hindi, with a virama
        "\u0b95\u0bcd\u0bb7\u0bc7",  # Tamil
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with a non-joiner
        "\u0d28\u0d28\u0d4d\u200d\u0d2e",  # Malayalam, with a joiner
        "\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd",  # Hebrew, with points
        "\U0001f469\u200d\U0001f469\u200d\U0001f467",  # a family
        "\u2764\ufe0f",
        "\U0001f1eb\U0001f1f7",  # a flag
        "\U0001f44d\U0001f3fd",
        "caf\u00e9",
        "l\u2019\u00e9t\u00e9",
        "\U00020000",  # an ideograph beyond the BMP
        "\u845b\U000e0100",  # one with a variation selector
    ],
)
def test_a_word_stays_in_one_piece(word):
    assert words_of(f"{word} a, {word}!") == [word, "a", ",", word, "!"]
    assert own_text(f"a {word} b").text == f"a {word} b"


def test_ideographs_beyond_the_bmp_are_characters():
    assert words_of("\U00020000\U0002a6d6\u4f60") == ["\U00020000", "\U0002a6d6", "\u4f60"]


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_no_sign_of_a_text_is_lost_but_white_space(text):
    assert "".join(words_of(text)) == re.sub(r"\s", "", text)


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_plain_texts_are_cut_by_the_same_rule(text):
    assert words_of(text) == words_of(text + " \u00e9")[:-1]


@pytest.mark.parametrize("name", ["hsk", "own"])
def test_a_line_is_composed_as_the_text_is(name):
    apart = unicodedata.normalize("NFD", "caf\u00e9")
    assert like_text(name, apart) == one_line(apart) == "caf\u00e9"


def test_own_text_keeps_case_and_markup_and_folds_white_space():
    assert own_text("A <b>B</b>\n\n c\x07").text == "A <b>B</b> c"


@given(st.lists(st.sampled_from("abcd"), min_size=1), st.lists(st.sampled_from("abcdef")))
def test_known_tokens_survive_encoding_and_the_rest_is_unknown(known, asked):
    vocabulary = Vocabulary.of(known)
    decoded = vocabulary.decode(vocabulary.encode(asked))
    assert decoded == [token if token in known else UNKNOWN for token in asked]
    assert vocabulary.unknown(asked) == tuple(dict.fromkeys(token for token in asked if token not in known))


@given(
    length=st.integers(12, 300), steps=st.integers(2, 11), batch=st.integers(1, 9), seed=st.integers(0, 5),
    sampling=st.sampled_from(["random", "sequential"]),
)  # fmt: skip
def test_targets_are_the_tokens_that_follow(length, steps, batch, seed, sampling):
    ids = np.arange(length)
    source = batches(sampling, ids, batch_size=batch, steps=steps, seed=seed)
    for _ in range(5):
        got = source.next()
        assert got.inputs.shape[0] == steps
        assert (got.targets == got.inputs + 1).all()
        assert got.targets.max() < length


@given(steps=st.integers(2, 7), batch=st.integers(1, 4), seed=st.integers(0, 5))
def test_an_epoch_of_random_batches_shows_no_window_twice(steps, batch, seed):
    source = batches("random", np.arange(200), batch_size=batch, steps=steps, seed=seed)
    windows = (199 - steps) // steps
    starts = [start for _ in range(windows // batch) for start in source.next().inputs[0].tolist()]
    assert len(starts) == len(set(starts))


@given(steps=st.integers(2, 7), batch=st.integers(1, 4), seed=st.integers(0, 5))
def test_a_sequential_batch_continues_the_one_before(steps, batch, seed):
    source = batches("sequential", np.arange(200), batch_size=batch, steps=steps, seed=seed)
    last = source.next()
    assert not last.continues
    for _ in range(30):
        batch_now = source.next()
        if batch_now.continues:
            assert (batch_now.inputs[0] == last.inputs[-1] + 1).all()
        last = batch_now


@pytest.mark.parametrize("sampling", ["random", "sequential"])
def test_batches_go_on_from_a_saved_state(sampling):
    source = batches(sampling, np.arange(100), batch_size=3, steps=7, seed=1)
    source.next()
    state = source.state
    first = [source.next().inputs for _ in range(9)]
    source.state = state
    second = [source.next().inputs for _ in range(9)]
    assert all((a == b).all() for a, b in zip(first, second, strict=True))


def test_the_default_config_has_a_text():
    assert load_text(LanguageModelConfig().text, fetch=False).text
