"""What the page asks before it trains, and what the run says to it."""

from typing import Literal

from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.laboratory import LabSettings
from seqviz.ui.experiment.language_model import contest
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.experiment.ranking import best_at
from seqviz.ui.experiment.readings import perplexity_text_of
from seqviz.ui.lessons.deep.outline import EQUAL_WIDTH, RATES
from seqviz.ui.lessons.deep.verdict import STEP, Verdict, verdict_of

About = Literal["steps", "seconds", "rate"]
CLOSE = 0.02
"""Losses in nats that are so near are of equal quality: another seed moves them as far."""


def about(settings: LabSettings) -> About:
    """Return what is asked: the best after the same steps, after the same seconds, or a layer against a rate."""
    if settings.view.rivals == RATES:
        return "rate"
    return "seconds" if settings.view.budget == "seconds" else "steps"


def question_of(settings: LabSettings, t: Catalog) -> Question | None:
    """Ask which of several models is the best; one model alone asks nothing."""
    if not settings.view.rivals:
        return None
    what, names = about(settings), contestant_names(contest(settings), t)
    if what == "rate":
        options: dict[str, str] = {answer: t(f"deep.rate.{answer}") for answer in ("layer", "rate", "close")}
        return Question(subject="rate", text=t("deep.predict.rate", step=STEP), options=options, why="rate")
    if what == "seconds":
        return Question(subject="seconds", text=t("deep.predict.seconds", step=STEP), options=names, why="seconds")
    subject = "width" if settings.view.rivals == EQUAL_WIDTH else f"best-{settings.config.cell}"
    return Question(subject=subject, text=t("deep.predict", step=STEP), options=names, why="why")


def outcome_of(settings: LabSettings, watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return what the run says, once every model has come far enough or has ended."""
    if watch is None or watch.contest != contest(settings) or len(watch.names) < 2:
        return None
    what, found = about(settings), verdict_of(watch)
    if what == "steps":
        return best_at(watch, STEP, t)
    if found is None:
        return None
    return _rates(found, t) if what == "rate" else _seconds(found, watch, t)


def _seconds(found: Verdict, watch: Watch, t: Catalog) -> Outcome:
    names = contestant_names(watch.contest, t)
    losses = {name: model.loss_at_once for name, model in found.models.items()}
    ranked = sorted(losses, key=losses.__getitem__)
    told = " · ".join(f"{names[name]} {perplexity_text_of(losses[name], t)}" for name in ranked)
    moment = decimals_text(found.moment, t.language, digits=1)
    return Outcome(
        answers=frozenset({found.at_equal_seconds}), measured=t("deep.seconds.measured", moment=moment, told=told)
    )


def _rates(found: Verdict, t: Catalog) -> Outcome:
    """Compare what a doubled rate does to one layer with what a second layer does."""
    losses = [model.loss for model in found.models.values()]
    _, faster, deeper, _ = losses
    near = abs(faster - deeper) <= CLOSE
    answer = "close" if near else "rate" if faster < deeper else "layer"
    names = ("one", "faster", "deeper", "both")
    words = {name: perplexity_text_of(loss, t) for name, loss in zip(names, losses, strict=True)}
    return Outcome(answers=frozenset({answer}), measured=t("deep.rate.measured", step=STEP, **words))
