"""What the laboratory asks before it trains, and what the run says to it."""

from typing import Literal, get_args

from seqviz.config import LanguageModelConfig
from seqviz.jobs.watch import Watch
from seqviz.metrics.perplexity import perplexity
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.language_model import LanguageModelView, contest
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.experiment.ranking import best_at, losses_at
from seqviz.ui.experiment.readings import perplexity_text_of
from seqviz.ui.experiment.settings import Settings

STEP = 200
Band = Literal["worse", "half", "quarter", "less"]
BROKEN = "broken"
"""The answer of who expects that the run stops itself before."""
OPTIONS: tuple[str, ...] = (*get_args(Band), BROKEN)

LabSettings = Settings[LanguageModelConfig, LanguageModelView]


def band_of(loss: float, unigram_loss: float) -> Band:
    """Return where a held-out loss stands, by its perplexity as a share of the unigram's: above 1, 1/2, 1/4, below."""
    share = perplexity(loss) / perplexity(unigram_loss)
    return "worse" if share >= 1 else "half" if share >= 0.5 else "quarter" if share >= 0.25 else "less"


def question_of(settings: LabSettings, t: Catalog) -> Question:
    """Ask for the perplexity of one model, or for the best of several."""
    if settings.view.rivals:
        names = contestant_names(contest(settings), t)
        return Question(subject="best", text=t("lab.predict.best", step=STEP), options=names, why="best")
    options: dict[str, str] = {answer: t(f"lab.predict.{answer}") for answer in OPTIONS}
    return Question(subject="perplexity", text=t("lab.predict", step=STEP), options=options, why="why")


def outcome_of(settings: LabSettings, watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return what the run says, once every model has passed step 200 or has ended."""
    if watch is None or watch.contest != contest(settings):
        return None
    if len(watch.names) > 1:
        return best_at(watch, STEP, t)
    losses = losses_at(watch, STEP)
    if losses is None:
        return None
    ((name, loss),) = losses.items()
    if loss is None:
        exploded = t("lab.predict.exploded", step=watch.outcomes[name].step)
        return Outcome(answers=frozenset({BROKEN}), measured=exploded)
    unigram = watch.description(name).unigram_loss
    values = {"perplexity": perplexity_text_of(loss, t), "unigram": perplexity_text_of(unigram, t)}
    return Outcome(answers=frozenset({band_of(loss, unigram)}), measured=t("lab.predict.measured", **values))
