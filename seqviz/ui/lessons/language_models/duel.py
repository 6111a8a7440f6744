"""Screen 5: which of two sentences is likelier, factor by factor."""

import math

import streamlit as st

from seqviz.data.texts import LATIN
from seqviz.figures.counting import shown
from seqviz.metrics.perplexity import perplexity
from seqviz.records.counting import SentenceScore
from seqviz.ui.experiment.prediction import Outcome
from seqviz.ui.lessons.language_models.lines import score_input
from seqviz.ui.lessons.language_models.outline import LineName
from seqviz.ui.lessons.language_models.sentence import draw_tiles
from seqviz.ui.lessons.language_models.stage import Stage, text_and_panels

SIDES: tuple[LineName, LineName] = ("first", "second")


def draw_duel(stage: Stage) -> None:
    """Let two sentences compete; say so where the text lacks their words."""
    left, right = text_and_panels()
    scores, areas = [], []
    with right:
        for side in SIDES:
            with stage.panel(side):
                scores.append(score_input(stage, side, labelled=False))
                areas.append(st.container())
    first, second = scores
    with left:
        opened = first is not None and second is not None and _ask(stage, first, second)
        stage.page.lesson("duel")
    if first is None or second is None:
        return
    for area, score in zip(areas, (first, second), strict=True):
        with area:
            draw_tiles(stage, score, hidden=not opened)
            if opened:
                p, whole = stage.exponential(score.log_probability), stage.number(perplexity(score.mean_nll))
                stage.say(
                    "language-models.duel.summary", kind="product", p=p, count=len(score.factors), perplexity=whole
                )
    with right:
        _missing(stage, first, second)
        if opened and len(first.factors) != len(second.factors):
            stage.say("language-models.duel.length", first=len(first.factors), second=len(second.factors))


def _ask(stage: Stage, first: SentenceScore, second: SentenceScore) -> bool:
    t, view = stage.t, stage.view
    a, b = first.log_probability, second.log_probability
    answer = "tie" if a == b else "first" if a > b else "second"
    if first.zeros and second.zeros:
        measured = t("language-models.duel.outcome.both-zero")
    elif answer == "tie":
        measured = t("language-models.duel.outcome.tie")
    elif math.isinf(a) or math.isinf(b):
        measured = t("language-models.duel.outcome.one-zero")
    else:
        measured = t("language-models.duel.outcome.ratio", ratio=stage.exponential(abs(a - b)))
    return stage.ask(
        "duel",
        t("language-models.duel.question"),
        {name: t(f"language-models.duel.option.{name}") for name in ("first", "second", "tie")},
        Outcome(answers=frozenset([answer]), measured=measured),
        about=(stage.config.n, stage.config.smoothing, view.first, view.second),
    )


def _missing(stage: Stage, first: SentenceScore, second: SentenceScore) -> None:
    """Name the words that the text lacks: the duel then says nothing about them."""
    name = stage.corpus.source.name
    words = ", ".join(shown(word) for word in dict.fromkeys((*first.unknown, *second.unknown)))
    if not words:
        return
    with stage.panel("lacking"):
        stage.say("language-models.duel.lacking.words", kind="note", text=stage.text, words=words)
        if name in LATIN and name != "every":
            stage.button(
                "use-every", stage.t("language-models.duel.use-every"), icon="library_books",
                text="every", unit="word", rule="kneser-ney",
            )  # fmt: skip
