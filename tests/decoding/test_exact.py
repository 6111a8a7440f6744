"""Exact search: the optimum of every table, never worse than a beam, and honest about what it could not prove."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.decoding.corpus import decode
from seqviz.decoding.examples import LECTURE
from seqviz.decoding.model import SearchProblem
from seqviz.decoding.search import beam_search, exact_search, exhaustive_search
from tests.decoding.models import STATES, Case, Remembering, alphas, cases
from tests.decoding.test_corpus import Several


@settings(max_examples=300)
@given(cases(most_steps=5), alphas)
def test_it_finds_what_scoring_everything_finds(case: Case, alpha: float) -> None:
    model, length = case
    exact = exact_search(model, max_length=length, alpha=alpha)
    everything = exhaustive_search(model, max_length=length, alpha=alpha)
    assert exact.proven
    assert exact.best.tokens == everything.best.tokens
    assert exact.best.log_prob == everything.best.log_prob


@given(st.integers(0, 999), st.integers(1, 40), alphas)
def test_no_beam_beats_it(seed: int, width: int, alpha: float) -> None:
    model = Remembering.random(seed, size=5, ends=True)
    beam = beam_search(model, width=width, max_length=6, alpha=alpha, trace="lean")
    assert exact_search(model, max_length=6, alpha=alpha).best.score >= beam.best.score - 1e-9


def test_it_reads_less_than_everything_on_the_lectures_tables() -> None:
    exact, everything = exact_search(LECTURE, max_length=4), exhaustive_search(LECTURE, max_length=4, alpha=0)
    assert exact.best.tokens == everything.best.tokens == ("A", "<eos>")
    pruned = [node for node in exact.nodes if node.why == "bound"]
    assert len(pruned) == 0 or all(node.log_prob < exact.best.log_prob for node in pruned)
    first = beam_search(LECTURE, width=8, max_length=4, alpha=0)
    assert exact.expanded - first.expanded < everything.expanded


def test_without_enough_budget_the_best_found_is_returned_and_nothing_is_proven() -> None:
    model = Remembering.random(1, size=5, ends=True)
    short = exact_search(model, max_length=8, alpha=0.75, budget=1)
    assert not short.proven
    assert short.stop == "budget"
    beam = beam_search(model, width=8, max_length=8, alpha=0.75)
    assert short.best.score >= beam.best.score


def test_a_forced_prefix_is_kept() -> None:
    exact = exact_search(LECTURE, max_length=4, prefix=("C",))
    everything = exhaustive_search(LECTURE, max_length=4, alpha=0, prefix=("C",))
    assert exact.best.tokens == everything.best.tokens


@given(st.integers(0, 99), st.lists(st.integers(0, STATES - 1), min_size=1, max_size=5), st.integers(1, 5), alphas)
def test_many_sentences_at_once_are_searched_as_one_alone(seed, firsts, length, alpha):
    like = Remembering.random(seed, size=4, ends=True)
    several = Several(like.rows, like.eos, tuple(firsts))
    beams = decode(several, len(firsts), width=2, max_length=length, alpha=alpha)
    together = decode(
        several, len(firsts), method="exact", max_length=length, alpha=alpha, budget=10_000,
        floors=[beam.score for beam in beams],
    )  # fmt: skip
    for first, found in zip(firsts, together, strict=True):
        alone = exact_search(Several(like.rows, like.eos, (first,)), max_length=length, alpha=alpha)
        assert found.proven
        assert (found.tokens, found.log_prob) == (alone.best.tokens, alone.best.log_prob)


def test_a_sentence_beyond_its_budget_says_so_and_the_others_go_on():
    like = Remembering.random(1, size=5, ends=True)
    found = decode(like, 3, method="exact", max_length=8, alpha=0.75, budget=1)
    assert [one.proven for one in found] == [False] * 3


def test_the_answers_kept_win_at_every_smaller_exponent():
    like = Remembering.random(7, size=5, ends=True)
    firsts = tuple(range(40))
    several = Several(like.rows, like.eos, firsts)
    kept = decode(several, len(firsts), width=4, max_length=7, alpha=2.0)
    for alpha in (0.0, 0.5, 0.75, 1.0, 2.0):
        fresh = decode(several, len(firsts), width=4, max_length=7, alpha=alpha)
        for one, other in zip(kept, fresh, strict=True):
            best = max(answer.log_prob / len(answer.tokens) ** alpha for answer in one.answers)
            assert best == pytest.approx(other.score, abs=1e-12)


def test_another_method_is_refused():
    with pytest.raises(SearchProblem):
        decode(Remembering.random(0, size=3, ends=True), 2, method="exhaustive", max_length=4)


def test_the_scores_are_plain_numbers():
    (found,) = decode(Remembering.random(3, size=5, ends=True), 1, method="exact", max_length=6, budget=10_000)
    assert type(found.score) is float
    assert np.isfinite(found.score)
