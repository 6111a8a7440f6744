"""Which held-out sentences each pair of the race gets right: the same ones for all, so that pairs are compared."""

from collections.abc import Mapping

from seqviz.jobs.watch import Watch
from seqviz.metrics.gap import paired_gap
from seqviz.records.exactness import ExactnessAnswer, ExactnessQuestion

LAST = 300
"""Steps after which a race is judged."""
EVERY = 50
"""Of the kept states only those after so many steps are examined while it trains."""
EQUAL = "equal"
Rights = Mapping[str, ExactnessAnswer]


def rights_at(watch: Watch, past: int | None) -> Rights:
    """Return who is right where: at a kept state, or while it trains at the newest examined one; in the end, then."""
    shown = past
    if past is None and not watch.poll.ended:
        shown = max((step for step in watch.poll.checkpoints if step and step % EVERY == 0), default=None)
        if shown is None:
            return {}
    found = _asked(watch, "rights", shown)
    if past is not None or len(found) == len(watch.names):
        watch.memory["rights"] = found
    known: Rights = watch.memory.get("rights", {})  # while the next state is examined, that of before
    return known


def rights_when_judged(watch: Watch) -> Rights:
    """Return who is right where after 300 steps, or at the end of a shorter race; nothing before."""
    judged = next((step for step in watch.poll.checkpoints if step >= LAST), None)
    if judged is None and not watch.poll.ended:
        return {}
    return _asked(watch, "rights-judged", judged)


def ahead(rights: Rights) -> str:
    """Return who is ahead of every other by more than twice the standard error of their gap, or ``EQUAL``."""
    first, *others = sorted(rights, key=lambda name: rights[name].share, reverse=True)
    clear = all(paired_gap(rights[first].right, rights[other].right).told_apart for other in others)
    return first if clear else EQUAL


def _asked(watch: Watch, what: str, past: int | None) -> Rights:
    found = watch.ask_all(what, ExactnessQuestion(), past=past)
    return {name: answer for name, answer in found.items() if isinstance(answer, ExactnessAnswer)}
