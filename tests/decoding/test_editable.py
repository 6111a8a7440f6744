"""A table in a learner's hands: every change leaves a probability table, or says why it is none."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.decoding.editable import EditableTable, Row
from seqviz.decoding.examples import EOS, LECTURE
from seqviz.records.problem import Problem

TABLE = EditableTable.of(LECTURE)
Tokens = tuple[str, ...]

tokens = st.lists(st.sampled_from("ABCDEFX"), min_size=1, max_size=6, unique=True).map(tuple)
cells = st.floats(allow_nan=True, allow_infinity=True)


def with_first(row: Row) -> EditableTable:
    return replace(TABLE, steps=(row, *TABLE.steps[1:]))


def test_another_length_keeps_the_table_a_table() -> None:
    longer = TABLE.with_length(6)
    assert longer.steps[4:] == (TABLE.steps[-1],) * 2
    shorter = TABLE.with_length(3)
    assert [prefix for prefix, _ in shorter.overrides] == [("A", "C")]
    longer.model()
    shorter.model()


class TestTokens:
    def test_as_many_as_before_are_new_names(self) -> None:
        renamed = TABLE.with_vocabulary(("X", "B", "Y", EOS), ends=True)
        assert renamed.steps == TABLE.steps
        assert renamed.overrides[0][0] == ("X", "Y")

    def test_a_new_one_beside_the_old_ones_takes_nothing_from_them(self) -> None:
        assert TABLE.with_vocabulary(("A", "B", "C", "D", EOS), ends=True).steps[0] == (0.5, 0.2, 0.2, 0.0, 0.1)

    def test_a_dropped_one_leaves_its_share_to_those_that_stay(self) -> None:
        dropped = TABLE.with_vocabulary(("A", "B", EOS), ends=True)
        assert dropped.steps[0] == pytest.approx((0.625, 0.25, 0.125))
        assert dropped.overrides == ()

    def test_new_ones_inherit_from_dropped_ones(self) -> None:
        """Once the end token alone kept its name, and was then certain at every step."""
        assert TABLE.with_vocabulary(("X", "Y", EOS), ends=True).steps[0] == pytest.approx((0.45, 0.45, 0.1))
        assert TABLE.with_vocabulary(("A", "X", "Y", "Z", "W", EOS), ends=True).steps[0] == pytest.approx(
            (0.5, 0.1, 0.1, 0.1, 0.1, 0.1)
        )

    @given(tokens, st.booleans())
    def test_other_tokens_always_head_a_table_in_which_they_can_occur(self, words: Tokens, ends: bool) -> None:
        vocabulary = (*words, EOS) if ends else words
        table = TABLE.with_vocabulary(vocabulary, ends=ends)
        model = table.model()
        assert model.vocabulary == vocabulary
        if ends and not set(words) & {"A", "B", "C"}:
            assert all(row[-1] == pytest.approx(old[-1]) for row, old in zip(table.steps, TABLE.steps, strict=True))

    def test_a_row_of_which_nothing_is_left_is_dealt_evenly(self) -> None:
        certain = replace(TABLE, steps=((1.0, 0.0, 0.0, 0.0),) * 4, overrides=())
        assert certain.with_vocabulary(("B", "C"), ends=False).steps[0] == (0.5, 0.5)


class TestSums:
    def test_rows_that_do_not_sum_to_one_are_found(self) -> None:
        assert with_first((0.5, 0.2, 0.2, 0.2)).wrong_sums() == [({"step": 1}, pytest.approx(1.1))]
        after = replace(TABLE, overrides=((("A", "C"), (0.5, 0.0, 0.0, 0.0)),))
        assert after.wrong_sums() == [({"after": "A C"}, 0.5)]

    def test_two_cells_that_are_too_large_to_add_are_found_too(self) -> None:
        ((where, total),) = with_first((1e308, 1e308, 0.0, 0.0)).wrong_sums()
        assert (where, total) == ({"step": 1}, float("inf"))

    @given(st.lists(cells, min_size=4, max_size=4).map(tuple))
    def test_whatever_a_row_holds_has_a_sum_or_is_right(self, row: Row) -> None:
        table = with_first(row)
        wrong = [where for where, _ in table.wrong_sums()]
        try:
            table.model()
        except Problem as problem:
            refused = problem.key
        else:
            refused = ""
        if refused == "beam-search.error.sum":
            assert wrong == [{"step": 1}]
        assert refused or not wrong

    def test_normalizing_mends_what_a_scale_can_mend_and_leaves_the_rest(self) -> None:
        broken = replace(
            TABLE, steps=((0.5, 0.5, 0.5, 0.5), (1e308, 1e308, 0.0, 0.0), (-1.0, 0.5, 0.2, 0.1), (0.0,) * 4)
        )
        mended = broken.normalized()
        assert mended.steps == ((0.25,) * 4, (0.5, 0.5, 0.0, 0.0), (-1.0, 0.5, 0.2, 0.1), (0.0,) * 4)
        assert mended.overrides == TABLE.overrides


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"overrides": ((("A",), (0.25,) * 4), (("A",), (0.25,) * 4))}, "prefix-twice"),
        ({"overrides": tuple(((t,) * n, (0.25,) * 4) for t in "AB" for n in range(1, 40))}, "too-many-rows"),
        ({"vocabulary": tuple("ABCDEFGHI"), "ends": False}, "too-many-tokens"),
        ({"steps": ()}, "length-range"),
    ],
)
def test_rows_that_cannot_stand_together(changes: dict[str, object], key: str) -> None:
    with pytest.raises(Problem) as caught:
        replace(TABLE, **changes).model()  # type: ignore[arg-type]  # the tests pass what must be refused
    assert caught.value.key == f"beam-search.error.{key}"
