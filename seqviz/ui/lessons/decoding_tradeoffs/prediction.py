"""What the page asks before it shows, and what the sweep says to it."""

from collections.abc import Mapping
from typing import Literal, get_args

from seqviz.jobs.moments import Moment
from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.judging import beam_of
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.lessons.decoding_tradeoffs.outline import TradeoffsSettings
from seqviz.ui.lessons.decoding_tradeoffs.sweeps import Decoding, judged

Guess = Literal["better", "same", "worse"]
Missed = Literal["none", "few", "many"]
WIDE = 64
FEW, MANY = 0.01, 0.1


def question_of(settings: TradeoffsSettings, t: Catalog) -> Question:
    """Ask what a wide beam does to BLEU at the moment that is looked at."""
    moment = settings.view.moment
    count = settings.view.sentences
    options = {str(guess): t(f"decoding-tradeoffs.predict.{guess}", count=count) for guess in get_args(Guess)}
    text = t("decoding-tradeoffs.predict", moment=t(f"decoding-tradeoffs.when.{moment}"), k=WIDE)
    return Question(subject=f"wider/{moment}", text=text, options=options, why="why")


def verdict_of(low: float, high: float) -> Guess:
    """Return whether a gain with this interval is one, a loss, or neither."""
    return "better" if low > 0 else "worse" if high < 0 else "same"


def outcome_of(
    settings: TradeoffsSettings, watch: Watch | None, found: Mapping[Moment, Decoding], t: Catalog
) -> Outcome | None:
    """Return what the widest beam has gained over greedy search, by the interval of the gain."""
    at = found.get(settings.view.moment)
    wide = beam_of(judged(watch, at, settings.view.alpha), WIDE) if watch and at else None
    if wide is None or at is None:
        return None
    low, high = wide.gain_interval

    def points(value: float) -> str:
        return decimals_text(100 * value, t.language, digits=1)

    measured = t(
        "decoding-tradeoffs.predict.measured", step=t.number(at.sweep.step), k=WIDE, gain=points(wide.gain),
        low=points(low), high=points(high), alpha=f"{settings.view.alpha:g}",
    )  # fmt: skip
    return Outcome(answers=frozenset({verdict_of(low, high)}), measured=measured)


def missed_question(settings: TradeoffsSettings, t: Catalog) -> Question:
    """Ask how often the widest beam misses a reference that scores better."""
    options = {str(band): t(f"decoding-tradeoffs.missed.{band}") for band in get_args(Missed)}
    moment = settings.view.moment
    text = t("decoding-tradeoffs.missed", k=WIDE, moment=t(f"decoding-tradeoffs.when.{moment}"))
    return Question(subject=f"missed/{moment}", text=text, options=options)


def missed_band(share: float) -> Missed:
    """Return how large a share of the sentences is."""
    return "none" if share < FEW else "few" if share < MANY else "many"


def missed_outcome(
    settings: TradeoffsSettings, watch: Watch | None, found: Mapping[Moment, Decoding], t: Catalog
) -> Outcome | None:
    """Return the share of references that the widest beam has missed."""
    at = found.get(settings.view.moment)
    wide = beam_of(judged(watch, at, settings.view.alpha), WIDE) if watch and at else None
    if wide is None:
        return None
    measured = t("decoding-tradeoffs.missed.measured", k=WIDE, missed=wide.missed, count=wide.sentences)
    return Outcome(answers=frozenset({missed_band(wide.missed / wide.sentences)}), measured=measured)
