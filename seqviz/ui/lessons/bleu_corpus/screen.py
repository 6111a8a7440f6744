"""The view of a whole test set: where the pairs come from, a prediction, the scoring, and what came out."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from seqviz.config.contest import Contest
from seqviz.config.scoring import ScoringConfig
from seqviz.records.jobs import WorkNews
from seqviz.records.problem import Problem
from seqviz.records.scoring import CorpusProgress, CorpusQuestion, CorpusReport
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.long_work import begin, cancel, draw_progress, in_progress, newest
from seqviz.ui.experiment.prediction import Outcome, Question, predict, skip
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.take_home import Download
from seqviz.ui.lessons.bleu_corpus.downloads import corpus_files
from seqviz.ui.lessons.bleu_corpus.report import draw_report
from seqviz.ui.lessons.bleu_corpus.settings import PageSettings, memory_of
from seqviz.ui.lessons.bleu_corpus.source import chosen_texts, draw_source
from seqviz.ui.page import Page

DESK = Contest.of(ScoringConfig())
_SAME = 5e-5


def draw_corpus(
    page: Page,
    settings: PageSettings,
    *,
    header: Callable[[Callable[[], list[Download]]], None],
    knobs: Callable[[], None],
) -> None:
    """Draw the view; ``header``, given the files, and ``knobs`` draw what both views of the page share."""
    slot = open_slot(page.name, ScoringConfig)
    scored = _scored(slot)
    report: CorpusReport | None = scored.partial if scored else None
    header(lambda: corpus_files(page, slot, report) if report else [])
    _draw_bar(page, settings, slot, knobs)
    live(settings, slot, partial(_draw_progress, page, slot))
    guess = predict(page, settings, _question(page), _outcome(page, settings, report))
    if guess is not None and scored is not None and report is not None:
        if _is_stale(settings, report, scored.work):
            st.warning(page.t("bleu.corpus.stale"), icon=":material/history:")
        draw_report(page, settings, report)
    draw_source(page, settings)


def _scored(slot: Slot) -> WorkNews | None:
    """Return the work that brought the newest report, unless another one is on its way."""
    works = () if slot.watch is None or in_progress(slot) else slot.watch.works
    return next((news for news in reversed(works) if isinstance(news.partial, CorpusReport)), None)


def _draw_bar(page: Page, settings: PageSettings, slot: Slot, knobs: Callable[[], None]) -> None:
    t = page.t
    with page.control_bar():
        if in_progress(slot):
            st.button(t("kit.work.cancel"), key="bleu.corpus-cancel", on_click=cancel, args=(slot,))
        else:
            label = t("bleu.corpus.score" if newest(slot) is None else "bleu.corpus.score.again")
            st.button(
                label, key="bleu.corpus-score", type="primary", on_click=_score, args=(settings, slot, _question(page))
            )
        control(settings, "unit", t, shape="list", width=150)
        control(settings, "smoothing", t, shape="buttons", width="content")
        knobs()


def _score(settings: PageSettings, slot: Slot, question: Question) -> None:
    """Score what is chosen now; with the question still open, the learner would rather look."""
    texts = chosen_texts(settings)
    if not texts:
        settings.refused = Problem("bleu.error.nothing")
        return
    skip(settings, question)
    work = begin(slot, DESK, CorpusQuestion(texts=texts, settings=settings.view.corpus_settings))
    if work is not None:
        memory_of(settings).asked[work] = (settings.view.test_set, hash(texts))


def _draw_progress(page: Page, slot: Slot) -> None:
    news = newest(slot)
    pairs = news.partial.pairs if news is not None and isinstance(news.partial, CorpusProgress) else 0
    draw_progress(page, slot, page.t("bleu.corpus.progress", count=pairs))


def _question(page: Page) -> Question:
    t = page.t
    options = {name: t(f"bleu.corpus.guess.{name}") for name in ("higher", "equal", "lower")}
    return Question(subject="set", text=t("bleu.corpus.guess"), options=options, why="corpus")


def _outcome(page: Page, settings: PageSettings, report: CorpusReport | None) -> Outcome | None:
    """Say how the set compares with the mean of its sentences, by the formula that is chosen."""
    if report is None:
        return None
    result = report.lecture if settings.view.formula == "lecture" else report.standard
    score, mean = result.score.score, result.mean
    answer = "equal" if abs(score - mean) < _SAME else "higher" if score > mean else "lower"
    measured = page.t("bleu.corpus.measured", score=f"{score:.4f}", mean=f"{mean:.4f}")
    return Outcome(answers=frozenset({answer}), measured=measured)


def _is_stale(settings: PageSettings, report: CorpusReport, work: str) -> bool:
    """Whether the report is about other settings or, as far as this session knows, about other texts."""
    texts, source = chosen_texts(settings), settings.view.test_set
    asked_source, asked_texts = memory_of(settings).asked.get(work, (source, hash(texts)))
    # A test set that is still to come says nothing about its texts, but where it comes from is known.
    other_texts: bool = asked_source != source or (bool(texts) and asked_texts != hash(texts))
    return other_texts or report.settings != settings.view.corpus_settings
