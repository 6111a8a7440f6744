"""What each screen asks before it trains, and what the run says to it."""

import math
from typing import Any

from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import decimals_text, percent_text
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.lessons.bidirectional.outline import BidirectionalSettings

FILL, FORECAST = "FillEvaluation", "ForecastEvaluation"
STEP = 150
GAINS = {"none": 0.02, "some": 0.10, "much": math.inf}
"""By how many shares of right first guesses both sides may be ahead of the better one."""
LEVELS = {"certain": 1.3, "sure": 4.0, "letters": 8.0, "pairs": math.inf}
"""Perplexities on held-out text up to which an answer reaches."""
CLOSE = 0.01
"""A gain this near to the edge of two answers is both."""


def fill_question(settings: BidirectionalSettings, t: Catalog) -> Question:
    """Ask how much better both sides are than the better one."""
    options = {name: t(f"bidirectional.gain.{name}") for name in GAINS}
    step = judged_at(settings)
    return Question(
        subject=f"gain/{settings.config.text}", text=t("bidirectional.predict.fill", step=step), options=options,
        why="joined-why",
    )  # fmt: skip


def fill_outcome(settings: BidirectionalSettings, watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return what the three networks guess at the judged step."""
    found = evaluation_at(watch, FILL, judged_at(settings))
    if found is None:
        return None
    gain = found["both"] - max(found["left"], found["right"])
    shares = {name: percent_text(found[name], t.language, digits=1) for name in ("left", "right", "both")}
    return Outcome(answers=bands_of(gain), measured=t("bidirectional.measured.fill", **shares))


def bands_of(gain: float) -> frozenset[str]:
    """Return the answers that hold for a gain; at the edge of two of them, both."""
    return frozenset({band_of(gain - CLOSE, GAINS), band_of(gain + CLOSE, GAINS)})


def leak_question(settings: BidirectionalSettings, t: Catalog) -> Question:
    """Ask what held-out perplexity the two-way language model will come down to."""
    options = {name: t(f"bidirectional.level.{name}") for name in LEVELS}
    text = t("bidirectional.predict.leak", step=judged_at(settings))
    return Question(subject=f"leak/{settings.config.text}", text=text, options=options, why="leak-why")


def leak_outcome(settings: BidirectionalSettings, watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return the perplexities of the leaking model, with the future and without it."""
    found = evaluation_at(watch, FORECAST, judged_at(settings))
    if found is None:
        return None
    levels = {name: perplexity(found[name], t) for name in ("honest", "leaking", "blind")}
    answer = band_of(math.exp(found["leaking"]), LEVELS)
    return Outcome(answers=frozenset({answer}), measured=t("bidirectional.measured.leak", **levels))


def band_of(value: float, bands: dict[str, float]) -> str:
    """Return the first band that reaches up to a value."""
    return next(name for name, most in bands.items() if value <= most)


def judged_at(settings: BidirectionalSettings) -> int:
    """Return the step at which predictions are judged: a short run is judged at its end."""
    return min(STEP, settings.config.max_steps)


def evaluation_at(watch: Watch | None, kind: str, step: int) -> dict[str, float] | None:
    """Return an evaluation of a run by the names of its numbers, ``None`` before it."""
    columns: dict[str, Any] = dict(watch.trail(kind, "").columns) if watch else {}
    if not columns:
        return None
    rows = (columns["step"] == step).nonzero()[0]
    return {name: float(values[rows[0]]) for name, values in columns.items()} if len(rows) else None


def newest(watch: Watch | None, kind: str, name: str) -> float | None:
    """Return a number of the newest evaluation."""
    return watch.trail(kind, "").newest(name) if watch else None


def perplexity(loss: float, t: Catalog) -> str:
    """Write the perplexity of a mean loss with two decimals."""
    return decimals_text(math.exp(loss), t.language, digits=2)
