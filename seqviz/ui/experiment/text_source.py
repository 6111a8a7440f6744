"""The grey line that names a page's text, its licence and what is held out; a text that is not here can be fetched."""

from functools import lru_cache
from typing import Any

import streamlit as st

from seqviz.config.language_model import TextName, Unit
from seqviz.data.corpus import CorpusFacts, describe
from seqviz.data.texts import PUBLIC_DOMAIN, SourceText, load_text
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.page import Page


def text_source(page: Page, settings: Settings[Any, Any]) -> None:
    """Draw the source of a text of the course; the learner's own needs none."""
    config, t = settings.config, page.t
    if config.text == "own":
        return
    try:
        source, facts = _known(config.text, config.unit, config.steps, config.max_tokens)
    except Problem as problem:
        page.source(sentence(problem, t))
        fetch_button(page, settings, config.text, problem)
        return
    page.source(
        t(
            "kit.source",
            text=t(f"settings.text.{config.text}"),
            source=source.source,
            licence=licence_of(source, t),
            characters=t.number(facts.characters),
            validation=t.number(facts.validation_tokens),
            unit=t(f"settings.unit.{config.unit}"),
        )
    )


def licence_of(source: SourceText, t: Catalog) -> str:
    """Return the name of a text's licence: a name of its own, or words of the learner's language."""
    return t("texts.public-domain") if source.licence == PUBLIC_DOMAIN else source.licence


def fetch_button(
    page: Page, settings: Settings[Any, Any], name: TextName, problem: Problem, *, place: str = ""
) -> None:
    """Offer to fetch a text that is not here yet; a download that fails is said in the head of the page.

    ``place`` tells two such buttons of a page apart.
    """

    def fetch() -> None:
        try:
            load_text(name, fetch=True)
        except Problem as met:
            settings.refused = met

    if problem.key == "texts.not-fetched":
        st.button(page.t("kit.fetch"), key=f"{page.name}.fetch{place}", icon=":material/download:", on_click=fetch)


@lru_cache(maxsize=64)
def _known(name: TextName, unit: Unit, steps: int, max_tokens: int) -> tuple[SourceText, CorpusFacts]:
    source = load_text(name, fetch=False)
    return source, describe(source, unit, steps, max_tokens)
