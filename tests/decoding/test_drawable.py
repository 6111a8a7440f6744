"""Exact probabilities of what sampling draws, against plain products and against counting."""

from collections import Counter
from itertools import product
from math import log2, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.decoding.drawable import drawable
from seqviz.decoding.examples import EOS, LECTURE, random_table
from seqviz.decoding.model import SearchProblem
from seqviz.decoding.reshaping import Shaping, reshaped
from seqviz.decoding.sampling import sample, throws
from seqviz.decoding.search import greedy_search
from seqviz.decoding.spread import over_temperatures, spread
from tests.decoding.models import Case, cases

shapings = st.builds(
    Shaping, temperature=st.sampled_from([0.3, 1.0, 2.0]), top_k=st.sampled_from([None, 1, 2]),
    top_p=st.sampled_from([None, 0.5, 0.9]),
)  # fmt: skip


def by_hand(case: Case, shaping: Shaping) -> dict[tuple[str, ...], float]:
    """Multiply out every sequence, one at a time."""
    model, length = case
    found: dict[tuple[str, ...], float] = {}
    for tokens in product(model.vocabulary, repeat=length):
        end = tokens.index(model.eos) + 1 if model.eos in tokens else length
        tokens = tokens[:end]
        rows = [
            reshaped(
                np.log(np.maximum(model.row(tokens[:t]), 1e-300))[np.newaxis],
                temperature=shaping.temperature, top_k=shaping.top_k, top_p=shaping.top_p,
            )[0]
            for t in range(end)
        ]  # fmt: skip
        found[tokens] = prod(float(row[model.vocabulary.index(token)]) for row, token in zip(rows, tokens, strict=True))
    return {tokens: share for tokens, share in found.items() if share > 1e-30}


@given(cases(most_tokens=3, most_steps=3), shapings)
def test_the_shares_are_products_and_sum_to_one(case: Case, shaping: Shaping) -> None:
    model, length = case
    found = drawable(model, max_length=length, shaping=shaping)
    expected = by_hand(case, shaping)
    assert {found.sequence(place) for place in range(len(found))} == set(expected)
    assert found.share.sum() == pytest.approx(1)
    for tokens, share in expected.items():
        assert found.of(tokens) == pytest.approx(share)
    assert found.entropy == pytest.approx(-sum(q * log2(q) for q in expected.values()), abs=1e-9)
    assert (np.diff(found.share) <= 1e-9).all()


@given(cases(), shapings, st.integers(0, 9))
def test_a_throw_tells_what_is_drawn(case: Case, shaping: Shaping, seed: int) -> None:
    model, length = case
    found = throws(model, max_length=length, seed=seed, shaping=shaping)
    knobs = {"temperature": shaping.temperature, "top_k": shaping.top_k, "top_p": shaping.top_p}
    (drawn,) = sample(model, max_length=length, seed=seed, **knobs)  # type: ignore[arg-type]  # a mixed dictionary
    assert (*found[-1].prefix, found[-1].chosen.token) == drawn.tokens
    assert found[-1].log_prob == pytest.approx(drawn.log_prob)
    for throw in found:
        assert throw.chosen.high - throw.chosen.share - 1e-12 <= throw.u <= throw.chosen.high + 1e-12
        assert sum(share.p for share in throw.shares) == pytest.approx(1)
        assert all((share.share > 0) <= (share.cut == "kept") for share in throw.shares)
        kept = sum(share.tempered for share in throw.shares if share.cut == "kept")
        assert kept >= throw.nucleus - 1e-9


@given(cases(), st.integers(0, 50))
def test_many_draws_are_those_of_the_seeds_one_by_one(case: Case, seed: int) -> None:
    model, length = case
    many = sample(model, max_length=length, seed=seed, count=3)
    alone = [sample(model, max_length=length, seed=seed + draw)[0] for draw in range(3)]
    assert [draw.tokens for draw in many] == [draw.tokens for draw in alone]


def test_counts_stay_near_what_is_expected() -> None:
    shaping = Shaping(temperature=0.7, top_p=0.8)
    found = spread(LECTURE, max_length=4, seed=0, count=2_000, shaping=shaping)
    assert found.shares is not None
    for row in found.rows(9, {}):
        assert row.share is not None
        assert row.count == pytest.approx(2_000 * row.share, abs=4 * (2_000 * row.share) ** 0.5)


def test_the_expected_number_of_different_ones_is_that_of_many_runs() -> None:
    shares = drawable(LECTURE, max_length=4, shaping=Shaping())
    runs = [
        len(Counter(d.tokens for d in sample(LECTURE, max_length=4, seed=at, count=50))) for at in range(0, 4_000, 50)
    ]
    spread_of_the_mean = np.std(runs) / len(runs) ** 0.5
    assert np.mean(runs) == pytest.approx(shares.distinct(50), abs=4 * spread_of_the_mean)


def test_cold_is_greedy_and_hot_gives_each_possible_token_of_a_step_the_same() -> None:
    cold, hot = over_temperatures(LECTURE, (0.01, 1e6), max_length=4, shaping=Shaping())
    assert cold.sequence(0) == greedy_search(LECTURE, max_length=4).best.tokens
    assert cold.share[0] == pytest.approx(1)
    assert cold.distinct(200) == pytest.approx(1)
    assert hot.of((EOS,)) == pytest.approx(1 / 4, rel=1e-4)
    assert hot.of(("A", EOS)) == pytest.approx(1 / 16, rel=1e-4)


def test_a_forced_prefix_starts_every_sequence_and_stays_in_the_product() -> None:
    found = drawable(LECTURE, max_length=4, shaping=Shaping(), prefix=("A", "C"))
    assert found.share.sum() == pytest.approx(1)
    assert {found.sequence(place)[:2] for place in range(len(found))} == {("A", "C")}
    place = [found.sequence(place) for place in range(len(found))].index(("A", "C", "B", EOS))
    assert np.exp(found.log_prob[place]) == pytest.approx(0.054)
    assert found.share[place] == pytest.approx(0.6 * 0.6)
    assert {d.tokens[:2] for d in sample(LECTURE, max_length=4, seed=0, count=20, prefix=("A", "C"))} == {("A", "C")}


def test_what_is_impossible_or_too_large_is_refused() -> None:
    large = random_table(0, vocabulary=(*"ABCDEFG", EOS), length=8)
    with pytest.raises(SearchProblem, match="too-many"):
        drawable(large, max_length=8, shaping=Shaping())
    assert spread(large, max_length=8, seed=0, count=20, shaping=Shaping()).shares is None
    with pytest.raises(SearchProblem, match="prefix"):
        sample(LECTURE, max_length=4, seed=0, prefix=("Z",))
