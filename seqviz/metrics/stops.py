"""The stops of the assembly line: every n-gram in turn, then the weight of its order, at last the score."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from seqviz.records.bleu import BleuTrace, NgramOrder


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


@dataclass(frozen=True)
class AssemblyLine:
    """The assembly line of a pair, and the step at which it stands."""

    trace: BleuTrace
    stops: Sequence[AssemblyStop]
    step: int

    @classmethod
    def of(cls, trace: BleuTrace, step: int) -> "AssemblyLine":
        """Lay out the line; ``step`` is brought to a stop that exists, -1 to the last one."""
        stops = list_stops([order.total for order in trace.ngrams])
        return cls(trace, stops, clamp_step(stops, step))

    @property
    def stop(self) -> AssemblyStop:
        """What is known here."""
        return self.stops[self.step]

    @property
    def last(self) -> int:
        """The number of the last stop."""
        return len(self.stops) - 1

    @property
    def order(self) -> NgramOrder:
        """The order that is being matched; one without n-grams where there is none."""
        return self.trace.ngrams[self.stop.n - 1] if self.trace.ngrams else NgramOrder(n=1, places=(), counts=())

    @property
    def matched(self) -> int:
        """How many n-grams of it have found a place so far."""
        return sum(place.fate == "matched" for place in self.order.places[: self.stop.shown])

    @property
    def asked(self) -> int | None:
        """The first order whose fraction is not yet known."""
        return asked_order(self.stops, self.step, [order.total for order in self.trace.ngrams])

    @property
    def score_so_far(self) -> float:
        """The product of the factors weighed so far, the whole score at the end."""
        stop, score = self.stop, self.trace
        return score.score if stop.done else prod(score.factors[: stop.n if stop.weighed else stop.n - 1])

    def counted(self, n: int) -> bool:
        """Whether the fraction p_n is known."""
        stop = self.stop
        return stop.done or n < stop.n or (n == stop.n and stop.shown == self.trace.counts.totals[n - 1])

    def weighed(self, n: int) -> bool:
        """Whether the power of p_n is known."""
        return self.stop.done or n < self.stop.n or (n == self.stop.n and self.stop.weighed)
