"""The exercises of the screen that samples: three on fresh numbers, two that the draws of the page judge."""

from functools import partial

from seqviz.decoding.editable import MAX_TOKENS
from seqviz.exercises.sampling import after_temperature, after_top_k, size_of_a_nucleus
from seqviz.text.numbers import count_text, percent_text
from seqviz.ui.experiment.exercises import Arithmetic, Experiment, Told, exercises
from seqviz.ui.lessons.beam_search.memory import BeamSettings, compared
from seqviz.ui.lessons.beam_search.outline import FIXED
from seqviz.ui.lessons.beam_search.spread import is_told, spread_of
from seqviz.ui.lessons.beam_search.writing import shown
from seqviz.ui.page import Page

MORE_THAN = 0.5
ENOUGH_KINDS = 5
OPEN = {"temperature": 1.0, "top_k": MAX_TOKENS, "top_p": 1.0}


def draw_sampling_tasks(page: Page, settings: BeamSettings) -> None:
    """Draw the exercises."""
    tasks = (
        Arithmetic(name="after-temperature", make=after_temperature),
        Arithmetic(name="nucleus", make=size_of_a_nucleus),
        Arithmetic(name="after-top-k", make=after_top_k),
        Experiment(name="all-alike", set_up=OPEN, judge=partial(all_alike, page, settings)),
        Experiment(
            name="mostly-greedy", set_up={**OPEN, "table": FIXED["lecture"], "forced": ()},
            judge=partial(mostly_greedy, page, settings),
        ),
    )  # fmt: skip
    exercises(page, settings, tasks)


def all_alike(page: Page, settings: BeamSettings) -> Told:
    """Whether every seed draws the same sequence, and whose answer that is."""
    if not is_told(settings, page.t):
        return Told(done=None, measured=page.t("sampling.exercise.wait"))
    t, found, greedy = page.t, spread_of(settings), compared(settings).greedy.best.tokens
    if found.distinct > 1:
        return Told(done=False, measured=t("sampling.exercise.different", distinct=found.distinct))
    (tokens,) = found.counts
    certain = found.share(tokens) == 1
    key = "greedy" if tokens == greedy and certain else "certain" if certain else "nearly"
    return Told(done=certain, measured=t(f"sampling.exercise.{key}", tokens=shown(tokens)))


def mostly_greedy(page: Page, settings: BeamSettings) -> Told:
    """Whether greedy's answer comes more often than all others together, and yet is not alone."""
    if not is_told(settings, page.t):
        return Told(done=None, measured=page.t("sampling.exercise.wait"))
    t, found, greedy = page.t, spread_of(settings), compared(settings).greedy.best.tokens
    share = found.share(greedy)
    if share is None:
        return Told(done=None)
    values = {
        "share": percent_text(share, t.language, digits=1),
        "counted": count_text(found.counts.get(greedy, 0), t.language),
        "distinct": count_text(found.distinct, t.language),
    }
    done = share > MORE_THAN and found.distinct >= ENOUGH_KINDS
    return Told(done=done, measured=t("sampling.exercise.mostly", **values))
