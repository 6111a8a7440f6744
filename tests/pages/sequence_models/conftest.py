"""The page with its runs in this process: no worker, no waiting."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from seqviz.ui.sequence_models import session

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def runs(monkeypatch):
    """The runs that the page starts."""
    from sequence_models_visit import RunInThisProcess

    started: list[RunInThisProcess] = []

    def start(config, owner, steps):
        assert owner
        started.append(RunInThisProcess(config, steps=steps))
        return started[-1]

    def find_again(run_id, owner, kind):
        assert owner
        return next((run for run in started if run.id == run_id and isinstance(run.config, kind)), None)

    monkeypatch.setattr(session, "engine", lambda: SimpleNamespace(start=start))
    monkeypatch.setattr(session, "find_again", find_again)
    monkeypatch.setattr(session, "presence", lambda: SimpleNamespace(hold=lambda run: None))
    return started
