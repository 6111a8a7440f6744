"""The exercises of the page: two of arithmetic, one that the run judges, and one that is done by hand."""

import math

from seqviz.config.language_model import LanguageModelConfig
from seqviz.exercises.rnn import one_unit, perplexity_of_followers
from seqviz.records.problem import Problem
from seqviz.text.numbers import percent_text
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.readings import perplexity_text_of, standing_of
from seqviz.ui.lessons.rnn.by_hand import shares
from seqviz.ui.lessons.rnn.counted import counted

HALF = math.log(2)


def tasks(lab: Laboratory) -> tuple[Exercise, ...]:
    """Return the exercises of the page."""
    set_up = {"idea": "train", "cell": "rnn", "recurrence": "full", "rivals": ()}
    return (
        Arithmetic(name="step", make=one_unit),
        Arithmetic(name="followers", make=perplexity_of_followers),
        Experiment(name="half", set_up=set_up, judge=lambda: _half(lab)),
        Experiment(name="hand", set_up={"idea": "uses", "use": "aligned"}, judge=lambda: _hand(lab)),
    )


def _half(lab: Laboratory) -> Told:
    """Whether an RNN has come down to half of the perplexity that pairs of tokens give."""
    watch, t = lab.slot.watch, lab.page.t
    config = watch.contest.configs[0] if watch is not None else None
    if watch is None or not isinstance(config, LanguageModelConfig) or config.cell != "rnn":
        return Told(done=None, measured=t("rnn.half.wait"))
    loss = standing_of(watch, watch.names[0]).held_out_loss
    try:
        pairs = counted(config).losses["bigram"]
    except Problem:
        return Told(done=None, measured=t("rnn.half.wait"))
    if loss is None:
        return Told(done=None, measured=t("rnn.half.wait"))
    words = {"own": perplexity_text_of(loss, t), "pairs": perplexity_text_of(pairs, t)}
    done = loss <= pairs - HALF
    return Told(done=done, measured=t("rnn.half.done" if done else "rnn.half.not", **words))


def _hand(lab: Laboratory) -> Told:
    """Whether the learner's tags of a sentence are better than those of the table."""
    t, found = lab.page.t, shares(lab.settings)
    if found is None:
        return Told(done=None, measured=t("rnn.hand.wait"))
    own, table = found
    words = {"own": percent_text(own, t.language), "table": percent_text(table, t.language)}
    return Told(done=own > table, measured=t("rnn.hand.done" if own > table else "rnn.hand.not", **words))
