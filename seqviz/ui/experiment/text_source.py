"""The grey line that names a page's text, its licence and what is held out; a text that is not here can be fetched."""

from functools import lru_cache
from typing import Any

import streamlit as st

from seqviz.config.language_model import TextName, Unit
from seqviz.data.corpus import CorpusFacts, describe
from seqviz.data.texts import SourceText, load_text
from seqviz.records.problem import Problem
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.page import Page


def text_source(page: Page, settings: Settings[Any, Any]) -> None:
    """Draw the source of a text of the course; the learner's own needs none."""
    config, t = settings.config, page.t
    if config.text == "own":
        return
    try:
        source, facts = _known(config.text, config.unit, config.steps)
    except Problem as problem:
        page.source(sentence(problem, t))
        if problem.key == "texts.not-fetched":
            st.button(t("kit.fetch"), key=f"{page.name}.fetch", icon=":material/download:", on_click=_fetch,
                      args=(settings,))  # fmt: skip
        return
    page.source(
        t(
            "kit.source",
            text=t(f"settings.text.{config.text}"),
            source=source.source,
            licence=source.licence,
            characters=t.number(facts.characters),
            validation=t.number(facts.validation_tokens),
            unit=t(f"settings.unit.{config.unit}"),
        )
    )


@lru_cache(maxsize=64)
def _known(name: TextName, unit: Unit, steps: int) -> tuple[SourceText, CorpusFacts]:
    source = load_text(name, fetch=False)
    return source, describe(source, unit, steps)


def _fetch(settings: Settings[Any, Any]) -> None:
    try:
        load_text(settings.config.text, fetch=True)
    except Problem as problem:
        settings.refused = problem
