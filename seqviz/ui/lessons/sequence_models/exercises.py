"""The exercises of each idea: arithmetic with fresh numbers, and two experiments that the run judges."""

from dataclasses import replace

import numpy as np

from seqviz.exercises.instance import Instance
from seqviz.exercises.series import chain_of_days, error_of_the_mean, lag_one, pairs_in_a_series
from seqviz.records.forecast import Baseline
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import number_text
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.lessons.sequence_models.chain import state_name
from seqviz.ui.lessons.sequence_models.facts import facts_of
from seqviz.ui.lessons.sequence_models.outline import SequenceSettings
from seqviz.ui.lessons.sequence_models.questions import ENOUGH_STEPS, errors_of
from seqviz.ui.lessons.sequence_models.training import slot_of, trained
from seqviz.ui.page import Page

A_FIFTH_LESS = 0.8


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
        "chain": (Arithmetic(name="product", make=lambda rng: _chain(page.t, rng)),),
        "series": (Arithmetic(name="lag", make=lag_one),),
        "forecast": (Arithmetic(name="pairs", make=pairs_in_a_series), window),
        "fill": (line,),
        "order": (Arithmetic(name="spread", make=error_of_the_mean),),
    }[settings.view.idea]


def _chain(t: Catalog, rng: np.random.Generator) -> Instance:
    """Write the days of the sequence in the learner's language."""
    days, instance = chain_of_days(rng)
    sequence = " → ".join(state_name(day, t) for day in days)
    return replace(instance, values={**instance.values, "sequence": sequence})


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
        error=number_text(errors[model], t.language),
        baseline=t(f"sequence-models.name.{baseline}"),
        naive=number_text(naive, t.language),
    )
    enough = watch.poll.ended and watch.poll.step >= ENOUGH_STEPS
    return Told(done=errors[model] < share * naive if enough else None, measured=measured)
