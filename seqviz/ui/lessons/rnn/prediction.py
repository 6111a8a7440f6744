"""What the page asks before it trains, and what the run says to it."""

from typing import get_args

from seqviz.config.language_model import LanguageModelConfig
from seqviz.jobs.watch import Watch
from seqviz.records.ladder import CountedRung, Ladder
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.laboratory import LabSettings
from seqviz.ui.experiment.language_model import contest
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.experiment.ranking import best_at, loss_at
from seqviz.ui.experiment.readings import perplexity_text_of
from seqviz.ui.lessons.rnn.counted import counted
from seqviz.ui.lessons.rnn.outline import WITHOUT_MEMORY

STEP = 300


def question_of(settings: LabSettings, t: Catalog) -> Question | None:
    """Ask how good the network is without its memory, or which of several is the best; one alone asks nothing."""
    if not settings.view.rivals:
        return None
    if about_memory(settings):
        options: dict[str, str] = {rung: t(f"rnn.rung.{rung}") for rung in get_args(CountedRung)}
        subject = f"memory/{settings.config.text}"
        return Question(subject=subject, text=t("rnn.predict", step=STEP), options=options, why="why")
    names = contestant_names(contest(settings), t)
    return Question(subject="best", text=t("rnn.predict.best", step=STEP), options=names, why="deeper")


def outcome_of(settings: LabSettings, watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return which counted model the network without memory is nearest to, or which network is the best."""
    if watch is None or watch.contest != contest(settings) or len(watch.names) < 2:
        return None
    if not about_memory(settings):
        return best_at(watch, STEP, t)
    config = watch.contest.configs[1]
    losses = [loss_at(watch, name, STEP) for name in watch.names]
    if not isinstance(config, LanguageModelConfig) or None in losses:
        return None
    try:
        ladder = counted(config)
    except Problem:
        return None
    whole, without = (loss for loss in losses if loss is not None)
    words = {name: perplexity_text_of(loss, t) for name, loss in (("whole", whole), ("without", without))}
    rung = nearest(ladder, without)
    measured = t("rnn.measured", step=STEP, rung=perplexity_text_of(ladder.losses[rung], t), **words)
    return Outcome(answers=frozenset({rung}), measured=measured)


def nearest(ladder: Ladder, loss: float) -> CountedRung:
    """Return the counted model whose perplexity is nearest as a ratio."""
    return min(ladder.losses, key=lambda rung: abs(ladder.losses[rung] - loss))


def about_memory(settings: LabSettings) -> bool:
    """Whether an RNN stands beside itself without recurrence, and nothing else differs."""
    config = settings.config
    return settings.view.rivals == WITHOUT_MEMORY and (config.cell, config.recurrence) == ("rnn", "full")
