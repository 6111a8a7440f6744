import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.bleu import trace_bleu
from seqviz.metrics.edits import (
    apply_edit,
    best_edits,
    first_unmatched,
    possible_edits,
    read_edit,
    rescored,
    write_edit,
)
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


@given(TOKENS, st.lists(TOKENS, min_size=1, max_size=3))
def test_every_listed_edit_can_be_made(prediction, references):
    for edit in possible_edits(prediction, references):
        change = {"drop": -1, "repeat": 1, "swap": 0, "append": 1}[edit.kind]
        assert len(apply_edit(prediction, edit)) == len(prediction) + change


@given(TOKENS.filter(bool), TOKENS.filter(bool), st.sampled_from(["lecture", "standard"]))
def test_no_single_edit_scores_higher_than_the_best_one(prediction, reference, formula):
    trace = trace_bleu(prediction, reference, 2, formula=formula)
    ranked = best_edits(trace)
    edits = possible_edits(prediction, [reference])
    scores = [rescored(trace, apply_edit(prediction, edit)).score for edit in edits]
    assert ranked[0][0] == max(scores)
    assert sorted(score for score, _ in ranked) == sorted(scores)


@pytest.mark.parametrize(("prediction", "expected"), [("A B B C D", "E"), ("B", "A"), ("A B C D E F", "F")])
def test_the_word_to_append_is_the_first_that_is_missing(prediction, expected):
    trace = trace_bleu(prediction.split(), ["A", "B", "C", "D", "E", "F"], 1, formula="lecture")
    assert first_unmatched(trace) == expected


@given(
    st.builds(Edit, kind=st.sampled_from(["drop", "repeat", "swap"]), position=st.integers(0, 200))
    | st.builds(Edit, kind=st.just("append"), token=st.text())
)
def test_an_edit_is_read_as_it_was_written(edit):
    assert read_edit(write_edit(edit)) == edit


@pytest.mark.parametrize("text", ["", "drop", "drop-", "drop--1", "swap-x", "paint-1", "drop-\u0663"])
def test_what_is_no_edit_is_refused(text):
    with pytest.raises(ValueError, match="no edit"):
        read_edit(text)
