"""What each experiment asks first, and the outcome as the run measures it."""

import math

from seqviz.config import ForecastConfig
from seqviz.figures.forecast import NAIVE
from seqviz.records.forecast import CONTESTANTS
from seqviz.text.catalog import Catalog
from seqviz.ui.page import Page
from seqviz.ui.sequence_models.facts import Facts, names_of
from seqviz.ui.sequence_models.predictions import predicted, prediction_panel
from seqviz.ui.sequence_models.watch import ForecastWatch

ENOUGH_STEPS = 100
"""A verdict needs a model that has learned something."""
LITTLE, MUCH = 0.1, 0.4
NO_BETTER, AS_GOOD = 0.93, 1.1


def ask_first(page: Page, config: ForecastConfig, watch: ForecastWatch | None, facts: Facts, subject: str) -> None:
    """Draw the question of the experiment, and the outcome once the run has ended."""
    t = page.t
    outcome, measured = None, ""
    if watch is not None and predicted(subject) is not None and watch.evaluations:
        # Neither fed with the truth nor as they were once do the models say who wins: what was measured before stands.
        watch.verdict = _VERDICTS[config.task](watch, facts, t) or watch.verdict
        if watch.verdict is not None:
            outcome, measured = watch.verdict
            if watch.poll.ended and watch.poll.step < ENOUGH_STEPS:
                outcome = None
                measured = t("sequence-models.predict.too-short", needed=ENOUGH_STEPS, measured=measured)
            elif not watch.poll.ended:
                outcome, measured = None, t("sequence-models.predict.so-far", measured=measured)
    prediction_panel(
        page, subject, question=t(f"sequence-models.{config.task}.question", k=facts.split.furthest),
        options=_options(config, t), outcome=outcome, measured=measured,
    )  # fmt: skip


def _options(config: ForecastConfig, t: Catalog) -> dict[str, str]:
    if config.task == "forecast":
        names = names_of(t.language)
        return {name: names[name] for name in (*CONTESTANTS["forecast"], *NAIVE)}
    answers = ("little", "some", "much") if config.task == "fill" else ("same", "between", "mean")
    return {name: t(f"sequence-models.{config.task}.answer.{name}") for name in answers}


def _furthest_winner(watch: ForecastWatch, facts: Facts, t: Catalog) -> tuple[str, str] | None:
    """Who errs least at the furthest horizon: the models fed their own predictions, and the naive baselines."""
    answer = watch.answer_of_now
    if answer is None or answer.feedback != "prediction":
        return None
    errors: dict[str, float] = {str(name): float(values[-1]) for name, values in answer.errors.items()}
    errors |= {name: float(facts.baselines.errors[name][-1]) for name in NAIVE}
    names = names_of(t.language)
    ranked = sorted((error, name) for name, error in errors.items() if math.isfinite(error))
    return ranked[0][1], " · ".join(f"{names[name]} {error:.3g}" for error, name in ranked)


def _gain_of_the_future(watch: ForecastWatch, _: Facts, t: Catalog) -> tuple[str, str]:
    past, both = watch.evaluations[-1].errors
    saved = 1 - both / past
    outcome = "little" if saved < LITTLE else "some" if saved < MUCH else "much"
    numbers = {"past": f"{past:.3g}", "both": f"{both:.3g}", "saved": t.number(100 * saved)}
    return outcome, t("sequence-models.fill.measured", **numbers)


def _loss_of_order(watch: ForecastWatch, facts: Facts, t: Catalog) -> tuple[str, str]:
    ordered, mixed = watch.evaluations[-1].errors
    guess = float(facts.baselines.errors["mean"][0])
    spread = float(facts.series.values.std())
    outcome = "same" if mixed < AS_GOOD * ordered else "mean" if mixed > NO_BETTER * min(guess, spread) else "between"
    return outcome, t(
        "sequence-models.order.measured", ordered=f"{ordered:.3g}", shuffled=f"{mixed:.3g}", spread=f"{spread:.3g}"
    )


_VERDICTS = {"forecast": _furthest_winner, "fill": _gain_of_the_future, "order": _loss_of_order}
