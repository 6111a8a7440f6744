"""The long work of the page: which sweeps there are, begin those that are missing, cancel, and judge what is there."""

from dataclasses import dataclass, replace
from typing import Any

from seqviz.jobs.moments import Moment, moments
from seqviz.jobs.watch import Watch
from seqviz.metrics.decoding import Judged
from seqviz.records.decoding_sweep import ConventionsAnswer, ConventionsQuestion, Sweep, SweepQuestion
from seqviz.records.jobs import WorkNews
from seqviz.records.problem import Problem
from seqviz.ui.experiment.judging import complete_sets, exact_of, judged_once
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.lessons.decoding_tradeoffs.outline import MOMENTS

FLOOR_WIDTHS, FLOOR_BUDGET = (1, 16), 2_000
"""Beams whose answers an exact search has to beat, and the prefixes that it may read of a sentence."""


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


def decodings(watch: Watch | None) -> dict[Moment, Decoding]:
    """Return the newest sweep at each moment; all that is known of it comes from the run."""
    if watch is None:
        return {}
    newest = {news.partial.step: news for news in sweeps(watch) if 0.0 in news.partial.exact_alphas}
    return {
        moment: Decoding(moment=moment, sweep=newest[step].partial, news=newest[step])
        for moment, step in moments(watch).items()
        if step in newest
    }


def sweeps(watch: Watch) -> list[WorkNews]:
    """Return the works that have brought a sweep, what was begun last at the end."""
    return [news for news in watch.works if isinstance(news.partial, Sweep)]


def exact_at(watch: Watch, found: Decoding, alpha: float) -> Judged | None:
    """Return the judgement of exact search at an alpha, beside all beams: that at 0 comes with every sweep."""
    if alpha == 0.0:
        return exact_of(judged(watch, found, alpha))
    same = (found.sweep.step, (alpha,), len(found.sweep.pairs))
    for news in reversed(sweeps(watch)):
        asked = news.partial
        if (asked.step, asked.exact_alphas, len(asked.pairs)) == same and asked.complete:
            both = replace(found.sweep, sets=(*found.sweep.sets, asked.sets[-1]))
            return exact_of(judged_once(watch, f"{found.news.work}+{news.work}", both, alpha), alpha)
    return None


def search_exactly(slot: Slot, found: Decoding, alpha: float) -> None:
    """Begin an exact search at an alpha, with the answers of two beams to beat."""
    most = len(found.sweep.pairs)
    question = SweepQuestion(most=most, widths=FLOOR_WIDTHS, budget=FLOOR_BUDGET, draws=0, exact_alphas=(alpha,))
    _work(slot, question, found.sweep.step)


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
