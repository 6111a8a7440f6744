"""What the page asks before it trains, and what the run says to it."""

import math

from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.laboratory import LabSettings
from seqviz.ui.experiment.language_model import contest
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.experiment.ranking import best_at, losses_at
from seqviz.ui.experiment.readings import perplexity_text_of
from seqviz.ui.lessons.gru.outline import OTHER_RESET

STEP = 300
CLOSE = 0.05
"""Perplexities within this share of each other are of equal quality: another seed moves them as far."""


def question_of(settings: LabSettings, t: Catalog) -> Question | None:
    """Ask for the best of several cells, or what the place of the reset gate changes; one model alone asks nothing."""
    if not settings.view.rivals:
        return None
    if _asks_for_the_place(settings):
        options: dict[str, str] = {name: t(f"gru.reset.{name}") for name in ("same", "close", "before", "after")}
        return Question(subject="reset", text=t("gru.reset", step=STEP), options=options, why="reset")
    names = contestant_names(contest(settings), t)
    return Question(subject="best", text=t("gru.predict", step=STEP), options=names, why="why")


def outcome_of(settings: LabSettings, watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return what the run says, once every model has passed step 300 or has ended."""
    if watch is None or watch.contest != contest(settings) or len(watch.names) < 2:
        return None
    if not _asks_for_the_place(settings):
        return best_at(watch, STEP, t)
    losses = losses_at(watch, STEP)
    if losses is None or any(loss is None for loss in losses.values()):
        return None
    first, other = (loss for loss in losses.values() if loss is not None)
    ratio = math.exp(other - first)
    answer = "same" if first == other else "close" if abs(ratio - 1) <= CLOSE else "before" if ratio > 1 else "after"
    words = {"first": perplexity_text_of(first, t), "other": perplexity_text_of(other, t)}
    return Outcome(answers=frozenset({answer}), measured=t("gru.reset.measured", step=STEP, **words))


def _asks_for_the_place(settings: LabSettings) -> bool:
    """Whether the lecture's form stands beside torch's, and nothing else differs."""
    return settings.view.rivals == OTHER_RESET and (settings.config.cell, settings.config.reset) == ("gru", "before")
