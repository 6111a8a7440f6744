"""What the page asks before it trains, and what the run says to it."""

from typing import Literal, get_args

from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import percent_text
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.lessons.seq2seq.charts import EVALUATIONS
from seqviz.ui.lessons.seq2seq.outline import Seq2SeqSettings

HALF = 0.5
LAST = 600
Band = Literal["soon", "then", "late", "never"]


def band_of(step: float | None) -> Band:
    """Return when half of the held-out sentences were right: within 100, 300 or 600 steps, or not."""
    if step is None or step > LAST:
        return "never"
    return "soon" if step <= 100 else "then" if step <= 300 else "late"


def question_of(settings: Seq2SeqSettings, t: Catalog) -> Question:
    """Ask at which step half of the held-out sentences will be translated without a mistake."""
    options: dict[str, str] = {band: t(f"seq2seq.predict.{band}") for band in get_args(Band)}
    config = settings.config
    fed = "fed" if config.every_step else "plain"
    return Question(subject=f"half/{config.pairs}-{fed}", text=t("seq2seq.predict"), options=options, why="why")


def outcome_of(watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return the first evaluation with half of the sentences right, or the last one of a run that is through."""
    columns = watch.trail(EVALUATIONS, watch.names[0]).columns if watch else {}
    if watch is None or not columns:
        return None
    steps, exact = columns["step"].tolist(), columns["exact"].tolist()
    half = next((step for step, share in zip(steps, exact, strict=True) if share >= HALF), None)
    known = half is not None or steps[-1] >= LAST or watch.poll.ended
    shown = steps.index(half) if half is not None else len(steps) - 1
    measured = t(
        "seq2seq.predict.measured", step=t.number(int(steps[shown])), share=percent_text(exact[shown], t.language)
    )
    return Outcome(answers=frozenset({band_of(half)}) if known else frozenset(), measured=measured)
