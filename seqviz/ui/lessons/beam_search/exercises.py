"""Exercises: three on fresh numbers, two that the searches of the page judge."""

from functools import cache, partial

from seqviz.components.tree_words import p_text
from seqviz.decoding.editable import EditableTable
from seqviz.decoding.examples import beam_fails
from seqviz.decoding.verdicts import least_width
from seqviz.exercises.decoding import candidates_of_a_beam, score_of_a_sequence, survivors_of_a_step
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.exercises import Arithmetic, Experiment, Told, exercises
from seqviz.ui.lessons.beam_search.memory import BeamSettings, compared, memory_of
from seqviz.ui.lessons.beam_search.outline import FIXED, MAX_WIDTH
from seqviz.ui.lessons.beam_search.writing import refusal_text, shown, times_text
from seqviz.ui.page import Page

ENOUGH = 0.5
"""The share of the largest possible loss, on a logarithmic scale, from which on greedy has lost the exercise."""
TOO_NARROW = 2


def draw_exercises(page: Page, settings: BeamSettings) -> None:
    """Draw the exercises, and why there is a limit to what greedy can lose."""
    exercises(
        page,
        settings,
        (
            Arithmetic(name="score", make=score_of_a_sequence),
            Arithmetic(name="candidates", make=candidates_of_a_beam),
            Arithmetic(name="survivors", make=survivors_of_a_step),
            Experiment(
                name="greedy-loses", set_up={"table": FIXED["lecture"]}, judge=partial(greedy_loses, page, settings)
            ),
            Experiment(
                name="wide-enough",
                set_up={"table": tricky(), "k": TOO_NARROW, "alpha": 0.75, "forced": (), "stopping": "bound"},
                judge=partial(wide_enough, page, settings),
            ),
        ),
    )


def greedy_loses(page: Page, settings: BeamSettings) -> Told:
    """Compare greedy with the likeliest sequence of the table on the page; the best attempt at each limit is kept."""
    t, searches, records = page.t, compared(settings), memory_of(settings).records
    loss = searches.loss
    if loss is None:
        return Told(done=None, measured=refusal_text(searches.refusal, t) if searches.refusal else "")
    records[loss.most] = max(records.get(loss.most, 1.0), loss.factor)
    measured = t(
        "beam-search.exercise.greedy-loses.measured", factor=times_text(loss.factor, t),
        record=times_text(records[loss.most], t), most=times_text(loss.most, t),
        greedy=shown(loss.greedy.tokens), greedy_p=p_text(loss.greedy.probability, t.language),
        best=shown(loss.best.tokens), best_p=p_text(loss.best.probability, t.language),
    )  # fmt: skip
    return Told(done=loss.share >= ENOUGH, measured=measured)


@cache
def tricky() -> EditableTable:
    """Return a table on which a beam of two misses the best sequence."""
    return EditableTable.of(beam_fails(0, width=TOO_NARROW)[0])


def wide_enough(page: Page, settings: BeamSettings) -> Told:
    """Look whether the beam is exactly as wide as it must be, on a table on which two are too few."""
    t, config, searches = page.t, settings.config, compared(settings)
    if searches.exhaustive is None:
        return Told(done=None)
    least = least_width(
        searches.model, best=searches.exhaustive.best, max_length=config.table.length, alpha=config.alpha,
        prefix=config.forced, stopping=config.stopping, most=MAX_WIDTH,
    )  # fmt: skip
    if least is None or least <= TOO_NARROW:
        return Told(done=None)
    verdict = "misses" if config.k < least else "least" if config.k == least else "wider"
    score = decimals_text(searches.beam.best.score, t.language)
    measured = t(f"beam-search.exercise.wide-enough.{verdict}", k=config.k, score=score)
    return Told(done=config.k == least, measured=measured)
