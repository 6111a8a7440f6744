"""The page with its runs in this process: no worker, no waiting."""

from types import SimpleNamespace

import pytest

from seqviz.records.problem import Problem
from seqviz.ui.experiment import slot
from tests.pages.sequence_models.sequence_models_visit import RunInThisProcess


@pytest.fixture(autouse=True)
def runs(monkeypatch):
    """The runs that the page starts."""
    started: list[RunInThisProcess] = []

    def start(contest, owner, steps):
        assert owner
        started.append(RunInThisProcess(contest, steps=steps))
        return started[-1]

    def find(run_id, owner):
        assert owner
        for run in started:
            if run.id == run_id:
                return run
        raise Problem("jobs.unknown")

    monkeypatch.setattr(slot, "engine", lambda: SimpleNamespace(start=start, find=find))
    monkeypatch.setattr(slot, "hold", lambda run, page: None)
    return started
