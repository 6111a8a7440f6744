import numpy as np
import pytest

from seqviz.figures.curve_series import MOST_POINTS, curve_series, rounded, thinned
from seqviz.records.trail import TrailCopy, TrailName, TrailNews


def step_columns(count: int, *, start: int = 0) -> dict[str, np.ndarray]:
    """A trail of stretches of two steps, whose losses fall and whose norms spike every hundredth stretch."""
    number = np.arange(start, start + count, dtype=float)
    loss = 1 + 2 * np.exp(-number / 200)
    norm = 0.3 + 0.1 * np.sin(number)
    return {
        "step": 2 * number + 2,
        "steps": np.full(count, 2.0),
        "loss": loss,
        "loss.least": loss - 0.1,
        "loss.most": loss + 0.1,
        "average_loss": loss,
        "norm_before": norm,
        "norm_before.least": norm - 0.05,
        "norm_before.most": np.where(number % 100 == 99, 50.0, norm + 0.05),
        "norm_after": np.minimum(norm, 0.3),
        "norm_after.least": norm - 0.05,
        "norm_after.most": np.full(count, 0.3),
        "parameter_norms": np.stack([norm, 2 * norm], axis=1),
        "parameter_norms.least": np.stack([norm, 2 * norm], axis=1),
        "parameter_norms.most": np.stack([norm, 2 * norm], axis=1),
        "theta": np.where(number < count / 2, 0.3, np.nan),
        "tokens_read": 70 * number,
        "seconds": 0.01 * number,
    }


def copy_of(columns: dict[str, np.ndarray]) -> TrailCopy:
    copy = TrailCopy()
    copy.take(TrailNews(thinned=0, start=0, columns=columns))
    return copy


def trails(count: int, *names: str) -> dict[TrailName, TrailCopy]:
    read = {"step": [20.0], "steps": [1.0], "loss": [1.5], "tokens_read": [700.0], "seconds": [0.2]}
    readings = {column: np.array(values) for column, values in read.items()}
    return {
        **{TrailName("StepRecord", name): copy_of(step_columns(count)) for name in names},
        **{TrailName("EvaluationRecord", name): copy_of(readings) for name in names},
        TrailName("OutcomeRecord", names[0]): copy_of({"step": np.array([3.0])}),
    }


def test_the_same_trail_gives_the_same_curves_however_it_arrived():
    whole = curve_series({TrailName("StepRecord"): copy_of(step_columns(1000))})
    in_parts = TrailCopy()
    for start, count in ((0, 300), (299, 400), (698, 302)):
        in_parts.take(TrailNews(thinned=0, start=start, columns=step_columns(count, start=start)))
    in_parts.columns["theta"] = step_columns(1000)["theta"]  # the one column here that depends on the whole length
    again = curve_series({TrailName("StepRecord"): in_parts})
    for panel, curves in whole.items():
        for name, curve in curves.items():
            for axis in ("x", "y"):
                np.testing.assert_array_equal(curve[axis], again[panel][name][axis])


def test_traces_are_named_by_contestant_and_curve():
    found = curve_series(trails(10, "RNN", "GRU"), parameters={"RNN": ("W_x", "W_h")}, uniform=28, unigram_loss=2.8)
    assert set(found["perplexity"]) == {
        f"{name}/{curve}" for name in ("RNN", "GRU") for curve in ("least", "most", "training", "validation")
    } | {"uniform", "unigram"}
    assert set(found["gradient_norm"]) == {
        f"{name}/{curve}" for name in ("RNN", "GRU") for curve in ("least", "most", "before", "after", "theta")
    }
    assert set(found["parameter_norms"]) == {"RNN/W_x", "RNN/W_h"}
    assert found["perplexity"]["RNN/validation"]["y"] == pytest.approx([np.exp(1.5)], rel=1e-3)
    assert found["perplexity"]["uniform"]["x"][-1] == 20
    np.testing.assert_allclose(
        found["parameter_norms"]["RNN/W_h"]["y"], 2 * found["parameter_norms"]["RNN/W_x"]["y"], rtol=1e-3
    )


@pytest.mark.parametrize(("x", "last"), [("steps", 20), ("seconds", 0.09), ("tokens", 630)])
def test_the_x_axis_is_steps_seconds_or_tokens(x, last):
    found = curve_series(trails(10, ""), x=x)
    assert found["perplexity"]["/training"]["x"][-1] == pytest.approx(last)


@pytest.mark.parametrize("count", [1, 319, 320, 321, 5000])
def test_a_curve_has_few_points_and_keeps_the_last_the_least_and_the_most(count):
    found = curve_series(trails(count, ""))
    norms = found["gradient_norm"]
    assert all(len(curve["x"]) <= MOST_POINTS for curves in found.values() for curve in curves.values())
    assert norms["/before"]["x"][-1] == 2 * count
    assert norms["/most"]["y"].max() == pytest.approx(step_columns(count)["norm_before.most"].max(), rel=1e-3)
    assert norms["/least"]["y"].min() == pytest.approx(step_columns(count)["norm_before.least"].min(), rel=1e-3)


def test_joined_stretches_have_the_mean_of_their_steps():
    columns = {
        "step": np.array([1.0, 4.0]),
        "steps": np.array([1.0, 3.0]),
        "loss": np.array([4.0, 8.0]),
        "loss.least": np.array([4.0, 1.0]),
        "loss.most": np.array([4.0, np.inf]),
    }
    joined = thinned(columns, most=1)
    assert {name: column.tolist() for name, column in joined.items()} == {
        "step": [4.0], "steps": [4.0], "loss": [7.0], "loss.least": [1.0], "loss.most": [np.inf],
    }  # fmt: skip


def test_what_is_not_finite_is_a_gap_and_no_theta_is_none():
    columns = step_columns(4)
    columns["average_loss"] = np.array([1.0, np.inf, np.nan, 1e6])
    found = curve_series({TrailName("StepRecord"): copy_of(columns)})
    assert np.isfinite(found["perplexity"]["/training"]["y"]).tolist() == [True, False, False, False]
    assert np.isfinite(found["gradient_norm"]["/theta"]["y"]).tolist() == [True, True, False, False]


def test_numbers_have_four_significant_digits():
    values = np.array([0.0, 3.14159265, -271828.18, 1.23456e-7, 1e-310, 9.99999])
    np.testing.assert_allclose(rounded(values), [0.0, 3.142, -271800.0, 1.235e-7, 1e-310, 10.0], rtol=1e-12)


def test_before_the_first_step_there_is_no_panel():
    assert curve_series({}, uniform=28, unigram_loss=2.8) == {}
    assert curve_series({TrailName("StepRecord"): TrailCopy()}) == {}


def test_what_a_book_prints_lies_across_the_whole_chart():
    found = curve_series(trails(10, ""), published=(1.0, 1.3))["perplexity"]
    for edge, level in (("least", 1.0), ("most", 1.3)):
        assert found[f"published/{edge}"]["y"].tolist() == [level, level]
        assert found[f"published/{edge}"]["x"].tolist() == [0, 20]
