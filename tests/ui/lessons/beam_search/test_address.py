"""An address restores the experiment, and what it gets wrong is said."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.decoding.editable import EditableTable
from seqviz.decoding.examples import random_table
from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.lessons.beam_search.outline import OUTLINE
from seqviz.ui.lessons.beam_search.predictions import questions_of
from tests.ui.lessons.beam_search.beam_settings import CONFIG, LECTURE_TABLE, PAGE, opened

QUERY = ("tokens", "rows", "after", "k", "alpha", "prefix", "ends", "step", "cost", "shown", "predicted")


def test_the_lecture_needs_no_words():
    assert opened().query == {}
    assert opened().config == CONFIG


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(1, 10), st.floats(0, 2), st.sampled_from(["A", "B A", ""]), st.booleans())
def test_an_address_restores_everything_to_the_last_digit(seed, k, alpha, forced, own):
    table = EditableTable.of(random_table(seed)) if own else LECTURE_TABLE
    if own:
        third = (1 / 3, 1 / 3, 1 / 3, 0.0)
        table = replace(table, steps=(third, *table.steps[1:]))
    before = opened(
        table=table, k=k, alpha=alpha, forced=tuple(forced.split()), stopping="never", search="greedy", step=2,
        cost=(50, 3, 9),
    )  # fmt: skip
    after = opened(before.query)
    assert (after.config, after.view, after.problems) == (before.config, before.view, ())


def test_addresses_of_before_open_the_same():
    query = {
        "k": "3", "alpha": "0.5", "prefix": "A C", "stop": "leader", "search": "greedy", "step": "2",
        "cost": "10-5-2", "shown": "yes", "table": "k-equals-n",
    }  # fmt: skip
    found = opened({**query, "prefix": "B"})
    assert found.config.table.vocabulary == ("A", "B")
    assert (found.config.k, found.config.alpha, found.config.forced) == (3, 0.5, ("B",))
    assert (found.config.stopping, found.view.search, found.view.step) == ("leader", "greedy", 2)
    assert (found.view.cost, found.view.shown, found.problems) == ((10, 5, 2), True, ())
    rows = "0.5_0.2_0.2_0.1~0.1_0.4_0.3_0.2~0.2_0.2_0.4_0.2~0_0.2_0.2_0.6"
    own = opened({"tokens": "A B C <eos>", "rows": rows, "after": "0-2_0.1_0.6_0.2_0.1~0-2-1_0.1_0.2_0.1_0.6"})
    assert own.config.table == LECTURE_TABLE


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"k": "0"}, "config.out-of-range"),
        ({"k": "100000"}, "config.out-of-range"),
        ({"k": "two"}, "config.not-a-number"),
        ({"k": "1.5"}, "config.not-a-number"),
        ({"k": "2" + 19 * " " + "junk"}, "config.not-a-number"),
        ({"alpha": "-1"}, "config.out-of-range"),
        ({"alpha": "nan"}, "config.out-of-range"),
        ({"step": "99"}, "config.out-of-range"),
        ({"step": "-1"}, "config.out-of-range"),
        ({"search": "magic"}, "config.not-an-option"),
        ({"stop": "soon"}, "config.not-an-option"),
        ({"table": "mine"}, "config.not-an-option"),
        ({"table": 30 * "x"}, "config.too-long"),
        ({"shown": 30 * "x"}, "config.too-long"),
        ({"cost": "10-10"}, "config.unreadable"),
        ({"cost": "3.5-x-99"}, "config.unreadable"),
        ({"prefix": "Z"}, "beam-search.error.prefix-unknown"),
        ({"prefix": "A A A A"}, "beam-search.error.prefix-long"),
        ({"tokens": "A B <eos>", "rows": "0.5_0.6_-0.1"}, "beam-search.error.negative"),
        ({"tokens": "A B <eos>", "rows": "0_0_0"}, "beam-search.error.zero-sum"),
        ({"tokens": "A B <eos>", "rows": "nan_0.5_0.5"}, "beam-search.error.not-a-number"),
        ({"tokens": "A B <eos>", "rows": "half_0.5_0.5"}, "beam-search.error.not-a-number"),
        ({"tokens": "A B <eos>", "rows": "\uff11_0_0"}, "beam-search.error.not-a-number"),
        ({"tokens": "A B <eos>", "rows": "1_0_0" + 400 * "0"}, "beam-search.error.not-a-number"),
        ({"tokens": "A B <eos>", "rows": "0.5_0.5"}, "beam-search.error.row-length"),
        ({"tokens": "A B <eos>", "rows": "0.5_0.3_0.1"}, "beam-search.error.sum"),
        ({"tokens": "A B <eos>", "rows": "1e308_1e308_0"}, "beam-search.error.sum"),
        ({"tokens": "A B <eos>", "rows": ""}, "beam-search.error.length-range"),
        ({"tokens": "A B <eos>", "rows": "~".join(["0_0_1"] * 9)}, "beam-search.error.length-range"),
        ({"tokens": "A B C", "rows": "0.5_0.3_0.2"}, "beam-search.error.no-eos"),
        ({"tokens": "A A <eos>", "rows": "0.5_0.3_0.2"}, "beam-search.error.token-twice"),
        ({"tokens": "", "rows": "1"}, "beam-search.error.no-tokens"),
        ({"tokens": " ".join(f"t{i}" for i in range(50)), "rows": "1"}, "beam-search.error.too-many-tokens"),
        ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "k": "5"}, "beam-search.error.width-over"),
        ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "after": "7_0.5_0.5"}, "beam-search.error.unknown-token"),
        ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "after": "1_0.5_0.5"}, "beam-search.error.eos-inside"),
        ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "after": "0-0_0.5_0.5"}, "beam-search.error.prefix-too-long"),
    ],
)
def test_what_an_address_gets_wrong_falls_back_with_a_sentence(query, key):
    found = opened(query)
    assert [problem.key for problem in found.problems] == [key]
    for problem, language in product(found.problems, LANGUAGES):
        assert "{" not in sentence(problem, load_catalog(language), settings=OUTLINE.labels)


@given(st.dictionaries(st.sampled_from(QUERY), st.text(max_size=30)))
def test_no_address_breaks_the_page(query):
    found = opened(query)
    questions_of(PAGE, found)
    assert all(sentence(problem, PAGE.t, settings=OUTLINE.labels) for problem in found.problems)


def test_a_table_with_a_single_sequence_can_be_left_again():
    found = opened({"tokens": "A", "rows": "1", "ends": "no"})
    assert (found.config.k, found.problems) == (1, ())
    found.choose("lecture")
    assert found.config == CONFIG
    found.read({"tokens": "A", "rows": "1", "ends": "no"})
    found.read({})
    assert found.config == CONFIG
