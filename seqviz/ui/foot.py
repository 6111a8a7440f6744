"""The foot of every lesson: its chapter of the book in both languages, and what comes next."""

import streamlit as st

from seqviz.ui.course import COURSE, after
from seqviz.ui.language import catalog, current_language

BOOKS = {"english": "https://d2l.ai", "chinese": "https://zh.d2l.ai"}


def draw_foot(page: str) -> None:
    """Draw the foot of a page; those that are no lessons have none."""
    t, following = catalog(), after(page)
    lesson = next((lesson for lesson in COURSE if lesson.url_path == page and lesson.chapter), None)
    if lesson is None:
        return
    chapters = {"english": lesson.chapter, "chinese": lesson.chinese or lesson.chapter}
    with st.container(key="foot", gap="xsmall"):
        if following is not None:
            name, about = t(f"course.{following.url_path}"), t(f"course.about.{following.url_path}")
            st.page_link(
                following.file, label=t("course.next", page=name, about=about), icon=":material/arrow_forward:",
                query_params={"lang": current_language()},
            )  # fmt: skip
        st.caption(t("course.book", **{book: f"{BOOKS[book]}/{chapters[book]}.html" for book in BOOKS}))
