"""A test set that was decoded in many ways, judged on a page: each judgement is made once."""

from typing import Any

from seqviz.jobs.watch import Watch
from seqviz.metrics.decoding import Judged, judge
from seqviz.records.decoding_sweep import DecodedSet, Sweep

KEPT = 40


def complete_sets(sweep: Sweep) -> list[DecodedSet]:
    """Return what has decoded every sentence."""
    return [part for part in sweep.sets if len(part.proven) == len(sweep.pairs)]


def judged_once(watch: Watch, name: str, sweep: Sweep, alpha: float) -> tuple[Judged, ...]:
    """Return the judgement of all ways that are complete, the narrowest beam first; ``name`` tells sweeps apart."""
    known: dict[Any, tuple[Judged, ...]] = watch.memory.setdefault("judged", {})
    key = (name, len(complete_sets(sweep)), sweep.complete, alpha)
    if key not in known:
        while len(known) >= KEPT:
            known.pop(next(iter(known)))
        known[key] = judge(sweep, alpha)
    return known[key]


def beam_of(all_judged: tuple[Judged, ...], width: int) -> Judged | None:
    """Return the judgement of one beam width."""
    return next((one for one in beams_of(all_judged) if one.answers.width == width), None)


def beams_of(all_judged: tuple[Judged, ...]) -> list[Judged]:
    """Return the beams, the narrowest first."""
    return [one for one in all_judged if one.answers.method == "beam"]


def exact_of(all_judged: tuple[Judged, ...], alpha: float = 0.0) -> Judged | None:
    """Return the judgement of the exact search at an alpha."""
    return next((one for one in all_judged if one.answers.method == "exact" and one.answers.alpha == alpha), None)
