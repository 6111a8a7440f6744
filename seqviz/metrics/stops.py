"""The stops of the assembly line: every n-gram in turn, then the weight of its order, at last the score."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from seqviz.records.bleu import BleuScore


@dataclass(frozen=True, kw_only=True)
class AssemblyStop:
    """What is known at one stop: ``shown`` n-grams of order ``n``, whether it is weighed, whether all is done."""

    n: int
    shown: int
    weighed: bool = False
    done: bool = False


def list_stops(totals: Sequence[int]) -> tuple[AssemblyStop, ...]:
    """List the stops for orders with these numbers of n-grams; with no order at all there is one stop, done."""
    if not totals:
        return (AssemblyStop(n=1, shown=0, weighed=True, done=True),)
    stops: list[AssemblyStop] = []
    for n, total in enumerate(totals, start=1):
        stops += [AssemblyStop(n=n, shown=shown) for shown in range(total + 1)]
        stops.append(AssemblyStop(n=n, shown=total, weighed=True))
    return (*stops, AssemblyStop(n=len(totals), shown=totals[-1], weighed=True, done=True))


def clamp_step(stops: Sequence[AssemblyStop], step: int) -> int:
    """Return a step that exists; -1 stands for the last one."""
    return len(stops) - 1 if step < 0 else min(step, len(stops) - 1)


def next_order(stops: Sequence[AssemblyStop], step: int) -> int:
    """Return the step at which the next order is weighed, or the last step when every order is."""
    later = (index for index in range(step + 1, len(stops)) if stops[index].weighed)
    return next(later, len(stops) - 1)


def start_of_order(stops: Sequence[AssemblyStop], n: int) -> int:
    """Return the step at which order ``n`` has its n-grams laid out and none matched."""
    return next(index for index, stop in enumerate(stops) if stop.n == n)


def asked_order(stops: Sequence[AssemblyStop], step: int, totals: Sequence[int]) -> int | None:
    """Return the first order whose fraction is not yet on the screen, or ``None`` when all are."""
    stop = stops[step]
    complete = stop.n if totals and stop.shown == totals[stop.n - 1] else stop.n - 1
    return complete + 1 if complete < len(totals) else None


def score_so_far(score: BleuScore, stop: AssemblyStop) -> float:
    """Return the product of the factors weighed so far, the whole score at the end."""
    return score.score if stop.done else prod(score.factors[: stop.n if stop.weighed else stop.n - 1])
