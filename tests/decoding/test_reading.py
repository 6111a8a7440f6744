"""A model that carries a state is searched as its twin that reads every prefix again."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.decoding.model import Model, SearchProblem
from seqviz.decoding.reading import Reading
from seqviz.decoding.sampling import sample
from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.records.search import FloatArray, IntArray, SearchTrace
from tests.decoding.comparing import answers, columns
from tests.decoding.models import Remembering, alphas

models = st.builds(Remembering.random, st.integers(0, 999), size=st.integers(2, 5), ends=st.booleans())
Search = Callable[[Model], SearchTrace]


@settings(max_examples=150)
@given(models, st.integers(1, 6), alphas, st.integers(1, 6), st.sampled_from(["bound", "leader", "never"]))
def test_every_search_equals_the_twins(
    model: Remembering, length: int, alpha: float, width: int, stopping: str
) -> None:
    searches: list[Search] = [
        lambda one: greedy_search(one, max_length=length, alpha=alpha),
        lambda one: beam_search(one, width=width, max_length=length, alpha=alpha, stopping=stopping),  # type: ignore[arg-type]  # drawn from its values
        lambda one: exhaustive_search(one, max_length=min(length, 4), alpha=alpha),
    ]
    for search in searches:
        ours, theirs = search(model), search(model.twin())
        assert columns(ours) == columns(theirs)
        assert answers(ours) == answers(theirs)


@given(models, st.integers(2, 6), st.integers(1, 5))
def test_a_forced_prefix_is_read_too(model: Remembering, length: int, width: int) -> None:
    def search(one: Model) -> object:
        try:
            return columns(beam_search(one, width=width, max_length=length, prefix=("A",) * (length - 1)))
        except SearchProblem as problem:
            return problem.key

    assert search(model) == search(model.twin())


@given(models, st.integers(1, 8), st.integers(0, 99), st.integers(1, 6))
def test_sampling_draws_what_it_draws_from_the_twin(model: Remembering, length: int, seed: int, count: int) -> None:
    assert sample(model, max_length=length, seed=seed, count=count) == sample(
        model.twin(), max_length=length, seed=seed, count=count
    )


@dataclass(frozen=True)
class _Unselected(Remembering):
    """A model that forgets to follow the parents."""

    def select(self, state: IntArray, parents: IntArray) -> IntArray:
        return np.resize(state, len(parents))


def test_a_state_that_does_not_follow_its_parents_gives_another_tree() -> None:
    """Else the tests above would compare nothing."""
    right = Remembering.random(1, size=4, ends=True)
    wrong = _Unselected(right.rows, right.eos)
    assert columns(beam_search(right, width=3, max_length=5)) != columns(beam_search(wrong, width=3, max_length=5))
    assert sample(right, max_length=6, seed=0, count=30) != sample(wrong, max_length=6, seed=0, count=30)


@dataclass(frozen=True)
class _Answering:
    """A model whose second answer is ``rows``."""

    rows: FloatArray
    vocabulary: tuple[str, ...] = ("A", "B")
    eos: str | None = None

    def start(self, batch: int) -> tuple[FloatArray, None]:
        return np.log(np.full((batch, 2), 0.5)), None

    def advance(self, state: None, tokens: IntArray) -> tuple[FloatArray, None]:
        return self.rows, None

    def select(self, state: None, parents: IntArray) -> None:
        return None


@pytest.mark.parametrize("rows", [np.zeros((3, 2)), np.full((1, 2), np.nan), np.full((1, 2), -np.inf)])
def test_what_is_no_log_probability_is_refused_at_every_step(rows: FloatArray) -> None:
    reading = Reading(_Answering(rows))
    reading.start(1)
    with pytest.raises(SearchProblem):
        reading.follow(np.array([0]), np.array([1]))
