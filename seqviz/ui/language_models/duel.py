"""Screen 5: which of two sentences is likelier, factor by factor."""

import math

import streamlit as st

from seqviz.data.texts import LATIN
from seqviz.metrics.perplexity import perplexity
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.records.counting import SentenceScore
from seqviz.ui.language_models.markup import draw, note, shown, tiles
from seqviz.ui.language_models.notation import number, scientific
from seqviz.ui.language_models.prediction import Prediction, ask, verdict
from seqviz.ui.language_models.sentence import score_input, tile
from seqviz.ui.language_models.settings import PAGE, LineName, Settings, update
from seqviz.ui.page import Page

SIDES: tuple[LineName, LineName] = ("first", "second")


def draw_duel(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """Let two sentences compete; say so where the text lacks their words."""
    left, right = st.columns([5, 8], gap="medium")
    with left:
        page.lesson("duel")
    with right:
        scores, areas = [], []
        for side in SIDES:
            with page.panel(f"{PAGE}-{side}", title=page.t(f"{PAGE}.line.{side}")):
                scores.append(score_input(page, settings, corpus, side, labelled=False))
                areas.append(st.container())
    first, second = scores
    if first is None or second is None:
        return
    with left:
        prediction = _ask(page, settings, corpus, first, second)
    for area, score in zip(areas, (first, second), strict=True):
        with area:
            draw(tiles([tile(page, settings, corpus, f, hidden=prediction is None) for f in score.factors]))
            if prediction:
                draw(note(_summary(page, score), kind="lm-product"))
    with right:
        _missing(page, corpus, first, second)
        if prediction:
            _length_note(page, first, second)


def _summary(page: Page, score: SentenceScore) -> str:
    values = {"p": scientific(score.log_probability), "count": len(score.factors)}
    return page.t(f"{PAGE}.duel.summary", perplexity=number(page, perplexity(score.mean_nll)), **values)


def _winner(first: SentenceScore, second: SentenceScore) -> str:
    a, b = first.log_probability, second.log_probability
    return "tie" if a == b else "first" if a > b else "second"


def _ask(
    page: Page, settings: Settings, corpus: CountedCorpus, first: SentenceScore, second: SentenceScore
) -> Prediction | None:
    t = page.t
    options = {name: t(f"{PAGE}.duel.option.{name}") for name in ("first", "second", "tie")}
    about = "-".join((corpus.source.name, corpus.unit, str(settings.n), settings.rule, settings.first, settings.second))
    prediction = ask(page, "duel", about=about, question=t(f"{PAGE}.duel.question"), options=options)
    if prediction:
        winner = _winner(first, second)
        both = first.zeros and second.zeros
        difference = abs(first.log_probability - second.log_probability)
        if both:
            outcome = t(f"{PAGE}.duel.outcome.both-zero")
        elif winner == "tie":
            outcome = t(f"{PAGE}.duel.outcome.tie")
        elif math.isinf(difference):
            outcome = t(f"{PAGE}.duel.outcome.one-zero", winner=options[winner])
        else:
            outcome = t(f"{PAGE}.duel.outcome.ratio", winner=options[winner], ratio=scientific(difference))
        guess = options.get(prediction.value, "")
        verdict(page, "duel", prediction, right=prediction.value == winner, guess=guess, outcome=outcome)
    return prediction


def _missing(page: Page, corpus: CountedCorpus, first: SentenceScore, second: SentenceScore) -> None:
    """Name the words that the text lacks: the duel then says nothing about them."""
    t = page.t
    words = tuple(dict.fromkeys((*first.unknown, *second.unknown)))
    if not words:
        return
    text = t(f"{PAGE}.text.{corpus.source.name}")
    with page.panel(f"{PAGE}-lacking", title=t(f"{PAGE}.duel.lacking"), hint=t(f"{PAGE}.duel.lacking.hint")):
        draw(note(t(f"{PAGE}.duel.lacking.words", text=text, words=", ".join(shown(word) for word in words))))
        if corpus.source.name in LATIN and corpus.source.name != "every":
            st.button(
                t(f"{PAGE}.duel.use-every"), key=f"{PAGE}.use-every", icon=":material/library_books:",
                on_click=update, kwargs={"text": "every", "unit": "word", "rule": "kneser-ney"},
            )  # fmt: skip


def _length_note(page: Page, first: SentenceScore, second: SentenceScore) -> None:
    if len(first.factors) != len(second.factors):
        counts = {"first": len(first.factors), "second": len(second.factors)}
        draw(note(page.t(f"{PAGE}.duel.length", **counts), kind="lm-soft"))
