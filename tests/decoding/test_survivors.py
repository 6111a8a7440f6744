"""The survivors of a step, against the definition: the likeliest k of all candidates."""

import math

import pytest
from hypothesis import given

from seqviz.decoding.examples import LECTURE
from seqviz.decoding.search import beam_search
from seqviz.decoding.survivors import cut, mistaken_survivors, survivors
from tests.decoding.models import Case, cases


@given(cases())
def test_survivors_are_no_less_likely_than_what_was_dropped_and_a_mistake_is_another_beam(case: Case) -> None:
    model, length = case
    trace = beam_search(model, width=2, max_length=length, alpha=0.75)
    step = len(trace.steps)
    right, last, first = survivors(trace, step), *cut(trace, step)
    chances = {node.prefix: node.log_prob for node in trace.nodes if node.step == step}
    assert math.isclose(min((math.exp(chances[prefix]) for prefix in right), default=0.0), last, abs_tol=1e-12)
    assert first <= last + 1e-9 or not right
    for beam in mistaken_survivors(trace, step):
        assert len(beam) == len(right)
        assert set(beam) != set(right)
        assert set(beam) <= set(chances)


def test_the_lecture_keeps_two_children_of_one_parent() -> None:
    trace = beam_search(LECTURE, width=2, max_length=4, alpha=0.75)
    assert survivors(trace, 2) == (("A", "B"), ("A", "C"))
    assert cut(trace, 2) == pytest.approx((0.15, 0.1))
