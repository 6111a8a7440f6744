"""The trail: what a page shows depends neither on when it began to look nor on how often."""

import math
import pickle
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.jobs.trail import Trail
from seqviz.records.trail import Point, TrailCopy, TrailNews


@dataclass(frozen=True, kw_only=True)
class Step:
    MEASURED: ClassVar[tuple[str, ...]] = ("loss", "norms")
    COUNTED: ClassVar[tuple[str, ...]] = ("clipped", "theta")

    step: int
    loss: float
    norms: tuple[float, ...] = (0.0, 0.0)
    clipped: int = 0
    theta: float | None = None
    contestant: str = ""


numbers = st.floats(allow_nan=True, allow_infinity=True, width=32)
moments = st.lists(st.integers(1, 200), min_size=1, max_size=30)


def step(number: int, loss: float) -> Step:
    theta = None if number % 5 == 0 else 1.0 / number
    return Step(step=number, loss=loss, norms=(loss * 2, float(number)), clipped=number // 3, theta=theta)


def assert_same(one: TrailCopy, other: TrailCopy) -> None:
    assert one.thinned == other.thinned
    assert one.columns.keys() == other.columns.keys()
    for name, column in one.columns.items():
        np.testing.assert_array_equal(column, other.columns[name], err_msg=name)


def taken(trail: Trail, copy: TrailCopy) -> TrailCopy:
    news: TrailNews = pickle.loads(pickle.dumps(trail.news(copy.mark)))
    copy.take(news)
    return copy


@given(moments, st.data(), st.integers(2, 64))
def test_a_copy_that_looked_now_and_then_equals_one_taken_at_the_end(
    portions: list[int], data: st.DataObject, limit: int
) -> None:
    losses = np.random.default_rng(data.draw(st.integers(0, 99))).normal(size=sum(portions)).tolist()
    special = data.draw(st.lists(st.sampled_from([math.inf, -math.inf, math.nan]), max_size=5))
    for value in special:
        losses[data.draw(st.integers(0, len(losses) - 1))] = value
    trail = Trail(step(1, losses[0]), limit=limit)
    watched, number = TrailCopy(), 0
    for portion in portions:
        for _ in range(portion):
            number += 1
            trail.append(step(number, losses[number - 1]))
        if data.draw(st.booleans()):
            taken(trail, watched)
    assert_same(taken(trail, watched), taken(trail, TrailCopy()))
    assert len(watched) <= limit


@given(st.lists(numbers, min_size=1, max_size=300), st.integers(2, 64))
def test_every_number_equals_that_of_the_full_list(losses: list[float], limit: int) -> None:
    trail = Trail(step(1, losses[0]), limit=limit)
    for number, loss in enumerate(losses, 1):
        trail.append(step(number, loss))
    columns = taken(trail, TrailCopy()).columns
    stride = 2 ** trail.news().thinned
    for i, last in enumerate(columns["step"].astype(int)):
        part = losses[i * stride : last]
        finite = [loss for loss in part if math.isfinite(loss)]
        assert columns["steps"][i] == len(part) == last - i * stride
        np.testing.assert_allclose(columns["loss"][i], np.mean(finite) if finite else np.nan, rtol=1e-9, atol=1e-9)
        assert columns["loss.least"][i] == min(finite, default=0.0) or not finite
        known = [loss for loss in part if not math.isnan(loss) and loss != -math.inf]
        assert columns["loss.most"][i] == max(known, default=0.0) or not known
        assert columns["clipped"][i] == last // 3
        np.testing.assert_equal(columns["theta"][i], np.nan if last % 5 == 0 else 1.0 / last)
        assert columns["norms"][i, 1] == pytest.approx(np.mean(range(i * stride + 1, last + 1)))


def test_at_step_20000_all_numbers_are_those_of_the_full_list() -> None:
    random = np.random.default_rng(0)
    losses = random.gamma(2.0, size=20_000)
    clipped = np.cumsum(losses > 3.0)
    trail = Trail(Step(step=1, loss=0.0), limit=512)
    for number in range(1, 20_001):
        trail.append(Step(step=number, loss=losses[number - 1], clipped=int(clipped[number - 1])))
    copy = taken(trail, TrailCopy())
    columns = copy.columns
    assert len(copy) <= 512
    assert columns["steps"].sum() == 20_000
    assert (columns["step"][0], columns["step"][-1]) == (64, 20_000)
    assert copy.newest("clipped") == clipped[-1]
    assert columns["loss.least"].min() == losses.min()
    assert columns["loss.most"].max() == losses.max()
    assert np.average(columns["loss"], weights=columns["steps"]) == pytest.approx(losses.mean(), rel=1e-12)
    first = losses[:64]
    assert (columns["loss.least"][0], columns["loss.most"][0]) == (first.min(), first.max())
    np.testing.assert_array_equal(np.diff(columns["step"][:-1]), 64)


def test_what_was_taken_before_the_first_step_stands_alone_and_rare_points_are_not_thinned() -> None:
    trail = Trail(step(0, 5.0), limit=8)
    for number in (0, 1, 100, 2_000, 2_001):
        trail.append(step(number, float(number)))
    np.testing.assert_array_equal(taken(trail, TrailCopy()).columns["step"], [0, 1, 100, 2_000, 2_001])
    for number in range(3_000, 9_000, 500):
        trail.append(step(number, float(number)))
    columns = taken(trail, TrailCopy()).columns
    assert columns["step"][0] == 0
    assert columns["steps"][0] == 1


def test_news_for_another_copy_change_nothing() -> None:
    trail = Trail(step(1, 1.0), limit=64)
    for number in range(1, 20):
        trail.append(step(number, 1.0))
    ahead = taken(trail, TrailCopy())
    trail.append(step(20, 1.0))
    news = trail.news(ahead.mark)
    behind = TrailCopy()
    behind.take(news)
    assert len(behind) == 0
    ahead.take(news)
    assert_same(ahead, taken(trail, behind))


def test_news_travel_whole() -> None:
    trail = Trail(step(1, 1.0), limit=64)
    trail.append(step(1, math.nan))
    trail.append(step(2, math.inf))
    news = trail.news()
    again: TrailNews = pickle.loads(pickle.dumps(news))
    assert (again.thinned, again.start, list(again.columns)) == (news.thinned, news.start, list(news.columns))
    for name, column in news.columns.items():
        np.testing.assert_array_equal(again.columns[name], column)
        assert again.columns[name].shape == column.shape
    assert isinstance(step(1, 1.0), Point)
