"""Three moments of a run, chosen by how much is right and not by the step: no two seeds learn equally fast."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from seqviz.jobs.watch import Watch

EVALUATIONS = "TranslationEvaluation"
Moment = Literal["early", "middle", "late"]

FEW, HALF_WAY, ALL = 0.02, 0.2, 0.99
FIRST = 50
"""Before this step a translator writes noise."""


def moments(watch: Watch | None, contestant: str | None = None) -> dict[Moment, int]:
    """Return the kept steps of a run that are early, middle and late, as far as a translator, the first, has come."""
    right = shares_right(watch, contestant)
    return dict(moments_of(list(right), list(right.values()), set(watch.poll.checkpoints))) if watch and right else {}


def shares_right(watch: Watch | None, contestant: str | None = None) -> dict[int, float]:
    """Return which share of the held-out sentences a translator, the first, has right, by the steps it was examined."""
    columns = watch.trail(EVALUATIONS, contestant or watch.names[0]).columns if watch is not None else {}
    if not columns:
        return {}
    steps, exact = columns["step"].tolist(), columns["exact"].tolist()
    return {int(step): float(share) for step, share in zip(steps, exact, strict=True)}


def moments_of(steps: Sequence[int], exact: Sequence[float], kept: Collection[int]) -> Mapping[Moment, int]:
    """Return the kept steps that are early, middle and late, as far as there are any.

    ``exact`` is the share of held-out sentences translated word for word at each of ``steps``. Early is the last kept
    state in which almost none is right, middle the one nearest to a fifth, late the first in which almost all are, or
    else the last. Of a run in which nothing ever gets right they are the first, the middle and the last kept state.
    """
    known = {step: share for step, share in zip(steps, exact, strict=True) if step in kept and step >= FIRST}
    if not known:
        return {}
    few = [step for step, share in known.items() if share < FEW]
    found: dict[Moment, int] = {"early": few[-1] if few else min(known)}
    later = [step for step in known if step > found["early"]]
    if not later:
        return _by_place(sorted(known))
    found["middle"] = min(later, key=lambda step: abs(known[step] - HALF_WAY))
    last = [step for step in later if step > found["middle"]]
    if last:
        found["late"] = next((step for step in last if known[step] >= ALL), last[-1])
    return found


def _by_place(steps: Sequence[int]) -> Mapping[Moment, int]:
    found: dict[Moment, int] = {"early": steps[0]}
    if len(steps) > 2:
        found["middle"] = steps[len(steps) // 2]
    if len(steps) > 1:
        found["late"] = steps[-1]
    return found
