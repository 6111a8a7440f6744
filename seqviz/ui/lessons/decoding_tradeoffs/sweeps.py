"""The long work of the page: which sweeps there are, begin those that are missing, cancel, and judge what is there."""

from dataclasses import dataclass
from typing import Any

from seqviz.jobs.watch import Watch
from seqviz.metrics.decoding import Judged
from seqviz.records.decoding_sweep import ConventionsAnswer, ConventionsQuestion, Sweep, SweepQuestion
from seqviz.records.jobs import WorkNews
from seqviz.records.problem import Problem
from seqviz.ui.experiment.judging import complete_sets, judged_once
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.lessons.decoding_tradeoffs.moments import Moment, moments_of
from seqviz.ui.lessons.decoding_tradeoffs.outline import MOMENTS

EVALUATIONS = "TranslationEvaluation"


@dataclass(frozen=True, kw_only=True)
class Decoding:
    """A sweep at one moment and how its work stands."""

    moment: Moment
    sweep: Sweep
    news: WorkNews

    @property
    def decoded(self) -> int:
        """How many of the ways to decode are complete."""
        return len(complete_sets(self.sweep))


def moments(watch: Watch | None) -> dict[Moment, int]:
    """Return the kept steps of the run that are early, middle and late, as far as it has come."""
    if watch is None:
        return {}
    columns = watch.trail(EVALUATIONS, watch.names[0]).columns
    if not columns:
        return {}
    steps = [int(step) for step in columns["step"].tolist()]
    return dict(moments_of(steps, columns["exact"].tolist(), set(watch.poll.checkpoints)))


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
    return judged_once(watch, found.news.work, found.sweep, alpha)


def _work(slot: Slot, question: Any, step: int) -> None:
    if slot.watch is None:
        return
    slot.refused = None
    try:
        slot.watch.run.work(question, step)
    except Problem as problem:
        slot.refused = problem
    slot.watch.refresh()
