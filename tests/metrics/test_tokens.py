import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.tokens import (
    hidden_characters,
    looks_unsegmented,
    mixes_scripts,
    runs_right_to_left,
    tokenize,
    visible,
)

HAN = "\u6211\u7231\u5317\u4eac"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def test_words_split_at_white_space_of_any_kind():
    assert tokenize("  a \t b\u3000c\nd ", "words") == ("a", "b", "c", "d")


def test_characters_cut_a_chinese_sentence():
    assert tokenize(HAN[:2] + " " + HAN[2:], "characters") == tuple(HAN)


def test_mixed_keeps_words_of_other_scripts():
    assert tokenize(f"{HAN}hello 42{HAN[0]}", "mixed") == (*HAN, "hello", "42", HAN[0])


def test_marks_and_emoji_stay_in_one_piece():
    assert tokenize("x\u0323\u0301y", "characters") == ("x\u0323\u0301", "y")
    assert tokenize(f"{FAMILY}\U0001f44d\U0001f3fd!", "characters") == (FAMILY, "\U0001f44d\U0001f3fd", "!")


@pytest.mark.parametrize(
    "character",
    [
        "\U0001f1e8\U0001f1f3",  # a flag is two letters
        "\u1112\u1161\u11ab",  # hangul in parts
        "\u0e19\u0e49\u0e33",  # Thai
        "\u0915\u094d\u0937\u093f",  # Devanagari with a vowel sign
        "1\ufe0f\u20e3",  # a keycap
    ],
)
def test_what_a_reader_takes_for_one_character_is_one_token(character):
    assert tokenize(character * 2, "characters") == tokenize(character, "words") * 2


def test_an_ideograph_keeps_its_variant_when_scripts_are_mixed():
    assert tokenize("\u845b\U000e0100a", "mixed") == ("\u845b\U000e0100", "a")


def test_two_spellings_of_an_accent_are_one_token():
    assert tokenize("caf\u00e9", "words") == tokenize("cafe\u0301", "words")


@given(st.text(max_size=40), st.sampled_from(["words", "characters", "mixed"]))
def test_no_token_is_empty_and_nothing_but_white_space_is_lost(text, unit):
    tokens = tokenize(text, unit)
    assert all(tokens)
    assert "".join(tokens) == "".join(tokenize(text, "words"))


@pytest.mark.parametrize(("text", "expected"), [(HAN, True), (" ".join(HAN), False), ("hello", False), ("", False)])
def test_a_run_of_ideographs_asks_for_characters(text, expected):
    assert looks_unsegmented(text) is expected


def test_mixed_scripts_are_noticed():
    assert mixes_scripts(HAN + " a")
    assert not mixes_scripts(HAN)
    assert not mixes_scripts("abc 123")


def test_what_cannot_be_seen_is_drawn():
    assert visible("a\x00b\x7f\u202e\u0085") == "a\u2400b\u2421\u25af\u25af"
    assert visible(FAMILY) == FAMILY
    assert hidden_characters("a\x00\u202e\tb\n" + FAMILY) == 2


@pytest.mark.parametrize(
    ("text", "expected"), [("\u05e9\u05dc\u05d5\u05dd ok", True), ("hello \u05e9", False), ("1 2", False)]
)
def test_the_direction_is_that_of_most_letters(text, expected):
    assert runs_right_to_left(text.split()) is expected
