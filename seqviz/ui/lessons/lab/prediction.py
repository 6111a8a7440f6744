"""What the laboratory asks before it trains, and what the run says to it."""

import math
from typing import Literal, get_args

from seqviz.config import LanguageModelConfig
from seqviz.jobs.watch import Watch
from seqviz.metrics.perplexity import perplexity
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.language_model import LanguageModelView, contest
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.experiment.readings import EVALUATIONS, perplexity_text_of
from seqviz.ui.experiment.settings import Settings

STEP = 200
Band = Literal["worse", "half", "quarter", "less"]
BANDS: tuple[Band, ...] = get_args(Band)

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
    options: dict[str, str] = {band: t(f"lab.predict.{band}") for band in BANDS}
    return Question(subject="perplexity", text=t("lab.predict", step=STEP), options=options, why="why")


def outcome_of(settings: LabSettings, watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return what the run says, once every model has passed step 200 or has ended."""
    if watch is None or watch.contest != contest(settings):
        return None
    losses = {name: loss_at(watch, name, STEP) for name in watch.names}
    if any(loss is None and name not in watch.outcomes for name, loss in losses.items()):
        return None
    if len(watch.names) > 1:
        return _best({name: math.inf if loss is None else loss for name, loss in losses.items()}, watch, t)
    (loss,) = losses.values()
    if loss is None:
        return Outcome(measured=t("lab.predict.exploded", step=watch.outcomes[watch.names[0]].step))
    unigram = watch.description(watch.names[0]).unigram_loss
    values = {"perplexity": perplexity_text_of(loss, t), "unigram": perplexity_text_of(unigram, t)}
    return Outcome(answers=frozenset({band_of(loss, unigram)}), measured=t("lab.predict.measured", **values))


def loss_at(watch: Watch, contestant: str, step: int) -> float | None:
    """Return the held-out loss after ``step`` steps, as long as the run still has it."""
    columns = watch.trail(EVALUATIONS, contestant).columns
    found = (
        [float(loss) for at, loss in zip(columns["step"], columns["loss"], strict=True) if at == step]
        if columns
        else []
    )
    return found[0] if found else None


def _best(losses: dict[str, float], watch: Watch, t: Catalog) -> Outcome:
    names = contestant_names(watch.contest, t)
    least = min(losses.values())
    ranked = sorted(losses, key=losses.__getitem__)
    measured = " · ".join(f"{names[name]} {perplexity_text_of(losses[name], t)}" for name in ranked)
    return Outcome(answers=frozenset(name for name, loss in losses.items() if loss == least), measured=measured)
