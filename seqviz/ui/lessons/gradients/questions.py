"""What each screen asks first, and what came out as the run or the wall computes it."""

import math

from seqviz.exercises.training import ways_to_clip
from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import number_text
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.experiment.readings import perplexity_text_of, standing_of
from seqviz.ui.lessons.gradients.outline import GradientSettings
from seqviz.ui.lessons.gradients.story import CLIPPED, FREE, twins_contest, twins_of

WAIT = 60
"""So many steps after the turn, or after the start, the twins are judged."""
BANDS = ("at-once", "soon", "late", "never")


def band_of(steps: int | None) -> str:
    """Return how soon a model broke."""
    return "never" if steps is None else "at-once" if steps <= 2 else "soon" if steps <= 12 else "late"


def twins_question(settings: GradientSettings, t: Catalog) -> Question:
    """Ask when the twin without clipping breaks."""
    config, view = settings.config, settings.view
    turn = view.turn_at
    kind = "adam" if config.optimizer == "adam" else "turn" if turn else "start"
    values = {"rate": f"{config.learning_rate:g}", "turn": turn, "to": f"{view.turn_to:g}", "steps": WAIT}
    options = {band: t(f"gradients.predict.twins.{band}", steps=WAIT) for band in BANDS}
    subject = f"twins/{kind}-{config.learning_rate:g}-{config.theta:g}-{view.turn_to:g}".replace(".", "_")
    why = "adam-why" if kind == "adam" else "small-why" if config.theta < 0.05 else "twins-why"
    return Question(subject=subject, text=t(f"gradients.predict.{kind}", **values), options=options, why=why)


def twins_outcome(settings: GradientSettings, watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return when it broke, once that is known; the clipped twin's fate stands beside it."""
    twins = twins_of(watch)
    if watch is None or twins is None or watch.contest != twins_contest(settings):
        return None
    begin = settings.view.turn_at
    broken = twins.broken_at
    late = broken is not None and broken - begin > WAIT
    if twins.steps < begin + WAIT and broken is None:
        return None
    after = None if broken is None or late else broken - begin
    clipped = perplexity_text_of(standing_of(watch, CLIPPED).training_loss, t)
    free = perplexity_text_of(standing_of(watch, FREE).training_loss, t)
    key = "held" if after is None else "broke"
    measured = t(f"gradients.predict.{key}", step=broken or twins.steps, clipped=clipped, free=free)
    if CLIPPED in watch.outcomes:
        measured += " " + t("gradients.predict.both-broke", step=watch.outcomes[CLIPPED].step)
    return Outcome(answers=frozenset({band_of(after)}), measured=measured)


def ball_question(t: Catalog) -> Question:
    """Ask what clipping makes of (3, 4) at a theta of 1."""
    options = {name: _pair(pair, t) for name, pair in ways_to_clip((3.0, 4.0), 1.0).items()}
    return Question(subject="ball", text=t("gradients.predict.ball"), options=options, why="ball-why")


def ball_outcome(t: Catalog) -> Outcome:
    """Return the pair that keeps the direction, with its length."""
    pair = ways_to_clip((3.0, 4.0), 1.0)["scaled"]
    length = number_text(math.hypot(*pair), t.language)
    return Outcome(answers=frozenset({"scaled"}), measured=t("gradients.predict.ball.measured", length=length))


def _pair(pair: tuple[float, float], t: Catalog) -> str:
    first, second = (number_text(value, t.language, figures=2) for value in pair)
    return f"({first}, {second})"
