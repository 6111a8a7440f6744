"""What stays on all eight screens: the text, the control bar, the way from screen to screen, the source line."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import streamlit as st

from seqviz.components.drawings import draw, draw_style, readings
from seqviz.data.texts import load_text
from seqviz.metrics.perplexity import perplexity
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.records.problem import Problem
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.own_text import own_text_panel
from seqviz.ui.experiment.settings import open_settings
from seqviz.ui.experiment.text_source import fetch_button, licence_of
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.language_models.outline import LANGUAGE_MODELS, LINES, SCREENS, PageSettings
from seqviz.ui.lessons.language_models.stage import Stage
from seqviz.ui.lessons.language_models.take_home import files
from seqviz.ui.lessons.language_models.texts import corpus_of, counted
from seqviz.ui.page import Page

TEXT_CHIPS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "words": {"text": "lincoln", "unit": "word"},
        "letters": {"text": "lincoln", "unit": "character"},
        "every": {"text": "every", "unit": "word"},
        "chinese": {"text": "hsk", "unit": "word"},
        "own": {"text": "own"},
    }
)
STRENGTHS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0)
DISCOUNTS = tuple(round(0.05 * step, 2) for step in range(1, 21))


def open_stage(page: Page) -> Stage:
    """Draw everything above the panels. The page ends here where there is nothing to count yet."""
    draw_style()
    settings = open_settings(LANGUAGE_MODELS)
    row, own = st.container(), st.container()
    if settings.config.text == "own":
        with own:
            own_text_panel(page, settings, unit=settings.config.unit, steps=None)
    corpus, problem = _corpus_or_why_not(page, settings)
    stage = Stage(page=page, settings=settings, corpus=corpus) if corpus else None
    with row:
        chips = partial(_text_chips, page, settings)
        header(page, settings, chips=chips, downloads=lambda: files(stage) if stage else [])
    if problem is not None:
        standing_in = "  \n" + page.t("language-models.stand-in") if corpus else ""
        st.warning(sentence(problem, page.t) + standing_in, icon=":material/error:")
        fetch_button(page, settings, "time-machine", problem, place="-text")
    if stage is None:
        st.stop()
    control(settings, "screen", page.t, shape="buttons", bare=True)
    _control_bar(stage)
    return stage


def _corpus_or_why_not(page: Page, settings: PageSettings) -> tuple[CountedCorpus | None, Problem | None]:
    """Return the counted text, or why it cannot be had; Lincoln's stands in for a text of the course."""
    config, t = settings.config, page.t
    if config.text == "own" and not config.own_text:
        return None, None
    try:
        with st.spinner(t("language-models.counting", text=t(f"language-models.text.{config.text}"))):
            return corpus_of(settings), None
    except Problem as problem:
        if config.text == "own":
            return None, problem
        return counted(load_text("lincoln", fetch=False), config.unit), problem


def draw_foot(stage: Stage) -> None:
    """Offer the next idea and name the text."""
    t, corpus = stage.t, stage.corpus
    after = SCREENS.index(stage.view.screen) + 1
    if after < len(SCREENS):
        name = t(f"language-models.screen.{SCREENS[after]}")
        stage.button("next", t("language-models.next", screen=name), icon="arrow_forward", screen=SCREENS[after])
    counts = {
        "tokens": t.number(len(corpus.training)),
        "held_out": t.number(len(corpus.validation)),
        "unit": stage.unit,
    }
    if corpus.source.name == "own":
        stage.page.source(t("language-models.source.own", **counts))
    else:
        named = {"text": stage.text, "source": corpus.source.source, "licence": licence_of(corpus.source, t)}
        stage.page.source(t("language-models.source", **named, **counts))


def _text_chips(page: Page, settings: PageSettings) -> None:
    """Choose a text. Smoothing and screen stay; what was written about the text of before goes."""
    config = settings.config
    now = next((name for name, text in TEXT_CHIPS.items() if config.but(**text) == config), None)

    def take(name: str | None) -> None:
        if name:
            settings.change(**TEXT_CHIPS[name], **dict.fromkeys(LINES, ""), length=0)

    st.pills(
        page.t("kit.presets"), list(TEXT_CHIPS), format_func=lambda name: page.t(f"language-models.preset.{name}"),
        label_visibility="collapsed", width="content",
        **tied("language-models.preset", now, take, options=TEXT_CHIPS).default,
    )  # fmt: skip


def _control_bar(stage: Stage) -> None:
    t, settings, config, corpus = stage.t, stage.settings, stage.config, stage.corpus
    held_out = corpus.examiner.mean_nll(config.n, config.smoothing)
    with stage.page.control_bar():
        control(settings, "n", t, shape="slider", width=190)
        control(settings, "rule", t, width=230)
        if config.rule == "kneser-ney":
            control(settings, "discount", t, options=DISCOUNTS, width=190)
        elif config.rule != "none":
            control(settings, "k", t, options=STRENGTHS, width=190, label=f"language-models.k.{config.rule}")
        facts = [
            (t("language-models.figure.perplexity"), stage.number(perplexity(held_out))),
            (t("language-models.figure.tokens", unit=stage.unit), t.number(len(corpus.training))),
            (t("language-models.figure.vocabulary"), t.number(len(corpus.vocabulary))),
            (t("language-models.figure.held-out"), t.number(len(corpus.validation))),
        ]
        draw(readings(facts))
