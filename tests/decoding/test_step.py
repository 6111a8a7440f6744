import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from seqviz.decoding.step import choose, may_stop, scores
from seqviz.records.search import tie_order

totals = arrays(
    np.float64, st.tuples(st.integers(1, 5), st.integers(2, 5)), elements=st.sampled_from([-0.5, -1.0, -2.0, -np.inf])
)


@given(totals, st.integers(1, 12))
def test_what_is_chosen_beats_what_is_not(candidates: np.ndarray, width: int) -> None:
    choice = choose(candidates, width=width, eos=0)
    flat = candidates.ravel()
    dropped = np.setdiff1d(np.arange(flat.size), choice.chosen)
    assert len(choice.chosen) == min(width, np.isfinite(flat).sum())
    assert flat[choice.chosen].min(initial=np.inf) >= flat[dropped].max(initial=-np.inf)
    assert np.array_equal(choice.ended, choice.chosen % candidates.shape[1] == 0)


@given(totals, st.integers(1, 12))
def test_the_cut_is_a_stable_sorts(candidates: np.ndarray, width: int) -> None:
    flat = candidates.ravel()
    by_hand = sorted(range(flat.size), key=lambda place: (-flat[place], place))
    assert tie_order(flat).tolist() == by_hand
    best = sorted(place for place in by_hand[:width] if np.isfinite(flat[place]))
    assert choose(candidates, width=width, eos=None).chosen.tolist() == best


def test_rounding_noise_does_not_break_a_tie() -> None:
    one_way, other_way = np.log(0.1) + np.log(0.6), np.log(0.2) + np.log(0.3)
    totals = np.array([[min(one_way, other_way), max(one_way, other_way)]])
    assert choose(totals, width=1, eos=None).chosen.tolist() == [0]


def test_width_none_keeps_even_the_impossible() -> None:
    assert choose(np.array([[-np.inf, -1.0]]), width=None, eos=None).chosen.tolist() == [0, 1]


def test_a_larger_exponent_favours_the_longer_of_two_equally_likely_sequences() -> None:
    equal = np.array([-3.0, -3.0])
    assert scores(equal, np.array([2, 4]), 0.0).tolist() == [-3.0, -3.0]
    short, long = scores(equal, np.array([2, 4]), 0.75)
    assert long > short


def test_stopping_needs_a_strict_lead() -> None:
    assert may_stop(-1.0, -1.1)
    assert not may_stop(-1.0, -1.0)
    assert not may_stop(-np.inf, -5.0)
