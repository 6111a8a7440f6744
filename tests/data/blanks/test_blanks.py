"""Sentences with a blank: how they are held out, cut, marked and encoded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.data.blanks.batching import WINDOW, encode
from seqviz.data.blanks.hungry import read_parts, sentences
from seqviz.data.blanks.lines import LONGEST, blank_in, drawable, example, examples
from seqviz.data.blanks.sets import PIECE, blank_set, pieces
from seqviz.records.problem import Problem

TEXTS = ("lincoln", "hsk", "hungry-en", "hungry-zh")


@pytest.mark.parametrize("text", TEXTS)
def test_no_held_out_sentence_is_trained_on(text):
    found = blank_set(text)
    assert len(found.held_out) >= 80
    assert not set(found.training) & set(found.held_out)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_follow_up_fits_what_was_said(language):
    parts = read_parts(language)
    made = sentences(parts)
    assert len(made) == len(set(made))
    joiner = "" if parts.by_characters else " "
    lines = {joiner.join(one) for one in made}
    for state, follows in parts.states.items():
        for kind, unfit in (("so", parts.not_so), ("not_so", parts.so)):
            for ending in (one.format(who=who) for one in follows[kind] for _, who in parts.subjects):
                begun = [line.split(parts.comma)[0] for line in lines if ending in line]
                begun = [one for one in begun if state in one]
                assert begun
                words = set().union(*(one if parts.by_characters else one.split() for one in begun))
                assert not words & set(unfit)


@given(st.lists(st.text("abc", min_size=1, max_size=60), min_size=1, max_size=40))
def test_pieces_are_whole_words_in_their_order(words):
    found = ["".join(one) for one in pieces(words)]
    assert " ".join(found).split() == words
    assert all(len(piece) <= PIECE or " " not in piece for piece in found)


def test_a_blank_that_is_marked_is_hidden_and_nobody_knows_what_stands_there():
    blank = blank_in("hungry-en", "I am __ very hungry.", 0)
    assert (blank.tokens, blank.place, blank.truth) == (("i", "am", "", "very", "hungry", "."), 2, None)
    chinese = blank_in("hungry-zh", "\u6211\uff3f\uff3f\u997f\u3002", 0)
    assert chinese.tokens == ("\u6211", "", "\u997f", "\u3002")
    letters = blank_in("lincoln", "the _ation", 0)
    assert "".join(letters.tokens[:4]) == "the "
    assert letters.place == 4


def test_without_a_mark_a_place_is_hidden_and_its_token_is_known():
    assert blank_in("lincoln", "system", 2).truth == "s"
    assert blank_in("lincoln", "system", -1).place == 3
    assert blank_in("lincoln", "system", 99).place == 5


@pytest.mark.parametrize("line", ["", "__", "...", "a"])
def test_a_line_without_a_neighbour_for_its_blank_is_a_problem(line):
    with pytest.raises(Problem, match="short"):
        blank_in("lincoln", line, 0)


def test_a_line_too_long_to_be_drawn_is_a_problem():
    with pytest.raises(Problem, match="long"):
        blank_in("lincoln", "a" * (LONGEST + 1), 0)


@pytest.mark.parametrize("text", TEXTS)
def test_every_example_can_be_drawn_and_its_words_are_known(text):
    known = blank_set(text).vocabulary().ids
    for number in range(min(len(drawable(text)), 20)):
        blank = blank_in(text, example(text, number), -1)
        if examples(text):
            assert all(token in known for token in blank.tokens if token)


def test_to_fill_each_token_is_asked_for_and_to_forecast_the_one_behind_it():
    found = blank_set("lincoln")
    vocabulary = found.vocabulary()
    filling = encode(found.held_out[:3], vocabulary, "fill", between=found.between)
    assert all((read == asked).all() for read, asked in zip(filling.tokens, filling.labels, strict=True))
    windows = encode(found.held_out[:9], vocabulary, "forecast", between=found.between)
    assert {len(one) for one in windows.tokens} == {WINDOW - 1}
    assert all((read[1:] == asked[:-1]).all() for read, asked in zip(windows.tokens, windows.labels, strict=True))


def test_a_token_that_nobody_knows_is_read_and_not_asked_for():
    found = blank_set("hungry-en")
    encoded = encode((("i", "am", "zebra"),), found.vocabulary(), "fill", between=())
    assert encoded.tokens[0][2] == 0
    assert encoded.labels[0][2] == -1
