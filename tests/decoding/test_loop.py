"""The lean record: the answers of the full one, in memory that does not grow with the vocabulary."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.decoding.model import FunctionModel, SearchProblem
from seqviz.decoding.search import beam_search
from seqviz.records.search import FloatArray, IntArray, SearchTrace, Stopping
from tests.decoding.comparing import answers
from tests.decoding.models import Case, Remembering, alphas, cases

stoppings = st.sampled_from(["bound", "leader", "never"])


@settings(max_examples=200)
@given(cases(most_steps=5), alphas, st.integers(1, 7), stoppings, st.integers(0, 2))
def test_a_lean_search_gives_the_same_answers(
    case: Case, alpha: float, width: int, stopping: Stopping, forced: int
) -> None:
    model, length = case
    prefix = tuple(token for token in model.vocabulary if token != model.eos)[: min(forced, length - 1)]

    def search(trace: str) -> object:
        try:
            found = beam_search(
                model,
                width=width,
                max_length=length,
                alpha=alpha,
                stopping=stopping,
                prefix=prefix,
                trace=trace,  # type: ignore[call-overload]  # both in turn
            )
        except SearchProblem as problem:
            return problem.key
        return answers(found), found.best.tokens

    assert search("lean") == search("full")


@given(st.integers(0, 999), st.integers(1, 8), alphas)
def test_a_lean_search_follows_a_state(seed: int, width: int, alpha: float) -> None:
    model = Remembering.random(seed, size=5, ends=True)
    lean = beam_search(model, width=width, max_length=7, alpha=alpha, trace="lean")
    assert answers(lean) == answers(beam_search(model, width=width, max_length=7, alpha=alpha))


def test_a_lean_record_grows_with_the_beam_and_not_with_the_vocabulary() -> None:
    size, width, length = 2_000, 4, 6
    rows = np.log(np.random.default_rng(0).dirichlet(np.ones(size), size=length))

    def log_probs(prefixes: IntArray) -> FloatArray:
        return np.broadcast_to(rows[prefixes.shape[1]], (len(prefixes), size))

    model = FunctionModel(vocabulary=tuple(map(str, range(size))), eos="0", function=log_probs)
    lean = beam_search(model, width=width, max_length=length, stopping="never", trace="lean")
    full = beam_search(model, width=width, max_length=length, stopping="never")
    assert not isinstance(lean, SearchTrace)
    assert len(lean.parent) == len(lean.token) == len(lean.log_prob) == len(lean.score) <= width * length
    # a view would keep the whole step alive
    assert all(column.base is None or column.base.nbytes == column.nbytes for column in (lean.token, lean.log_prob))
    assert len(full) > size * width
    assert answers(lean) == answers(full)


def test_a_lean_record_cannot_be_changed() -> None:
    found = beam_search(Remembering.random(0, size=3, ends=True), width=2, max_length=3, trace="lean")
    with pytest.raises(ValueError, match="read-only"):
        found.log_prob[0] = 0
