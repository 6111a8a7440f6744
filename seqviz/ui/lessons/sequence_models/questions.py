"""What each experiment asks first, and the outcome as the run measures it."""

import math
from collections.abc import Mapping

from seqviz.config import ForecastConfig
from seqviz.config.forecast import contest_of
from seqviz.figures.forecast import NAIVE
from seqviz.jobs.watch import Watch
from seqviz.records.forecast import CONTESTANTS, Facts, HorizonQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import number_text
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.lessons.sequence_models.facts import facts_of, names_of
from seqviz.ui.page import Page

ENOUGH_STEPS = 100
"""A verdict needs a model that has learned something."""
VERDICT_SECONDS = 1.0
LITTLE, MUCH = 0.1, 0.4
NO_BETTER, AS_GOOD = 0.93, 1.1


def question_of(page: Page, config: ForecastConfig) -> Question:
    """Return the question that an experiment begins with."""
    t, task = page.t, config.task
    options: dict[str, str]
    if task == "forecast":
        names = names_of(t.language)
        options = {name: names[name] for name in (*CONTESTANTS["forecast"], *NAIVE)}
    else:
        answers = ("little", "some", "much") if task == "fill" else ("same", "between", "mean")
        options = {name: t(f"sequence-models.{task}.answer.{name}") for name in answers}
    return Question(
        subject=f"{task}/{config.source}" if task == "forecast" else f"{task}/{config.source}/{config.family}",
        text=t(f"sequence-models.{task}.question", k=facts_of(config).split.furthest),
        options=options,
        why=f"{task}-why",
    )


def outcome_of(page: Page, config: ForecastConfig, watch: Watch | None) -> Outcome | None:
    """Return what the run of these very settings measures now, whatever past or feedback the charts show."""
    if watch is None or watch.contest != contest_of(config):
        return None
    t, found = page.t, _VERDICTS[config.task](watch, facts_of(config), page.t)
    if found is None or (watch.poll.ended and watch.poll.step >= ENOUGH_STEPS):
        return found
    if watch.poll.ended:
        return Outcome(measured=t("sequence-models.predict.too-short", needed=ENOUGH_STEPS, measured=found.measured))
    return Outcome(measured=t("sequence-models.predict.so-far", measured=found.measured))


def errors_of(watch: Watch) -> Mapping[str, float] | None:
    """Return the newest one-step error of each contestant; none before all have one."""
    newest = {name: watch.trail("ForecastEvaluation", name).newest("error") for name in watch.names}
    return {name: error for name, error in newest.items() if error is not None} if all(newest.values()) else None


def _furthest_winner(watch: Watch, facts: Facts, t: Catalog) -> Outcome | None:
    """Who errs least at the furthest horizon: the models fed their own predictions, and the naive baselines."""
    question = HorizonQuestion(horizons=(facts.split.furthest,))
    asked = {name: watch.ask("verdict", question, name, every=VERDICT_SECONDS) for name in watch.names}
    if any(standing.answer is None for standing in asked.values()):
        return None
    errors = {name: float(standing.answer.errors[-1]) for name, standing in asked.items()}
    errors |= {name: float(facts.baselines.errors[name][-1]) for name in NAIVE}
    names = names_of(t.language)
    ranked = sorted((error, name) for name, error in errors.items() if math.isfinite(error))
    words, winner = (
        " · ".join(f"{names[name]} {number_text(error, t.language)}" for error, name in ranked),
        ranked[0][1],
    )
    if winner in NAIVE:
        remark = t("sequence-models.forecast.naive-wins", name=names[winner])
        words = t("sequence-models.sentences", first=f"{words}.", second=remark)
    return _came_out(winner, words)


def _gain_of_the_future(watch: Watch, facts: Facts, t: Catalog) -> Outcome | None:
    if (errors := errors_of(watch)) is None:
        return None
    saved = 1 - errors["both"] / errors["past"]
    line = float(facts.baselines.errors["line"][0])
    numbers = {"past": errors["past"], "both": errors["both"], "line": line}
    said = {name: number_text(error, t.language) for name, error in numbers.items()}
    words = t("sequence-models.fill.measured", saved=t.number(100 * saved), **said)
    return _came_out("little" if saved < LITTLE else "some" if saved < MUCH else "much", words)


def _loss_of_order(watch: Watch, facts: Facts, t: Catalog) -> Outcome | None:
    if (errors := errors_of(watch)) is None:
        return None
    ordered, mixed = errors["ordered"], errors["shuffled"]
    guess, spread = float(facts.baselines.errors["mean"][0]), float(facts.series.values.std())
    answer = "same" if mixed < AS_GOOD * ordered else "mean" if mixed > NO_BETTER * min(guess, spread) else "between"
    numbers = {"ordered": ordered, "shuffled": mixed, "spread": spread}
    words = {name: number_text(value, t.language) for name, value in numbers.items()}
    return _came_out(answer, t("sequence-models.order.measured", **words))


def _came_out(answer: str, measured: str) -> Outcome:
    return Outcome(answers=frozenset({answer}), measured=measured)


_VERDICTS = {"forecast": _furthest_winner, "fill": _gain_of_the_future, "order": _loss_of_order}
