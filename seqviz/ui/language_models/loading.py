"""How the text comes in: the learner's own, one of the course's, and what is said when it cannot be had."""

import streamlit as st

from seqviz.data.uploads import check_pasted, decode_upload
from seqviz.records.problem import Problem
from seqviz.ui.language_models.settings import PAGE, Settings, current, update
from seqviz.ui.language_models.texts import OWN_TEXT, Corpus, load_corpus
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
                st.session_state[OWN_TEXT] = decode_upload(file.getvalue())
            elif pasted.strip():
                st.session_state[OWN_TEXT] = check_pasted(pasted)
        except Problem as problem:
            st.warning(t(problem.key, **problem.values))


def load(page: Page, settings: Settings) -> tuple[Settings, Corpus]:
    """Count the chosen text; where it cannot be had, say why and stand in with Lincoln's."""
    t = page.t
    if settings.text == "own" and not st.session_state.get(OWN_TEXT):
        st.info(t(f"{PAGE}.own.missing"), icon=":material/upload_file:")
        st.stop()
    try:
        with st.spinner(t(f"{PAGE}.counting", text=t(f"{PAGE}.text.{settings.text}"))):
            return settings, load_corpus(settings.text, settings.unit)
    except Problem as problem:
        st.warning(t(problem.key, **problem.values))
    if settings.text == "own":
        st.stop()
    st.caption(t(f"{PAGE}.stand-in"))
    update(text="lincoln")
    settings = current()[0]
    return settings, load_corpus(settings.text, settings.unit)
