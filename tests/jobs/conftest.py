import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from seqviz.jobs.engine import Engine
from seqviz.jobs.run import Run

# Workers import the lesson of these tests as this process does: a new worker inherits the path.
sys.path.insert(0, str(Path(__file__).parent))

from fake_training import FakeConfig


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """Two workers with the rules of the house; a test releases its runs."""
    engine = Engine(workers=2)
    yield engine
    engine.close()


@pytest.fixture
def eventually() -> Callable[[Callable[[], object]], None]:
    """Wait until a condition holds; the machine may be slow, so the limit is generous."""

    def wait(condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + 120.0
        while not condition():
            assert time.monotonic() < deadline, "this did not happen within two minutes"
            time.sleep(0.02)

    return wait


@pytest.fixture
def begin(
    engine: Engine, released: Callable[[Run], Run], eventually: Callable[[Callable[[], object]], None]
) -> Callable[..., Run]:
    """Start a run and wait until a worker has it."""

    def begin(*args: Any, **kwargs: Any) -> Run:
        run = released(engine.start(*args, **kwargs))
        eventually(lambda: run.worker)
        return run

    return begin


@pytest.fixture
def apart() -> Callable[[Engine], tuple[Run, Run]]:
    """Return two runs on different workers; a worker that is slow to answer is passed over at first."""

    def two(engine: Engine) -> tuple[Run, Run]:
        first = engine.start(FakeConfig())
        pid = first.ask("?", limit=60.0).pid
        same: list[Run] = []
        while (other := engine.start(FakeConfig())).ask("?", limit=60.0).pid == pid:
            same.append(other)
        for run in same:
            run.release()
        return first, other

    return two


@pytest.fixture
def released() -> Iterator[Callable[[Run], Run]]:
    """Release a run at the end of the test, whatever happens."""
    runs: list[Run] = []

    def keep(run: Run) -> Run:
        runs.append(run)
        return run

    yield keep
    for run in runs:
        run.release()
