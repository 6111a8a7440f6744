"""The exercises of each idea: arithmetic with fresh numbers, and two experiments that the run judges."""

from functools import partial
from itertools import pairwise

import numpy as np

from seqviz.records.forecast import Baseline
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Instance, Told
from seqviz.ui.lessons.sequence_models.chain import state_name
from seqviz.ui.lessons.sequence_models.facts import facts_of
from seqviz.ui.lessons.sequence_models.outline import SequenceSettings
from seqviz.ui.lessons.sequence_models.questions import ENOUGH_STEPS, errors_of
from seqviz.ui.lessons.sequence_models.training import slot_of, trained
from seqviz.ui.page import Page

EXACT = 1e-9
A_FIFTH_LESS = 0.8
STATES = ("sun", "rain")


def exercises_of(page: Page, settings: SequenceSettings) -> tuple[Exercise, ...]:
    """Return the exercises of the idea on the screen."""
    window = Experiment(
        name="window",
        set_up={"idea": "forecast", "source": "earthquake", "tau": 16, "seed": 0},
        judge=lambda: _judge(page, settings, "window", "last", share=A_FIFTH_LESS, source="earthquake"),
    )
    line = Experiment(
        name="line",
        set_up={"idea": "fill", "source": "weather", "tau": 4, "seed": 0},
        judge=lambda: _judge(page, settings, "both", "line"),
    )
    return {
        "chain": (Arithmetic(name="product", make=partial(chain_product, page.t)),),
        "series": (Arithmetic(name="lag", make=lag_one),),
        "forecast": (Arithmetic(name="pairs", make=pairs_in_a_series), window),
        "fill": (line,),
        "order": (Arithmetic(name="spread", make=error_of_the_mean),),
    }[settings.view.idea]


def chain_product(t: Catalog, rng: np.random.Generator) -> Instance:
    """Three days of a chain in which only yesterday counts: the probability of a sequence is a product of three."""
    first, after_sun, after_rain = (round(float(p), 1) for p in rng.choice(np.arange(1, 10), 3, replace=False) / 10)
    sunny = {"sun": after_sun, "rain": after_rain}
    days = [STATES[int(place)] for place in rng.integers(0, 2, 3)]
    factors = [first if days[0] == "sun" else 1 - first]
    factors += [sunny[before] if day == "sun" else 1 - sunny[before] for before, day in pairwise(days)]
    alone = [first if day == "sun" else 1 - first for day in days]
    return Instance(
        values={
            "sequence": " → ".join(state_name(day, t) for day in days),
            "first": f"{first:g}",
            "sun_sun": f"{after_sun:g}",
            "sun_rain": f"{1 - after_sun:.1g}",
            "rain_sun": f"{after_rain:g}",
            "rain_rain": f"{1 - after_rain:.1g}",
        },
        answer=float(np.prod(factors)),
        mistakes={"unlinked": float(np.prod(alone)), "headless": float(np.prod(factors[1:])), "sum": sum(factors)},
    )


def pairs_in_a_series(rng: np.random.Generator) -> Instance:
    """How many windows of tau values, each with the value that follows it, a series of n values holds."""
    n, tau = int(rng.integers(60, 200)), int(rng.integers(3, 12))
    return Instance(
        values={"n": n, "tau": tau},
        answer=n - tau,
        tolerance=EXACT,
        mistakes={"targetless": n - tau + 1, "blocks": n // tau},
    )


def lag_one(rng: np.random.Generator) -> Instance:
    """The autocorrelation of five values at lag 1."""
    away, mean = _around_zero(rng, 5), int(rng.integers(3, 9))
    values, squares = away + mean, float((away**2).sum())
    raw = float((values[1:] * values[:-1]).sum()) / float((values**2).sum())
    return Instance(
        values={"values": ", ".join(str(value) for value in values)},
        answer=float((away[1:] * away[:-1]).sum()) / squares,
        mistakes={"uncentred": raw, "averaged": float((away[1:] * away[:-1]).mean()) / (squares / 5)},
    )


def error_of_the_mean(rng: np.random.Generator) -> Instance:
    """The root mean square error of always guessing the mean."""
    away, mean = _around_zero(rng, 4), int(rng.integers(3, 9))
    squares = away.astype(float) ** 2
    return Instance(
        values={"values": ", ".join(str(value) for value in away + mean)},
        answer=float(np.sqrt(squares.mean())),
        mistakes={"square": float(squares.mean()), "absolute": float(np.abs(away).mean())},
    )


def _around_zero(rng: np.random.Generator, count: int) -> np.ndarray:
    """Draw whole numbers that sum to zero, of which at least two neighbours are not zero."""
    while True:
        away = rng.integers(-3, 4, count)
        away[-1] -= away.sum()
        if (away[1:] * away[:-1]).sum() and np.abs(away).max() <= 4:
            return away


def _judge(
    page: Page, settings: SequenceSettings, model: str, baseline: Baseline, *, share: float = 1.0, source: str = ""
) -> Told:
    """Whether the run brought ``model`` below a ``share`` of a naive error; on one ``source``, or on any."""
    t, watch = page.t, slot_of(page, settings).watch
    errors = None if watch is None else errors_of(watch)
    if watch is None or errors is None or source not in ("", settings.config.source):
        return Told(done=None)
    naive = float(facts_of(trained(watch.contest)).baselines.errors[baseline][0])
    measured = t(
        "sequence-models.exercise.measured",
        model=t(f"sequence-models.name.{model}"),
        error=f"{errors[model]:.3g}",
        baseline=t(f"sequence-models.name.{baseline}"),
        naive=f"{naive:.3g}",
    )
    enough = watch.poll.ended and watch.poll.step >= ENOUGH_STEPS
    return Told(done=errors[model] < share * naive if enough else None, measured=measured)
