"""A puzzle of holds that give the same number: why? Judged by the states that the run itself has under each."""

import math
from collections.abc import Sequence

from seqviz.records.effects import EffectQuestion
from seqviz.records.problem import Problem
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.effect import Subject, as_text
from seqviz.ui.experiment.hold import loss_of, name_of, shown_rows
from seqviz.ui.experiment.holding import HeldAt, HoldView, interventions, scope_of
from seqviz.ui.experiment.language_model import probe_of
from seqviz.ui.experiment.prediction import Outcome, Question, predict

DIGITS = 10


def puzzle(subject: Subject, holds: Sequence[HeldAt], *, wrong: Sequence[str]) -> None:
    """Ask why some holds agree, once the learner has seen all of them.

    The answers are ``hidden`` (the hidden state is zero in all of them) and those in ``wrong``; a state among these is
    judged in the same way. The section of the lesson behind it is ``puzzle``.
    """
    page, settings, t = subject.page, subject.settings, subject.page.t
    view = settings.view
    assert isinstance(view, HoldView)
    shown = shown_rows(settings, view, scope_of(view), subject.config.cell, t)
    if scope_of(view) or not set(holds) <= set(shown):
        return
    names = ", ".join(name_of(held, view, t) for held in holds)
    options = {answer: t(f"hold.puzzle.{answer}") for answer in sorted(("hidden", *wrong))}
    question = Question(subject="puzzle", text=t("hold.puzzle", holds=names), options=options, why="puzzle")
    predict(page, settings, question, _outcome(subject, view, holds))


def _outcome(subject: Subject, view: HoldView, holds: Sequence[HeldAt]) -> Outcome | None:
    """Which state is zero under each of the holds, and the perplexities in full digits."""
    t, probe = subject.page.t, as_text(subject, probe_of(subject.settings, subject.page.t))
    zero, lines = {"hidden", "cell"}, []
    for held in holds:
        loss = loss_of(subject, view, held)
        found = subject.ask(f"puzzle-{held.key}", EffectQuestion(text=probe, hold=interventions(view, held)))
        if loss is None or found is None or isinstance(found, Problem) or math.isnan(loss):
            return None
        zero &= {state for state, largest in found.largest.items() if largest == 0}
        states = " · ".join(
            t("hold.largest", state=t(f"live.gate.{state}"), value=f"{largest:.4g}")
            for state, largest in found.largest.items()
        )
        perplexity = decimals_text(math.exp(loss), t.language, digits=DIGITS)
        lines.append(f"- {t('hold.puzzle.line', held=name_of(held, view, t), perplexity=perplexity, states=states)}")
    return Outcome(answers=frozenset(zero), measured="\n\n" + "\n".join(lines) + "\n")
