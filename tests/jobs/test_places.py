"""The rules of one worker's places, over a clock of their own."""

import pytest

from seqviz.jobs.places import Newcomer, Places


class Tenant:
    def __init__(self) -> None:
        self.noticed = 0

    def notice(self) -> None:
        self.noticed += 1


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def places(clock: Clock) -> Places:
    places = Places(clock=clock)
    places.places = 2
    return places


def test_first_come_first_served_and_the_next_is_told(places: Places) -> None:
    tenants = [Tenant() for _ in range(5)]
    assert [places.want(tenant, gave_way=False) for tenant in tenants] == [True, True, False, False, False]
    assert [places.position(tenant) for tenant in tenants] == [None, None, 1, 2, 3]
    places.leave(tenants[3])  # out of the queue: nobody gets in by that
    assert not places.want(tenants[2], gave_way=False)
    places.leave(tenants[0])
    assert places.holds(tenants[2])
    assert tenants[2].noticed == 1
    assert places.position(tenants[4]) == 1


def test_the_longest_turn_ends_when_others_wait(places: Places, clock: Clock) -> None:
    first, second, third = Tenant(), Tenant(), Tenant()
    places.want(first, gave_way=False)
    clock.now += 5.0
    places.want(second, gave_way=False)
    clock.now += 200.0
    assert not places.turn_is_over(first, 180.0)  # nobody waits
    places.want(third, gave_way=False)
    assert places.turn_is_over(first, 180.0)
    assert not places.turn_is_over(second, 180.0)  # over as well, but the other one's is longer
    assert not places.turn_is_over(first, 300.0)
    places.leave(first)
    assert places.holds(third)
    assert not places.turn_is_over(second, 180.0)


def test_who_gave_way_stands_behind_those_who_waited_who_only_paused_before_them(places: Places) -> None:
    for tenant in (here := [Tenant(), Tenant()]):
        places.want(tenant, gave_way=False)
    gave_way, paused = Tenant(), Tenant()
    places.tell(Newcomer(waited=10.0, make_room=True))
    places.want(gave_way, gave_way=True)
    places.leave(here[0])
    assert places.free == 1  # kept for the new run
    assert not places.want(gave_way, gave_way=True)
    assert places.want(paused, gave_way=False)  # goes on at once
    assert places.free == 0
    places.tell(None)
    places.leave(here[1])
    assert places.holds(gave_way)


def test_one_arrival_ends_one_turn_and_does_not_hide_the_others_outside(places: Places, clock: Clock) -> None:
    here, there, gave_way = Tenant(), Tenant(), Tenant()
    places.want(here, gave_way=False)
    places.want(there, gave_way=False)
    clock.now += 200.0
    places.tell(Newcomer(waited=10.0, make_room=True))
    assert places.turn_is_over(here, 180.0)
    places.arrived()
    assert not places.turn_is_over(here, 180.0)
    places.leave(here)
    assert not places.want(gave_way, gave_way=True)  # somebody outside was there before it


def test_news_of_new_runs_are_believed_for_moments_only(places: Places, clock: Clock) -> None:
    here, there, waits = Tenant(), Tenant(), Tenant()
    places.want(here, gave_way=False)
    places.want(there, gave_way=False)
    clock.now += 200.0
    places.tell(Newcomer(waited=10.0, make_room=False))
    assert not places.turn_is_over(here, 180.0)  # another worker makes room
    places.tell(Newcomer(waited=10.0, make_room=True))
    assert places.turn_is_over(here, 180.0)
    places.want(waits, gave_way=True)
    places.leave(here)
    assert not places.want(waits, gave_way=True)
    clock.now += 3.0
    assert places.want(waits, gave_way=True)
    assert not places.turn_is_over(there, 180.0)
