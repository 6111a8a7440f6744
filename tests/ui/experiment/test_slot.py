"""A page's place for a run beside one that another page has lent: what is commanded is always the page's own."""

from types import SimpleNamespace

from seqviz.jobs.watch import Watch
from seqviz.ui.experiment import slot as place
from seqviz.ui.experiment.slot import Slot
from tests.ui.experiment.watched import FakeRun


class Run(FakeRun):
    """A run that can be let go."""

    released = False

    def release(self):
        self.released = True


def test_a_start_and_a_reset_beside_a_borrowed_run_leave_it_alone(monkeypatch):
    started: list[Run] = []

    def start(*_told, label, **_more):
        started.append(Run())
        assert label == "borrower"  # by this a page knows its own run again
        return started[-1]

    monkeypatch.setattr(place, "engine", lambda: SimpleNamespace(start=start))
    monkeypatch.setattr(place, "owner_token", str)
    monkeypatch.setattr(place, "hold", lambda run, page: None)
    lent, own = Run(), Run(names=("a", "b"))
    slot = Slot("borrower", Watch(own))
    slot.borrow(Slot("lender", Watch(lent)))
    assert (slot.watch.run, slot.lender) == (lent, "lender")
    slot.start(lent.config)  # the same experiment, and yet not its own
    assert (slot.watch.run, slot.lender, own.released, lent.released) == (started[0], "", True, False)
    slot.borrow(Slot("lender", Watch(lent)))
    slot.discard()
    assert (slot.watch.run, lent.released) == (started[0], False)
