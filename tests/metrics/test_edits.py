import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.edits import apply_edit, possible_edits
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
