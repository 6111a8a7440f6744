"""The arithmetic of searching agrees with real searches."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.decoding.search import beam_search, exhaustive_search
from seqviz.decoding.tables import TableModel
from seqviz.exercises.decoding import (
    candidates_of_a_beam,
    score_of_a_forced_answer,
    score_of_a_sequence,
    survivors_of_a_step,
)


@given(st.integers(0, 2**32 - 1))
def test_the_score_is_that_of_a_real_search(seed: int) -> None:
    instance = score_of_a_sequence(np.random.default_rng(seed))
    factors = [float(factor) for factor in str(instance.values["product"]).split(" × ")]
    steps = tuple((factor, 1 - factor) for factor in factors)
    model = TableModel(("A", "B"), steps, {}, None)
    trace = exhaustive_search(model, max_length=len(factors), alpha=float(str(instance.values["alpha"])))
    asked = next(answer for answer in trace.finished if answer.tokens == ("A",) * len(factors))
    assert instance.answer == pytest.approx(asked.score)
    assert instance.judge(round(instance.answer, 3)) == "right"
    assert instance.judge(-instance.answer) == "sign"


@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1))
def test_the_candidates_are_those_that_a_beam_scores(seed: int) -> None:
    instance = candidates_of_a_beam(np.random.default_rng(seed))
    size, length, width = (int(str(instance.values[name])) for name in ("n", "T", "k"))
    model = TableModel(tuple(map(str, range(size))), ((1 / size,) * size,), {}, None)
    assert len(beam_search(model, width=width, max_length=length)) == instance.answer
    assert instance.judge(width * size * length) == "formula"
    assert instance.judge(instance.answer + 1) == "wrong"


@given(st.integers(0, 2**32 - 1))
def test_the_survivors_are_those_of_a_real_beam(seed: int) -> None:
    instance = survivors_of_a_step(np.random.default_rng(seed))
    p = {name: float(str(value)) for name, value in instance.values.items()}
    first = (p["A"], p["B"], 1 - p["A"] - p["B"])
    assert first[2] > -1e-9
    rows = {name: tuple(p[f"{name}_{token}"] for token in "ABC") for name in "AB"}
    model = TableModel(("A", "B", "C"), (first, (1.0, 0.0, 0.0)), {("A",): rows["A"], ("B",): rows["B"]}, None)
    kept = beam_search(model, width=2, max_length=2).finished[:2]
    assert instance.answer == pytest.approx(min(answer.probability for answer in kept))
    for name, value in instance.mistakes.items():
        assert instance.judge(value) == name


@given(st.integers(0, 2**32 - 1))
def test_the_score_of_a_forced_answer_is_that_of_a_search_with_the_prefix(seed: int) -> None:
    instance = score_of_a_forced_answer(np.random.default_rng(seed))
    forced, chosen = (
        [float(factor) for factor in str(instance.values[part]).split(" × ")] for part in ("forced", "chosen")
    )
    model = TableModel(("A", "B"), tuple((p, 1 - p) for p in [*forced, *chosen]), {}, None)
    length = int(str(instance.values["length"]))
    trace = beam_search(
        model, width=8, max_length=length, alpha=float(str(instance.values["alpha"])), prefix=("A",) * len(forced)
    )
    asked = next(answer for answer in trace.finished if answer.tokens == ("A",) * length)
    assert instance.answer == pytest.approx(asked.score)
    assert instance.judge(instance.answer) == "right"
