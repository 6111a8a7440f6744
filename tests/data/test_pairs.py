"""Sentence pairs: right answers, nothing held out that is also learnt, and what is said about the learner's own."""

import datetime as dt
from collections import Counter
from typing import get_args

import hsk_sentences_audio as hsk
import numpy as np
import pytest

from seqviz.data.pairs.batching import PairBatches
from seqviz.data.pairs.dates import date_writer
from seqviz.data.pairs.encoded import build_pair_corpus
from seqviz.data.pairs.library import load_pairs
from seqviz.data.pairs.number_words import english, english_number, french, french_number
from seqviz.data.pairs.own import LONGEST, own_pairs
from seqviz.data.pairs.sentences import is_placeholder
from seqviz.records.pairs import PairsName
from seqviz.records.problem import Problem

OWN = "\n".join(f"word{i}\tWort{i}" for i in range(40))
NAMES = [name for name in get_args(PairsName) if name != "d2l-en-fr"]  # no network in tests


@pytest.mark.parametrize("name", NAMES)
def test_no_source_is_on_both_sides(name):
    pairs = load_pairs(name, own=OWN, fetch=False)
    assert pairs.held_out
    assert not {pair.source for pair in pairs.training} & {pair.source for pair in pairs.held_out}


def test_80_records_have_no_english_and_none_of_them_is_learnt_or_examined():
    assert sum(map(is_placeholder, hsk.load_sentences())) == 80
    for name in ("sentences-zh-en", "sentences-en-zh"):
        pairs = load_pairs(name, fetch=False)
        assert len(pairs.training) + len(pairs.held_out) == 4354 - 80
        words = {word for pair in (*pairs.training, *pairs.held_out) for word in (*pair.source, *pair.target)}
        assert not any("placeholder" in word for word in words)


def test_where_the_80_are_kept_they_are_learnt_and_the_same_sentences_are_held_out():
    pairs, usual = (load_pairs("sentences-zh-en", fetch=False, keep_faulty=keep) for keep in (True, False))
    assert pairs.held_out == usual.held_out
    added = pairs.training[len(usual.training) :]
    assert pairs.training[: len(usual.training)] == usual.training
    assert len(added) == 80
    assert all("placeholder" in pair.target for pair in added)
    assert not {pair.source for pair in added} & {pair.source for pair in pairs.held_out}


@pytest.mark.parametrize(
    ("number", "in_english", "in_french"),
    [
        (0, "zero", "zéro"),
        (7, "seven", "sept"),
        (21, "twenty one", "vingt et un"),
        (71, "seventy one", "soixante et onze"),
        (80, "eighty", "quatre vingts"),
        (81, "eighty one", "quatre vingt un"),
        (99, "ninety nine", "quatre vingt dix neuf"),
        (200, "two hundred", "deux cents"),
        (1001, "one thousand and one", "mille un"),
        (80_000, "eighty thousand", "quatre vingt mille"),
        (200_000, "two hundred thousand", "deux cent mille"),
    ],
)
def test_numbers_are_written_as_both_languages_write_them(number, in_english, in_french):
    assert " ".join(english(number)) == in_english
    assert " ".join(french(number)) == in_french


def test_every_number_has_words_of_its_own():
    numbers = [*range(10_000), *range(10_000, 1_000_000, 97)]
    assert len({english(n) for n in numbers}) == len({french(n) for n in numbers}) == len(numbers)


def test_every_number_below_10000_is_learnt_or_held_out_and_the_short_ones_often():
    pairs = load_pairs("numbers-en-fr", fetch=False)
    counts = Counter(pair.source for pair in pairs.training)
    held_out = {pair.source for pair in pairs.held_out}
    small = [counts[english(number)] for number in range(10_000) if english(number) not in held_out]
    assert min(small) >= 1
    assert min(small[:99]) >= 20  # of even draws not one in 100,000
    assert counts[english(4_000)] >= 6
    assert sum(small) < len(pairs.training) / 2


def test_dates_are_written_as_each_language_writes_them():
    day = dt.date(1970, 1, 1)
    assert date_writer("en")(day) == "Thursday, January 1, 1970"
    assert date_writer("fr")(day) == "jeudi 1 janvier 1970"
    assert len(date_writer("zh")(day)) == len("1970") + 3 + 2 + 3  # year, month and day signs, digits, weekday


def test_copies_have_all_lengths_equally_often():
    pairs = load_pairs("copying", fetch=False)
    counts = np.bincount([len(pair.source) for pair in pairs.training])
    assert len(set(counts[2:13])) == 1
    assert all(pair.source == pair.target for pair in pairs.held_out)


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("  \n", "pairs.empty", {}),
        ("a\tb\nonly one side", "pairs.missing-side", {"line": 2}),
        ("a\t \n", "pairs.missing-side", {"line": 1}),
        ("a\tb\tc", "pairs.columns", {"line": 1, "columns": 3}),
        ("a\tb", "pairs.too-few", {"sources": 1, "needed": 20}),
        ("long " * 500 + "\tlang", "pairs.too-long", {"sources": 0, "needed": 20, "most": 60}),
    ],
)
def test_what_is_wrong_with_own_pairs_is_said(text, key, values):
    with pytest.raises(Problem) as raised:
        own_pairs(text)
    assert (raised.value.key, raised.value.values) == (key, values)


def test_pairs_that_are_too_long_are_left_out_and_counted():
    pairs = own_pairs(f"{OWN}\n{'long ' * 500}\tkurz")
    assert [notice.key for notice in pairs.notices] == ["pairs.notice.too-long"]
    assert max(len(pair.source) for pair in pairs.training) <= LONGEST


def test_of_200_000_pairs_the_first_50_000_are_taken_and_it_is_said():
    pairs = own_pairs("\n".join(f"{i}\t{i}" for i in range(200_000)))
    assert len(pairs.training) + len(pairs.held_out) == 50_000
    assert [(notice.key, notice.values) for notice in pairs.notices] == [
        ("pairs.notice.too-many", (("count", 150_000), ("most", 50_000)))
    ]


def test_a_batch_is_padded_behind_the_end_of_each_sentence():
    corpus = build_pair_corpus(load_pairs("numbers-en-fr", fetch=False), reverse_source=False)
    batch = PairBatches(corpus.training, batch_size=16, seed=0).next()
    ends = batch.sources[batch.source_lengths - 1, np.arange(16)]
    assert set(ends) == {corpus.source_vocabulary.ids["<eos>"]}
    assert len(batch.sources) == batch.source_lengths.max()


def test_batches_go_on_from_where_they_were():
    corpus = build_pair_corpus(own_pairs(OWN), reverse_source=True)
    batches = PairBatches(corpus.training, batch_size=7, seed=3)
    batches.next()
    state, expected = batches.state, [batches.next().sources for _ in range(20)]
    batches.state = state
    for sources in expected:
        np.testing.assert_array_equal(batches.next().sources, sources)


def test_number_words_are_read_back_and_nothing_else_is_a_number():
    numbers = [*range(2_100), 71_000, 80_000, 80_080, 200_000, 340_007, 999_999]
    assert [french_number(french(number)) for number in numbers] == numbers
    assert [english_number(english(number)) for number in numbers] == numbers
    for wrong in ("", "mille mille", "un mille", "mille zéro", "cent trente deux sept"):
        assert french_number(tuple(wrong.split())) is None
    for wrong in ("", "thousand", "two hundred and", "and two", "two thousand two hundred and", "six seven"):
        assert english_number(tuple(wrong.split())) is None
