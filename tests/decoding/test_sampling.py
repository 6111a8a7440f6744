from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.decoding.examples import EOS, LECTURE
from seqviz.decoding.model import SearchProblem
from seqviz.decoding.sampling import reshaped, sample
from seqviz.decoding.search import greedy_search
from tests.decoding.models import Case, cases

ROW = np.log(np.array([[0.5, 0.3, 0.15, 0.05]]))


def test_the_frequencies_are_the_models() -> None:
    draws = sample(LECTURE, max_length=4, seed=0, count=20_000)
    share = Counter(draw.tokens for draw in draws)["A", "C", "B", EOS] / len(draws)
    assert share == pytest.approx(0.054, abs=4 * (0.054 / len(draws)) ** 0.5)


@given(cases(), st.integers(0, 5))
def test_what_is_drawn_is_possible_and_scored_by_the_model(case: Case, seed: int) -> None:
    model, length = case
    for draw in sample(model, max_length=length, seed=seed, count=4, temperature=1.7):
        places = [model.vocabulary.index(token) for token in draw.tokens]
        p = np.prod([model.row(draw.tokens[:t])[place] for t, place in enumerate(places)])
        assert 0 < draw.probability == pytest.approx(p)
        assert draw.ended == (model.eos is not None and draw.tokens[-1] == model.eos)


@given(cases(), st.integers(0, 5))
def test_the_single_likeliest_token_is_greedy(case: Case, seed: int) -> None:
    model, length = case
    (draw,) = sample(model, max_length=length, seed=seed, top_k=1)
    assert draw.tokens == greedy_search(model, max_length=length).best.tokens


def test_the_same_seed_draws_the_same() -> None:
    assert sample(LECTURE, max_length=4, seed=3, count=9) == sample(LECTURE, max_length=4, seed=3, count=9)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, [0.5, 0.3, 0.15, 0.05]),
        ({"top_k": 2}, [0.625, 0.375, 0, 0]),
        ({"top_p": 0.8}, [0.625, 0.375, 0, 0]),
        ({"top_p": 0.81}, [0.5 / 0.95, 0.3 / 0.95, 0.15 / 0.95, 0]),
        ({"top_p": 1e-9}, [1, 0, 0, 0]),
        ({"top_k": 99, "top_p": 1.0}, [0.5, 0.3, 0.15, 0.05]),
        ({"temperature": 0.5}, [0.25 / 0.365, 0.09 / 0.365, 0.0225 / 0.365, 0.0025 / 0.365]),
    ],
)
def test_reshaping(settings: dict[str, float], expected: list[float]) -> None:
    assert reshaped(ROW, **settings)[0] == pytest.approx(expected)  # type: ignore[arg-type]  # a mixed dictionary


@pytest.mark.parametrize(
    "settings",
    [
        {"temperature": 0.0},
        {"temperature": float("nan")},
        {"top_k": 0},
        {"top_p": 0.0},
        {"top_p": 1.1},
        {"count": 0},
        {"max_length": 0},
    ],
)
def test_numbers_out_of_range_are_refused(settings: dict[str, float]) -> None:
    with pytest.raises(SearchProblem):
        sample(LECTURE, **{"max_length": 3, "seed": 0} | settings)  # type: ignore[arg-type]  # wrong on purpose
