"""What the two translators have made of the held-out sentences: their sweeps, judged, and the answers that repeat."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from seqviz.config.dirt import CLEANED, SHIPPED, Dirt, Scoring
from seqviz.jobs.watch import Watch
from seqviz.metrics.decoding import Judged
from seqviz.records.decoding_sweep import Sweep, SweepQuestion
from seqviz.records.jobs import WorkNews
from seqviz.records.pairs import Tokens
from seqviz.ui.experiment.judging import beams_of, exact_of, judged_once

NAMES: tuple[Dirt, ...] = (SHIPPED, CLEANED)
ALPHAS: Mapping[Scoring, float] = {"raw": 0.0, "scored": 0.75}
QUESTION = SweepQuestion(most=100, widths=(1, 5, 16, 64), budget=1_000, draws=0, exact_alphas=(0.0, 0.75))


@dataclass(frozen=True, kw_only=True, eq=False)
class Ways:
    """The ways in which one translator has decoded the sentences, at one alpha: beams, narrowest first, and exact."""

    sweep: Sweep
    beams: tuple[Judged, ...]
    exact: Judged | None

    @property
    def all(self) -> tuple[Judged, ...]:
        """Every way, from the narrowest on."""
        return self.beams if self.exact is None else (*self.beams, self.exact)


def works(watch: Watch | None) -> dict[str, WorkNews]:
    """Return the newest sweep of each translator."""
    return {news.contestant or "": news for news in watch.works} if watch is not None else {}


def ways(watch: Watch | None, scoring: Scoring) -> dict[Dirt, Ways]:
    """Return what each translator has decoded so far, at least with greedy search."""
    found: dict[Dirt, Ways] = {}
    known = works(watch)
    for name in NAMES:
        news = known.get(name)
        if watch is None or news is None or not isinstance(news.partial, Sweep):
            continue
        everything = judged_once(watch, news.work, news.partial, ALPHAS[scoring])
        if everything:
            exact = exact_of(everything, ALPHAS[scoring])
            found[name] = Ways(sweep=news.partial, beams=tuple(beams_of(everything)), exact=exact)
    return found


def answers_of(way: Judged) -> list[Tokens]:
    """Return the answer to each sentence."""
    return [way.answers.words[place] for place in way.chosen.tolist()]


def commonest(way: Judged) -> tuple[Tokens, int]:
    """Return the answer that is given most often, and to how many sentences."""
    return Counter(answers_of(way)).most_common(1)[0]


def shrinking_places(found: Ways, count: int) -> list[int]:
    """Return sentences whose answers shrink most from the narrowest search to the widest, each answer longer first."""
    lengths = [[len(answer) for answer in answers_of(way)] for way in found.all]
    falls = [max(first - last, 0) for first, last in zip(lengths[0], lengths[-1], strict=True)]
    steps = [len({way[n] for way in lengths}) for n in range(len(falls))]
    order = sorted(range(len(falls)), key=lambda n: (-min(steps[n], 4), -falls[n], n))
    return [n for n in order if falls[n]][:count]
