"""The page of all terms, chapter by chapter; the one that a learner came for stands on top once more."""

import streamlit as st

from seqviz.text.glossary import ASKED, GLOSSARY, SYMBOLS, load_glossary, other_name
from seqviz.text.lessons import load_lesson
from seqviz.ui.page import Page


def draw_glossary(page: Page) -> None:
    """Draw the terms of each group, then the letters."""
    language, group = page.t.language, ""
    sections = load_lesson(language, GLOSSARY)
    for term in load_glossary(language):
        if term.anchor == st.query_params.get(ASKED):
            with page.panel("term", title=sections[term.anchor].title, hint=other_name(term, language)):
                st.markdown(term.meaning)
    with st.container(key="prose-glossary", gap="xsmall"):
        for term in load_glossary(language):
            if term.group != group:
                group = term.group
                st.header(sections[group].title, anchor=group)
            title = sections[term.anchor].title
            st.subheader(f"{title} :gray[· {other_name(term, language)}]", anchor=term.anchor)
            st.markdown(term.meaning)
        st.header(sections[SYMBOLS].title, anchor=SYMBOLS)
        st.markdown(sections[SYMBOLS].body)
