import itertools
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.jobs.history import History
from seqviz.records.training import OutcomeRecord, StepRecord


@dataclass(frozen=True)
class Step:
    step: int
    norm_before: float


@dataclass(frozen=True)
class Evaluation:
    step: int


@dataclass(frozen=True)
class Entry:
    step: int
    contestant: str


norms = st.lists(st.floats(min_value=0) | st.just(float("nan")), max_size=600)


def filled(steps: list[float], limit: int) -> History:
    history = History(limit)
    for step, norm in enumerate(steps, 1):
        history.append(Step(step, norm))
    return history


@given(norms, st.integers(8, 64))
def test_bounded_in_order_and_the_newest_kept(values: list[float], limit: int) -> None:
    kept = filled(values, limit).since(0)
    steps = [record.step for record in kept]
    assert len(kept) <= limit
    assert steps == sorted(set(steps))
    newest = range(max(len(values) - limit // 4, 0) + 1, len(values) + 1)
    assert steps[len(steps) - len(newest) :] == list(newest)


@given(st.integers(8, 64), st.integers(1_000, 20_000))
def test_thinning_chooses_no_record_by_its_numbers(limit: int, count: int) -> None:
    """Every third step is large: of what is kept it must be about every third, however much was thinned."""
    kept = filled([10.0 if step % 3 == 0 else 1.0 for step in range(count)], limit).since(0)
    large = sum(record.norm_before > 1.0 for record in kept)
    assert abs(large - len(kept) / 3) <= 2


@given(st.integers(100, 5000))
def test_old_records_stay_evenly_spaced(count: int) -> None:
    steps = [record.step for record in filled([float(step % 7) for step in range(count)], 40).since(0)][:-11]
    gaps = [after - before for before, after in itertools.pairwise(steps)]
    assert not gaps or max(gaps) == min(gaps)


@given(norms, st.lists(st.integers(1, 40), max_size=20))
def test_a_page_that_asks_often_misses_nothing(values: list[float], portions: list[int]) -> None:
    history, seen, since, fed = History(200), [], 0, 0
    for portion in portions:
        for norm in values[fed : fed + portion]:
            history.append(Step(fed + 1, norm))
            fed += 1
        seen += [record.step for record in history.since(since)]
        since = history.last
    assert seen == list(range(1, fed + 1))


@given(st.lists(st.booleans(), max_size=300))
def test_kinds_are_thinned_apart_and_come_in_order(kinds: list[bool]) -> None:
    history = History(12)
    for step, is_step in enumerate(kinds, 1):
        history.append(Step(step, 1.0) if is_step else Evaluation(step))
    kept = history.since(0)
    assert [record.step for record in kept] == sorted(record.step for record in kept)
    for kind in (Step, Evaluation):
        arrived = sum(is_step == (kind is Step) for is_step in kinds)
        assert sum(isinstance(record, kind) for record in kept) >= min(arrived, 6)


@given(st.integers(1, 8), st.integers(100, 2_000))
def test_no_contestant_is_thinned_away_by_another(contestants: int, rounds: int) -> None:
    history = History(16)
    for step in range(1, rounds + 1):
        for contestant in range(contestants):
            history.append(Entry(step, str(contestant)))
    kept = history.since(0)
    assert {sum(record.contestant == str(one) for record in kept) for one in range(contestants)} <= set(range(8, 17))


def test_who_follows_the_trails_gets_only_what_stands_on_none() -> None:
    history = History(16)
    record = StepRecord(
        step=1, loss=1.0, norm_before=1.0, norm_after=1.0, parameter_norms=(), learning_rate=0.1, theta=None, tokens=1
    )
    outcome = OutcomeRecord(step=2, outcome="diverged", last_good_step=1)
    assert history.append(record)
    assert not history.append(outcome)
    assert history.since(0) == (record, outcome)
    assert history.since(0, points=False) == (outcome,)


def test_a_series_needs_room_for_eight() -> None:
    with pytest.raises(ValueError, match="8 records"):
        History(7).append(Evaluation(1))
