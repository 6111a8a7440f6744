"""Who may have a place and who gives way, over what workers say."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from seqviz.jobs.fairness import best_worker, beyond_share, left_alone, surplus
from seqviz.jobs.limits import Limits
from seqviz.jobs.occupancy import Occupancy, Tenancy, digest

RUN = Tenancy(run_id="a", owner="o", computes=False, waits=False, claimed=False, ended=False, silence=0.0)

tenancies = st.lists(
    st.builds(
        Tenancy,
        run_id=st.uuids().map(str),
        owner=st.sampled_from("abc"),
        computes=st.booleans(),
        waits=st.booleans(),
        claimed=st.booleans(),
        ended=st.just(False),
        silence=st.floats(0.0, 100.0),
    ),
    max_size=12,
)


def worker(*runs: Tenancy, free: int = 1, ready: bool = True) -> Occupancy:
    return Occupancy(ready=ready, free=free, longest=0.0, tenancies=runs)


def test_a_run_goes_where_the_fewest_compute_and_there_is_a_place() -> None:
    computes = replace(RUN, computes=True)
    workers = {"one": worker(computes, computes), "two": worker(computes), "three": worker(free=0)}
    assert best_worker(workers, Counter(), Limits()) == "two"
    assert best_worker(workers, Counter({"two": 1}), Limits()) == "one"  # its only place is spoken for
    assert best_worker({"three": worker(free=0)}, Counter(), Limits()) is None


def test_a_worker_that_keeps_as_many_runs_as_it_may_lets_go_only_what_nobody_looks_at() -> None:
    looked_at = replace(RUN, claimed=True, silence=1.0)
    limits = Limits(held=2)
    assert best_worker({"full": worker(looked_at, looked_at)}, Counter(), limits) is None
    alone, longer = replace(RUN, run_id="alone", silence=50.0), replace(RUN, run_id="longer", silence=70.0)
    full = worker(looked_at, alone, longer)
    assert best_worker({"full": full}, Counter(), limits) == "full"
    assert left_alone(full) == longer


@given(tenancies, st.integers(1, 4))
def test_nobody_computes_beyond_a_share(runs: list[Tenancy], share: int) -> None:
    resting = beyond_share(runs, share)
    going_on = [run for run in runs if run.computes and run not in resting]
    for owner in "abc":
        own = [run for run in going_on if run.owner == owner]
        rests = [run for run in resting if run.owner == owner]
        assert len(own) == min(share, sum(run.computes and run.owner == owner for run in runs))
        assert max((run.silence for run in own), default=0.0) <= min((run.silence for run in rests), default=100.0)


@given(tenancies, st.integers(0, 5))
def test_what_an_owner_gives_up_is_what_rests_longest(runs: list[Tenancy], room: int) -> None:
    gone = surplus(runs, room)
    assert not any(run.computes or run.waits for run in gone)
    rest = [run for run in runs if not (run.computes or run.waits)]
    assert len(gone) == min(len(rest), max(len(runs) - room, 0))
    stays = [run for run in rest if run not in gone]
    assert min((run.silence for run in gone), default=100.0) >= max((run.silence for run in stays), default=0.0)


def test_a_digest_tells_owners_apart_and_does_not_hold_the_secret() -> None:
    assert digest("secret") == digest("secret") != digest("secret2")
    assert len(digest("x" * 1000)) == 16
    assert "secret" not in digest("secret")
