"""The long work of the page: which sweeps there are, begin those that are missing, cancel, and judge what is there."""

from dataclasses import dataclass
from typing import Any

from seqviz.jobs.moments import Moment, moments
from seqviz.jobs.watch import Watch
from seqviz.metrics.decoding import Judged, judge
from seqviz.records.decoding_sweep import ConventionsAnswer, ConventionsQuestion, Sweep, SweepQuestion
from seqviz.records.jobs import WorkNews
from seqviz.records.problem import Problem
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.lessons.decoding_tradeoffs.outline import MOMENTS

KEPT_JUDGEMENTS = 40


@dataclass(frozen=True, kw_only=True)
class Decoding:
    """A sweep at one moment and how its work stands."""

    moment: Moment
    sweep: Sweep
    news: WorkNews

    @property
    def decoded(self) -> int:
        """How many of the ways to decode are complete."""
        return len({id(part) for part in self.sweep.sets if len(part.proven) == len(self.sweep.pairs)})


def decodings(watch: Watch | None) -> dict[Moment, Decoding]:
    """Return the newest sweep at each moment; all that is known of it comes from the run."""
    if watch is None:
        return {}
    newest = {news.partial.step: news for news in watch.works if isinstance(news.partial, Sweep)}
    return {
        moment: Decoding(moment=moment, sweep=newest[step].partial, news=newest[step])
        for moment, step in moments(watch).items()
        if step in newest
    }


def compared(watch: Watch | None, step: int | None) -> ConventionsAnswer | None:
    """Return the newest comparison of conventions at a step."""
    answers = [news.partial for news in watch.works if isinstance(news.partial, ConventionsAnswer)] if watch else []
    return next((answer for answer in reversed(answers) if answer.step == step), None)


def open_work(watch: Watch | None) -> list[WorkNews]:
    """Return the works that are not done."""
    return [news for news in watch.works if not news.done] if watch is not None else []


def decode_all(slot: Slot, question: SweepQuestion) -> None:
    """Begin a sweep at each moment that has none, or none of so many sentences that came to its end."""
    watch = slot.watch
    if watch is None:
        return
    cancel_all(slot)
    finished = {
        moment
        for moment, found in decodings(watch).items()
        if found.sweep.complete and len(found.sweep.pairs) == question.most
    }
    for moment, step in sorted(moments(watch).items(), key=lambda found: MOMENTS.index(found[0])):
        if moment not in finished:
            _work(slot, question, step)


def compare(slot: Slot, question: ConventionsQuestion, step: int) -> None:
    """Begin to compare the conventions at a step."""
    _work(slot, question, step)


def cancel_all(slot: Slot) -> None:
    """Let go of what is in progress; what it has brought stays."""
    for news in open_work(slot.watch):
        try:
            if slot.watch is not None:
                slot.watch.run.cancel(news.work)
        except Problem as problem:
            slot.refused = problem
    if slot.watch is not None:
        slot.watch.refresh()


def judged(watch: Watch, found: Decoding, alpha: float) -> tuple[Judged, ...]:
    """Return the judgement of all ways that are complete, the narrowest beam first; it is made once."""
    known: dict[Any, tuple[Judged, ...]] = watch.memory.setdefault("judged", {})
    key = (found.news.work, found.decoded, found.sweep.complete, alpha)
    if key not in known:
        while len(known) >= KEPT_JUDGEMENTS:
            known.pop(next(iter(known)))
        known[key] = judge(found.sweep, alpha)
    return known[key]


def beam_of(all_judged: tuple[Judged, ...], width: int) -> Judged | None:
    """Return the judgement of one beam width."""
    return next((one for one in beams_of(all_judged) if one.answers.width == width), None)


def beams_of(all_judged: tuple[Judged, ...]) -> list[Judged]:
    """Return the beams, the narrowest first."""
    return [one for one in all_judged if one.answers.method == "beam"]


def exact_of(all_judged: tuple[Judged, ...]) -> Judged | None:
    """Return the judgement of the exact search."""
    return next((one for one in all_judged if one.answers.method == "exact"), None)


def _work(slot: Slot, question: Any, step: int) -> None:
    if slot.watch is None:
        return
    slot.refused = None
    try:
        slot.watch.run.work(question, step)
    except Problem as problem:
        slot.refused = problem
    slot.watch.refresh()
