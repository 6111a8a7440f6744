"""Every convention on one tree, and how many tokens greedy search must be given to write a goal."""

from dataclasses import asdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seqviz.decoding.by_convention import search_by_conventions
from seqviz.decoding.convention import varied
from seqviz.decoding.examples import EOS, random_table
from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.decoding.verdicts import least_forced
from tests.decoding.test_convention import SLOTS


def test_conventions_find_what_their_beams_find():
    found = search_by_conventions(SLOTS, width=2, max_length=3, alpha=1.0)
    assert list(found) == list(varied(1.0))
    for name, convention in varied(1.0).items():
        alone = beam_search(SLOTS, width=2, max_length=3, **asdict(convention))
        assert (found[name].best.tokens, found[name].best.score) == (alone.best.tokens, alone.best.score)
    assert (found["lecture"].best.tokens, found["none"].best.tokens) == (("A", "A", "A"), ("B", EOS))


def test_a_forced_prefix_begins_every_answer():
    found = search_by_conventions(SLOTS, width=2, max_length=3, alpha=1.0, prefix=("B",))
    assert {trace.best.tokens for trace in found.values()} == {("B", EOS)}


@given(st.integers(0, 500))
def test_greedy_search_needs_so_many_tokens_and_no_fewer(seed):
    model = random_table(seed, vocabulary=("A", "B", EOS), length=4)
    goal = exhaustive_search(model, max_length=4, alpha=0.0).best.tokens
    least = least_forced(model.row, goal, model.vocabulary)
    if least < len(goal):  # an end cannot be forced
        assert greedy_search(model, max_length=4, prefix=goal[:least]).best.tokens == goal
    if least:
        assert greedy_search(model, max_length=4, prefix=goal[: least - 1]).best.tokens != goal


def test_a_goal_that_greedy_search_writes_by_itself_needs_none():
    rows = np.array([0.6, 0.4])
    assert least_forced(lambda prefix: rows, ("A", "A"), ("A", "B")) == 0
    assert least_forced(lambda prefix: rows, ("A", "B", "A"), ("A", "B")) == 2
