"""How the text comes in: the learner's own, one of the course's, and what is said when it cannot be had."""

import streamlit as st

from seqviz.data.texts import load_text, own_text
from seqviz.data.uploads import check_pasted, decode_upload
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.records.problem import Problem
from seqviz.ui.language_models.settings import PAGE, Settings
from seqviz.ui.language_models.texts import OWN_TEXT, load_corpus, load_source
from seqviz.ui.page import Page


def draw_own_text(page: Page) -> None:
    """Take a pasted text or a file; what is wrong with it is said here and the last good text stays."""
    t = page.t
    with page.panel(f"{PAGE}-own", title=t(f"{PAGE}.own"), hint=t(f"{PAGE}.own.hint")):
        left, right = st.columns([3, 2])
        pasted = left.text_area(t(f"{PAGE}.own.paste"), key=f"{PAGE}.own-pasted", height=110)
        file = right.file_uploader(t(f"{PAGE}.own.file"), key=f"{PAGE}.own-file", max_upload_size=6)
        try:
            if file is not None:
                st.session_state[OWN_TEXT] = own_text(decode_upload(file.getvalue()))
            elif pasted.strip():
                st.session_state[OWN_TEXT] = own_text(check_pasted(pasted))
        except Problem as problem:
            st.warning(t(problem.key, **problem.values))


def load(page: Page, settings: Settings) -> CountedCorpus:
    """Count the chosen text; where it cannot be had, say why and stand in with Lincoln's."""
    t = page.t
    if settings.text == "own" and OWN_TEXT not in st.session_state:
        st.info(t(f"{PAGE}.own.missing"), icon=":material/upload_file:")
        st.stop()
    try:
        with st.spinner(t(f"{PAGE}.counting", text=t(f"{PAGE}.text.{settings.text}"))):
            return load_corpus(load_source(settings.text), settings.unit)
    except Problem as problem:
        if settings.text == "own":
            st.warning(t(problem.key, **problem.values))
            st.stop()
        offer_download(page, problem, key="text")
    st.caption(t(f"{PAGE}.stand-in"))
    return load_corpus(load_source("lincoln"), settings.unit)


def offer_download(page: Page, problem: Problem, *, key: str) -> None:
    """Say that a text is not on this machine yet, and fetch it when the learner wants it."""
    t = page.t
    failed = f"{PAGE}.download-failed"

    def fetch() -> None:
        try:
            load_text("time-machine", fetch=True)
        except Problem as met:
            st.session_state[failed] = met

    shown = st.session_state.pop(failed, problem)
    st.warning(t(shown.key, **shown.values), icon=":material/cloud_download:")
    st.button(t("texts.download"), key=f"{PAGE}.download.{key}", on_click=fetch)
