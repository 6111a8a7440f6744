import numpy as np
import pytest

from seqviz.decoding.examples import LECTURE
from seqviz.decoding.tables import TableModel, TableProblem, normalized

ROW = (0.5, 0.3, 0.2)
WORDS = ("A", "B", "<eos>")


def table(**changes: object) -> TableModel:
    return TableModel(**{"vocabulary": WORDS, "steps": (ROW,), "overrides": {}, "eos": "<eos>"} | changes)  # type: ignore[arg-type]  # the tests pass what must be refused


def test_rows_come_from_the_step_unless_the_prefix_has_its_own() -> None:
    assert LECTURE.row(()) == pytest.approx([0.5, 0.2, 0.2, 0.1])
    assert LECTURE.row(("A",)) == pytest.approx(LECTURE.row(("B",)))
    assert LECTURE.row(("A", "C")) == pytest.approx([0.1, 0.6, 0.2, 0.1])
    assert LECTURE.row(("B", "C")) == pytest.approx([0.2, 0.2, 0.4, 0.2])


def test_the_last_row_serves_all_later_steps() -> None:
    assert LECTURE.row(("A", "A", "A", "A", "A")) == pytest.approx(LECTURE.row(("A", "A", "A")))


def test_a_batch_equals_its_rows_one_by_one() -> None:
    prefixes = np.array([[0, 2], [1, 2], [0, 1]])
    together = LECTURE(prefixes)
    assert np.array_equal(together, np.vstack([LECTURE(prefix[np.newaxis, :]) for prefix in prefixes]))


@pytest.mark.parametrize(
    ("changes", "key", "values"),
    [
        ({"steps": ((-0.1, 0.9, 0.2),)}, "negative", {"step": 1}),
        ({"steps": ((0.0, 0.0, 0.0),)}, "zero-sum", {"step": 1}),
        ({"steps": (ROW, (float("nan"), 0.5, 0.5))}, "not-a-number", {"step": 2}),
        ({"steps": ((float("inf"), 0.5, 0.5),)}, "not-a-number", {"step": 1}),
        ({"steps": (("half", 0.3, 0.2),)}, "not-a-number", {"step": 1}),
        ({"steps": ((None, 0.5, 0.5),)}, "not-a-number", {"step": 1}),
        ({"steps": ((0.5, 0.5),)}, "row-length", {"step": 1}),
        ({"steps": ((0.5, 0.4, 0.2),)}, "sum", {"step": 1}),
        ({"steps": ()}, "no-steps", {}),
        ({"overrides": {("A",): (0.5, 0.4, 0.2)}}, "sum", {"after": "A"}),
        ({"overrides": {("A", "D"): ROW}}, "unknown-token", {"token": "D", "after": "A D"}),
        ({"overrides": {("<eos>",): ROW}}, "eos-inside", {"after": "<eos>"}),
        ({"overrides": {(): ROW}}, "empty-prefix", {}),
        ({"vocabulary": ("A", "B", "C")}, "no-eos", {"eos": "<eos>"}),
        ({"vocabulary": ("A", "A", "<eos>")}, "token-twice", {"token": "A"}),
        ({"vocabulary": ("A", " ", "<eos>")}, "empty-token", {}),
        ({"vocabulary": ()}, "no-tokens", {}),
    ],
)
def test_what_is_no_probability_model_is_named(changes: dict[str, object], key: str, values: dict[str, object]) -> None:
    with pytest.raises(TableProblem) as caught:
        table(**changes)
    assert caught.value.key == f"beam-search.error.{key}"
    assert values.items() <= caught.value.values.items()


@pytest.mark.parametrize("row", [(1, 1, 1), (3, 0, 0), (1e-9, 2e-9, 1e-9), (0.2, 0.2, 0.7), (1e308, 1e308, 0)])
def test_normalize_gives_a_row_that_the_table_takes(row: tuple[float, ...]) -> None:
    shares = normalized(row)
    assert table(steps=(shares,)).row(()) == pytest.approx(shares)
    assert np.argmax(shares) == np.argmax(row)


def test_a_table_without_an_end_token_is_allowed_on_purpose() -> None:
    assert table(eos=None).eos is None
