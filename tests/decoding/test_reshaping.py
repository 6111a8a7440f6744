"""Temperature, top-k and top-p against torch's softmax and against their definitions."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from seqviz.decoding.model import SearchProblem
from seqviz.decoding.reshaping import Shaping, reshaped, stages
from seqviz.records.search import FloatArray

# Small integers make ties and tokens of probability 0 common.
rows = st.lists(st.integers(0, 6), min_size=2, max_size=8).filter(any)
temperatures = st.sampled_from([0.05, 0.3, 0.5, 1.0, 2.0, 5.0])
top_ks = st.one_of(st.none(), st.integers(1, 9))
top_ps = st.one_of(st.none(), st.floats(0.01, 1.0))


def logs(weights: list[int]) -> FloatArray:
    with np.errstate(divide="ignore"):
        return np.log(np.array([weights], dtype=np.float64) / sum(weights))


@given(rows, temperatures)
def test_the_temperature_is_that_of_a_softmax(weights: list[int], temperature: float) -> None:
    expected = torch.softmax(torch.tensor(logs(weights)) / temperature, dim=1).numpy()
    assert reshaped(logs(weights), temperature=temperature) == pytest.approx(expected, abs=1e-12)


@given(rows, temperatures, top_ks, top_ps)
def test_what_is_drawn_from_is_a_distribution_in_the_ratios_of_before(
    weights: list[int], temperature: float, top_k: int | None, top_p: float | None
) -> None:
    shares = reshaped(logs(weights), temperature=temperature, top_k=top_k, top_p=top_p)[0]
    tempered = reshaped(logs(weights), temperature=temperature)[0]
    assert shares.sum() == pytest.approx(1)
    kept = shares > 0
    assert shares[kept] == pytest.approx(tempered[kept] / tempered[kept].sum())
    assert tempered[kept].min() >= tempered[~kept].max(initial=0) - 1e-12
    if top_k is not None:
        assert kept.sum() <= top_k


@given(rows, temperatures, top_ks, st.floats(0.01, 1.0))
def test_top_p_keeps_the_smallest_set_that_reaches_p(
    weights: list[int], temperature: float, top_k: int | None, top_p: float
) -> None:
    before = reshaped(logs(weights), temperature=temperature, top_k=top_k)[0]
    kept = reshaped(logs(weights), temperature=temperature, top_k=top_k, top_p=top_p)[0] > 0
    assert before[kept].sum() >= top_p - 1e-9
    # No set with one token fewer reaches it: not even that of the likeliest ones.
    assert np.sort(before)[::-1][: kept.sum() - 1].sum() < top_p


@given(rows, top_ps)
def test_top_k_leaves_exactly_k_at_ties_the_first_ones(weights: list[int], top_p: float | None) -> None:
    even = [1] * len(weights)
    shares = reshaped(logs(even), top_k=1, top_p=top_p)[0]
    assert shares.tolist() == [1.0, *[0.0] * (len(weights) - 1)]


@given(rows, temperatures, st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=5))
def test_the_die_falls_on_the_stretch_that_holds_it(weights: list[int], temperature: float, dice: list[float]) -> None:
    found = stages(np.repeat(logs(weights), len(dice), axis=0), Shaping(temperature=temperature))
    for row, (u, place) in enumerate(zip(dice, found.thrown(np.array(dice)), strict=True)):
        assert found.shares[row, place] > 0
        assert found.edges[row, place] - found.shares[row, place] <= u + 1e-12
        assert u < found.edges[row, place] + 1e-12


def test_a_die_just_below_1_falls_on_the_last_possible_token() -> None:
    found = stages(logs([1, 1, 1, 0]), Shaping(top_p=0.6))
    assert found.thrown(np.array([np.nextafter(1, 0)])).tolist() == [1]


@pytest.mark.parametrize("wrong", [{"temperature": 0.0}, {"temperature": float("inf")}, {"top_k": 0}, {"top_p": 0.0}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SearchProblem):
        Shaping(**wrong)  # type: ignore[arg-type]  # wrong on purpose
