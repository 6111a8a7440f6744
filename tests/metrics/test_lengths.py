import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.bleu import trace_bleu
from seqviz.metrics.lengths import most_by_length, score_by_length
from seqviz.metrics.references import counting

TOKENS = st.lists(st.sampled_from("abc"), max_size=6)


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=6), TOKENS)
@pytest.mark.parametrize(("formula", "smoothing"), [("lecture", "exp"), ("standard", "none"), ("standard", "exp")])
def test_the_curve_passes_through_the_pairs_own_score(formula, smoothing, prediction, reference):
    longest = len(prediction) + 3
    curve = score_by_length(prediction, [reference], 2, formula=formula, smoothing=smoothing, longest=longest)
    assert len(curve) == longest
    expected = trace_bleu(prediction, reference, 2, formula=formula, smoothing=smoothing).score
    assert curve[len(prediction) - 1] == pytest.approx(expected, abs=1e-12)


def test_an_empty_prediction_has_no_curve():
    assert score_by_length([], [["a"]], 4, formula="standard", smoothing="none", longest=4) == ()


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=6),
    st.lists(TOKENS, min_size=1, max_size=3),
    st.integers(1, 4),
)
@pytest.mark.parametrize("formula", ["lecture", "standard"])
def test_no_prediction_beats_the_most_of_its_length(formula, prediction, references, max_n):
    most = most_by_length(counting(references), max_n, formula, longest=len(prediction))
    reference, *others = references
    assert trace_bleu(prediction, reference, max_n, formula=formula, others=others).score <= most[-1] + 1e-12


def test_the_reference_itself_reaches_the_most():
    most = most_by_length([["a", "b", "c"]], 2, "lecture", longest=3)
    assert most[-1] == 1.0
    assert most[0] == trace_bleu(["a"], ["a", "b", "c"], 2, formula="lecture").score
