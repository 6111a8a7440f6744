import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.bleu import standard_bleu
from seqviz.metrics.edits import apply_edit, possible_edits, score_by_length
from seqviz.records.bleu import Edit

TOKENS = st.lists(st.sampled_from("abc"), max_size=6)


@pytest.mark.parametrize(
    ("kind", "position", "expected"),
    [("drop", 1, "a c"), ("repeat", 0, "a a b c"), ("swap", 1, "a c b"), ("append", 3, "a b c d")],
)
def test_each_edit_does_what_its_name_says(kind, position, expected):
    edited = apply_edit(["a", "b", "c"], Edit(kind=kind, position=position, token="d"))
    assert edited == tuple(expected.split())


@pytest.mark.parametrize(("kind", "position"), [("drop", 3), ("repeat", -1), ("swap", 2)])
def test_an_edit_outside_the_text_is_refused(kind, position):
    with pytest.raises(IndexError, match="does not fit"):
        apply_edit(["a", "b", "c"], Edit(kind=kind, position=position, token=""))


@given(TOKENS, TOKENS)
def test_every_listed_edit_can_be_made(prediction, reference):
    for edit in possible_edits(prediction, reference):
        change = {"drop": -1, "repeat": 1, "swap": 0, "append": 1}[edit.kind]
        assert len(apply_edit(prediction, edit)) == len(prediction) + change


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=6), TOKENS)
def test_the_curve_passes_through_the_pairs_own_score(prediction, reference):
    def score(tokens):
        return standard_bleu(tokens, reference, 2)

    curve = score_by_length(prediction, score, longest=len(prediction) + 3)
    assert len(curve) == len(prediction) + 3
    assert curve[len(prediction) - 1] == score(prediction).score


def test_an_empty_prediction_has_no_curve():
    assert score_by_length([], lambda tokens: standard_bleu(tokens, ["a"]), longest=4) == ()
