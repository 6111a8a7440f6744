"""A class of forty on a two-core server: nobody is turned away, and who has left takes no place."""

from collections.abc import Callable

from fake_training import FakeConfig

from seqviz.jobs.engine import Engine
from seqviz.jobs.limits import Limits
from seqviz.jobs.run import Run
from seqviz.jobs.tenants import occupancy

Eventually = Callable[[Callable[[], object]], None]

LEARNERS = 40


def test_forty_learners_take_turns(eventually: Eventually) -> None:
    engine = Engine(workers=2, limits=Limits(turn=0.4, claim=30.0))
    runs = [engine.start(FakeConfig(step_seconds=0.005), owner=f"learner {i}") for i in range(LEARNERS)]
    computed: set[int] = set()
    turns = dict.fromkeys(range(LEARNERS), 0)
    ended: list[str] = []

    def everybody_has_computed() -> bool:
        for i, run in enumerate(runs):
            news = run.poll(10**9)
            if news.ended:
                ended.append(f"{i} {news.status} {news.problem}")
            if news.step:
                computed.add(i)
            if news.rested:
                turns[i] += 1
                run.command("resume")
        return len(computed) == LEARNERS

    eventually(everybody_has_computed)
    assert ended == []
    # Those who went on after their turn stood behind those who waited: nobody had many turns before everybody had one.
    assert max(turns.values()) <= 3
    engine.close()


def test_forgotten_runs_make_no_step(eventually: Eventually) -> None:
    engine = Engine(workers=2, limits=Limits(places=2, turn=0.4, claim=1.5, keep=600.0))
    runs = [engine.start(FakeConfig(step_seconds=0.005), owner=f"learner {i}") for i in range(12)]
    forgotten, watched = runs[::3], [run for i, run in enumerate(runs) if i % 3]

    def poll(some: list[Run]) -> list[int]:
        return [run.poll(10**9).step for run in some]

    def begun() -> bool:
        for run in runs:
            if run.poll(10**9).rested:
                run.command("resume")
        return all(poll(runs))

    eventually(begun)

    def train(steps: int) -> None:
        """Look at those who are there until each has made so many steps more."""
        aims = [before + steps for before in poll(watched)]

        def done() -> bool:
            for run in watched:
                if run.poll(10**9).rested:
                    run.command("resume")
            return all(step >= aim for step, aim in zip(poll(watched), aims, strict=True))

        eventually(done)

    train(100)  # long enough for the others to be forgotten
    train(50)
    silent = [run.silence for run in forgotten]
    assert min(silent) > 1.5
    computing = [
        tenancy.run_id
        for worker in engine._dispatcher._cluster._client.run(occupancy, Limits(places=2), None).values()
        for tenancy in worker.tenancies
        if tenancy.computes
    ]
    assert not {run.id for run in forgotten} & set(computing)
    engine.close()
