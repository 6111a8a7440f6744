"""How a text comes in: the learner's own, one from the network, and what is said when it cannot be had."""

from collections.abc import Callable

import streamlit as st

from seqviz.data.texts import load_text, own_text
from seqviz.data.uploads import check_pasted, decode_upload
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.records.problem import Problem
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.language_models.outline import PageSettings
from seqviz.ui.lessons.language_models.texts import counted
from seqviz.ui.page import Page


def draw_own_text(page: Page, settings: PageSettings) -> None:
    """Take a pasted text or a file; what is wrong with it is said here and the last good text stays."""
    t, memory = page.t, settings.memory

    def take_over(read: Callable[[], str]) -> None:
        memory["own-problem"] = None
        try:
            settings.change(own=own_text(read()))
        except Problem as problem:
            memory["own-problem"] = problem

    def take_pasted(pasted: str) -> None:
        memory["pasted"] = pasted
        if pasted.strip():
            take_over(lambda: check_pasted(pasted))

    def take_file() -> None:
        if (file := st.session_state["language-models.own-file"]) is not None:
            take_over(lambda: decode_upload(file.getvalue()))

    title, hint = t("language-models.own"), t("language-models.own.hint")
    with page.panel("language-models-own", title=title, hint=hint):
        left, right = st.columns([3, 2])
        tie = tied("language-models.own-pasted", memory.get("pasted", ""), take_pasted)
        left.text_area(t("language-models.own.paste"), height=110, **tie.value)
        # a phone has no Ctrl+Enter: leaving the field for the button hands the text over
        left.button(t("language-models.own.count"), key="language-models.own-count")
        right.file_uploader(
            t("language-models.own.file"), key="language-models.own-file", max_upload_size=6, on_change=take_file
        )
        if problem := memory.get("own-problem"):
            st.warning(sentence(problem, t))


def stand_in(page: Page, settings: PageSettings, problem: Problem) -> CountedCorpus:
    """Say why the chosen text cannot be had. Lincoln's stands in for a text of the course; else the page ends here."""
    config = settings.config
    if config.text == "own":
        say = st.info if config.own is None else st.warning
        say(sentence(problem, page.t), icon=":material/upload_file:")
        st.stop()
    offer_download(page, settings, problem, place="text")
    st.caption(page.t("language-models.stand-in"))
    return counted(load_text("lincoln", fetch=False), config.unit)


def offer_download(page: Page, settings: PageSettings, problem: Problem, *, place: str) -> None:
    """Say that a text is not on this machine yet, and fetch it when the learner wants it."""

    def fetch() -> None:
        try:
            load_text("time-machine", fetch=True)
        except Problem as met:
            settings.memory["download-failed"] = met

    st.warning(sentence(settings.memory.pop("download-failed", problem), page.t), icon=":material/cloud_download:")
    st.button(page.t("texts.download"), key=f"language-models.download-{place}", on_click=fetch)
