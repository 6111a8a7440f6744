"""The foot of every lesson: its chapter of the book in both languages, and what comes next."""

import streamlit as st

from seqviz.text.catalog import Catalog
from seqviz.ui.course import COURSE, OFF_THE_MAP, Lesson, after
from seqviz.ui.language import catalog, current_language

BOOKS = {"english": "https://d2l.ai", "chinese": "https://zh.d2l.ai"}
BASICS, MODERN = "chapter_recurrent-neural-networks", "chapter_recurrent-modern"
CHAPTERS = {
    "sequence-models": f"{BASICS}/sequence",
    "language-models": f"{BASICS}/language-model",
    "rnn": f"{BASICS}/rnn",
    "gradients": f"{BASICS}/bptt",
    "gru": f"{MODERN}/gru",
    "lstm": f"{MODERN}/lstm",
    "deep": f"{MODERN}/deep-rnn",
    "bidirectional": f"{MODERN}/bi-rnn",
    "encoder-decoder": f"{MODERN}/encoder-decoder",
    "seq2seq": f"{MODERN}/seq2seq",
    "bleu": f"{MODERN}/seq2seq",
    "beam-search": f"{MODERN}/beam-search",
    "decoding-tradeoffs": f"{MODERN}/beam-search",
    "lab": f"{BASICS}/rnn-scratch",
}
"""Page to its chapter of the book."""
NAMED_OTHERWISE = {f"{BASICS}/language-model": f"{BASICS}/language-models-and-dataset"}
"""A chapter to its name in the Chinese edition, where that is another one."""


def chapters_of(page: str) -> dict[str, str]:
    """Return the addresses of a page's chapter in both editions; none where the book has no such chapter."""
    chapter = CHAPTERS.get(page)
    if chapter is None:
        return {}
    paths = {"english": chapter, "chinese": NAMED_OTHERWISE.get(chapter, chapter)}
    return {book: f"{BOOKS[book]}/{path}.html" for book, path in paths.items()}


def draw_foot(page: str) -> None:
    """Draw the foot of a page, if it is a lesson."""
    if not any(lesson.url_path == page and lesson.section not in OFF_THE_MAP for lesson in COURSE):
        return
    t, following, chapters = catalog(), after(page), chapters_of(page)
    with st.container(key="foot", gap="xsmall"):
        if following:
            _link(following, t)
        if chapters:
            st.caption(t("course.book", **chapters))


def _link(lesson: Lesson, t: Catalog) -> None:
    name, about = t(f"course.{lesson.url_path}"), t(f"course.about.{lesson.url_path}")
    st.page_link(
        lesson.file, label=t("course.next", page=name, about=about), icon=":material/arrow_forward:",
        query_params={"lang": current_language()},
    )  # fmt: skip
