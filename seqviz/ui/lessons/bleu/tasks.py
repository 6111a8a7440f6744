"""The exercises of the page: four with fresh numbers, one to be solved on the assembly line."""

from seqviz.exercises.bleu import brevity, clipped_count, nearest_length, product
from seqviz.metrics.bleu import lecture_bleu
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.lessons.bleu.outline import BleuSettings, pair_changes
from seqviz.ui.page import Page


def tasks(page: Page, settings: BleuSettings) -> tuple[Exercise, ...]:
    """Return the exercises, the simplest first."""
    return (
        Arithmetic(name="clipped", make=clipped_count),
        Arithmetic(name="brevity", make=brevity),
        Arithmetic(name="nearest", make=nearest_length),
        Arithmetic(name="product", make=product),
        Experiment(
            name="order",
            set_up=pair_changes("order") | {"view": "pair", "max_n": 2, "step": -1},
            judge=lambda: all_words_no_score(page, settings),
        ),
    )


def all_words_no_score(page: Page, settings: BleuSettings) -> Told:
    """Judge whether the pair on the page has every word right, in full length, and still scores 0 with k = 2.

    Nothing is said before the learner has assembled the score.
    """
    prediction, (reference, *others) = settings.view.tokens
    trace = lecture_bleu(prediction, reference, 2, others=others)
    if settings.view.step >= 0 or len(trace.precisions) < 2:
        return Told(done=None)
    first, second = (f"{match}/{total}" for match, total in zip(trace.counts.matches, trace.counts.totals, strict=True))
    done = trace.precisions[0] == 1 and len(prediction) == len(trace.reference) and not trace.score
    return Told(done=done, measured=page.t("bleu.exercise.order.measured", first=first, second=second))
