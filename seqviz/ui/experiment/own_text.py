"""The learner's own text: paste or upload, checked and shown before anything is done with it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from seqviz.config.language_model import Unit
from seqviz.data.corpus import CorpusFacts, describe
from seqviz.data.reading.text import TextRead, pasted_text, read_text
from seqviz.data.texts import own_text
from seqviz.records.problem import Problem
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.reading import chosen_encoding, draw_notices, encoding_control, refuse
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.tied import tied
from seqviz.ui.page import Page

MEGABYTES = 20
"""Larger files than are taken may come up: the refusal shall be ours, in the learner's language."""
FIRST_LINE = 80
_PASTED, _READ, _FACTS, _FOLDED = "pasted", "own-text-read", "own-text-facts", "own-text-folded"
_HOW, _REFUSED = "own-text-how", "own-text-refused"


def own_text_panel(page: Page, settings: Settings[Any, Any], *, unit: Unit, steps: int | None) -> None:
    """Draw the panel; a good text becomes the setting ``own_text``, a poor one is named and the good one before stays.

    ``unit`` and ``steps`` say how the text will be cut for training; without ``steps`` the page says itself what
    becomes of it.
    """
    t = page.t
    with page.panel(f"own-text-{page.name}", title=t("kit.own.title"), hint=t("kit.own.hint")):
        paste, upload = st.columns([3, 2], gap="large")
        with paste:
            _paste(page, settings)
        with upload:
            _upload(page, settings)
        refused: tuple[Problem, str] | None = settings.memory.get(_REFUSED)
        if refused is not None:
            refuse(refused[0], t, file=refused[1])
        if settings.config.own_text:
            if steps is not None:
                _summary(page, settings, unit, steps)
            _as_read(page, settings)
        elif refused is None:
            st.info(t("kit.own.missing"), icon=":material/edit_note:")


def own_text_facts(settings: Settings[Any, Any], unit: Unit, steps: int) -> CorpusFacts:
    """Return what is known of the learner's text; it is looked through once."""
    key = (id(settings.config.own_text), len(settings.config.own_text), unit, steps)
    kept = settings.memory.get(_FACTS)
    if kept is None or kept[0] != key:
        kept = settings.memory[_FACTS] = (key, describe(own_text(settings.config.own_text), unit, steps))
    facts: CorpusFacts = kept[1]
    return facts


def _paste(page: Page, settings: Settings[Any, Any]) -> None:
    t = page.t

    def take(pasted: str | None) -> None:
        settings.memory[_PASTED] = pasted or ""
        if pasted and pasted.strip():
            _take(settings, lambda: pasted_text(pasted))

    st.text_area(
        t("kit.own.paste"), height=110, **tied(f"{page.name}.own-pasted", settings.memory.get(_PASTED, ""), take).value
    )
    st.button(t("kit.own.use"), key=f"{page.name}.own-use")  # on a phone nothing else ends the typing


def _upload(page: Page, settings: Settings[Any, Any]) -> None:
    file = st.file_uploader(
        page.t("kit.own.upload"), type=["txt", "md", "csv"], key=f"{page.name}.own-file", max_upload_size=MEGABYTES
    )
    if file is None:
        return
    encoding_control(settings, page.t)
    encoding = chosen_encoding(settings)
    if settings.memory.get(_READ) != (file.file_id, encoding):
        settings.memory[_READ] = (file.file_id, encoding)  # read once, not at every look
        _take(settings, lambda: read_text(file.getvalue(), encoding=encoding), file.name)


def _take(settings: Settings[Any, Any], read: Callable[[], TextRead], file: str = "") -> None:
    settings.memory[_REFUSED] = None
    try:
        found = read()
        settings.memory[_FOLDED] = len(found.text), len(own_text(found.text).text)
        settings.memory[_HOW] = found.encoding if file else None, found.notices
        settings.change(own_text=found.text)
    except Problem as problem:
        settings.memory[_REFUSED] = problem, file


def _summary(page: Page, settings: Settings[Any, Any], unit: Unit, steps: int) -> None:
    """Say what will be done with the text, or what keeps it from being used."""
    t = page.t
    facts = own_text_facts(settings, unit, steps)
    if facts.problem is not None:
        st.error(sentence(facts.problem, t))
        return
    st.caption(
        t(
            f"kit.own.summary.{unit}",
            characters=t.number(facts.characters),
            vocabulary=t.number(facts.vocabulary_size),
            training=t.number(facts.training_tokens),
            validation=t.number(facts.validation_tokens),
        )
    )


def _as_read(page: Page, settings: Settings[Any, Any]) -> None:
    """Say how the text was read and what was folded, and show how it begins."""
    t = page.t
    encoding, notices = settings.memory.get(_HOW, (None, ()))
    draw_notices(notices, t)
    given, left = settings.memory.get(_FOLDED, (0, 0))
    said = [t("reading.as-text", encoding=t(f"reading.setting.encoding.{encoding}"))] if encoding else []
    said += [t("kit.own.folded", given=t.number(given), left=t.number(left))] if given > left else []
    if said:
        st.caption(" ".join(said))
    # st.text shows markup as it is written
    start = settings.config.own_text[: FIRST_LINE + 1]
    st.text(start[:FIRST_LINE] + ("\u2026" if len(start) > FIRST_LINE else ""))
