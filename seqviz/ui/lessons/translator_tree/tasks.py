"""The exercises about the translator's tree."""

from functools import partial

from seqviz.components.tree_rows import ScoredRows
from seqviz.components.tree_words import sequence_text
from seqviz.decoding.verdicts import least_forced
from seqviz.exercises.decoding import score_of_a_forced_answer
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.lessons.translator_tree.searched import Searched


def tasks(found: Searched | None, t: Catalog) -> tuple[Exercise, ...]:
    """Return the exercises: the score of an answer that was forced to begin so, and greedy search put right."""
    return (
        Arithmetic(name="forced-score", make=score_of_a_forced_answer),
        Experiment(name="help-greedy", set_up={"forced_words": ""}, judge=partial(help_greedy, found, t)),
    )


def help_greedy(found: Searched | None, t: Catalog) -> Told:
    """Judge whether as few forced words as possible lead greedy search to what exact search finds by itself."""
    if found is None or found.free is None:
        return Told(done=None)
    free, forced = found.free.traces, found.question.forced
    goal = free["exact"].best.tokens
    least = least_forced(ScoredRows(*free.values()), goal, free["exact"].vocabulary)
    if not 0 < least < len(goal):
        return Told(done=None, measured=t("translator-tree.help.other"))
    said = plain(sequence_text(goal))
    if not forced:
        return Told(done=False, measured=t("translator-tree.help.goal", goal=said))
    now = found.trees.traces["greedy"].best.tokens
    verdict = "far" if now != goal else "done" if len(forced) == least else "more"
    values = {"now": plain(sequence_text(now)), "goal": said, "count": len(forced)}
    return Told(done=verdict == "done", measured=t(f"translator-tree.help.{verdict}", **values))
