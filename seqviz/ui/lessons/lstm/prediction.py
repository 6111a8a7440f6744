"""What the page asks before it trains, and what the run says to it."""

from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.laboratory import LabSettings
from seqviz.ui.experiment.language_model import contest
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.experiment.ranking import best_at

STEP = 300
EARLY = 50
"""Steps after which a forget bias still shows: it is only where the gates begin."""


def question_of(settings: LabSettings, t: Catalog) -> Question | None:
    """Ask which of several models is the best; one model alone asks nothing."""
    if not settings.view.rivals:
        return None
    names = contestant_names(contest(settings), t)
    if _about_the_bias(settings):
        return Question(subject="bias", text=t("lstm.predict.bias", step=EARLY), options=names, why="bias")
    return Question(subject="best", text=t("lstm.predict", step=STEP), options=names, why="why")


def outcome_of(settings: LabSettings, watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return what the run says, once every model has come far enough or has ended."""
    if watch is None or watch.contest != contest(settings) or len(watch.names) < 2:
        return None
    return best_at(watch, EARLY if _about_the_bias(settings) else STEP, t)


def _about_the_bias(settings: LabSettings) -> bool:
    """Whether the rivals differ in their forget bias alone."""
    return all({name for name, _ in rival} == {"forget_bias"} for rival in settings.view.rivals)
