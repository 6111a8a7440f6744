import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.jobs.lease import Lease
from seqviz.jobs.meter import Meter
from seqviz.jobs.pace import Pace


def test_a_new_run_trains_until_it_is_paused() -> None:
    pace = Pace()
    assert pace.wait(10.0) == 0
    pace.pause()
    assert pace.wait(10.0) is None
    pace.resume()
    assert pace.wait(10.0) == 0


@given(st.integers(1, 50))
def test_a_number_of_steps_then_paused(steps: int) -> None:
    pace = Pace()
    pace.pause()
    pace.allow(steps)
    for _ in range(steps):
        assert pace.wait(0.0) == 0
        pace.stepped(0.0)
    assert pace.paused


def test_pause_and_resume_forget_the_number() -> None:
    pace = Pace()
    pace.allow(2)
    pace.resume()
    for _ in range(5):
        pace.stepped(0.0)
    assert not pace.paused


@given(st.floats(0.1, 100.0), st.floats(0.0, 0.9))
def test_slow_motion_keeps_its_rate_whatever_a_step_takes(rate: float, share: float) -> None:
    pace, now, ends = Pace(), 100.0, []
    pace.limit(rate, now)
    for _ in range(20):
        now += pace.wait(now) + share / rate
        pace.stepped(now)
        ends.append(now)
    assert (ends[-1] - ends[1]) / 18 == pytest.approx(1 / rate)


def test_a_lifted_limit_takes_effect_at_once() -> None:
    pace = Pace()
    pace.limit(0.1, 0.0)
    pace.stepped(0.0)
    assert pace.wait(0.0) == pytest.approx(10.0)
    pace.limit(None, 1.0)
    assert pace.wait(1.0) == 0


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_a_speed_is_positive(speed: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        Pace().limit(speed, 0.0)


def test_at_least_one_step() -> None:
    with pytest.raises(ValueError, match="1 step"):
        Pace().allow(0)


def test_a_lease_runs_out_in_two_stages() -> None:
    now = 0.0
    lease = Lease(claim=5.0, keep=60.0, away=100.0, clock=lambda: now)
    assert (lease.state, lease.next_change) == ("claimed", 5.0)
    now = 5.0
    assert (lease.state, lease.next_change) == ("orphaned", 60.0)
    lease.claim()
    assert lease.state == "claimed"
    now = 70.0
    assert (lease.state, lease.next_change) == ("expired", 0.0)


def test_the_meter_counts_over_the_last_seconds_only() -> None:
    meter = Meter(window=3.0)
    assert meter.rate == 0
    for step in range(100):  # 10 steps a second, then a pause, then 100 steps a second
        meter.stepped(step * 0.1, step * 0.1 + 0.05)
    assert meter.rate == pytest.approx(10)
    for step in range(500):
        meter.stepped(1000 + step * 0.01, 1000 + step * 0.01 + 0.005)
    assert meter.rate == pytest.approx(100)
    assert meter.steps == 600
    assert meter.elapsed == pytest.approx(100 * 0.05 + 500 * 0.005)


def test_the_meter_knows_slow_motion() -> None:
    meter = Meter(window=3.0)
    for step in range(4):
        meter.stepped(step * 10.0, step * 10.0 + 0.01)
    assert meter.rate == pytest.approx(0.1)
