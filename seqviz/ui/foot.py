"""The foot of every lesson: its chapter of the book in both languages, and what comes next."""

import streamlit as st

from seqviz.text.catalog import Catalog
from seqviz.ui.course import COURSE, Lesson, after
from seqviz.ui.language import catalog, current_language

BOOKS = {"english": "https://d2l.ai", "chinese": "https://zh.d2l.ai"}


def draw_foot(page: str) -> None:
    """Draw the foot of a page; those that are no lessons have none."""
    t, following = catalog(), after(page)
    for lesson in COURSE:
        if lesson.url_path == page and lesson.chapter:
            with st.container(key="foot", gap="xsmall"):
                if following is not None:
                    _link(following, t)
                _chapters(lesson, t)


def _link(lesson: Lesson, t: Catalog) -> None:
    name, about = t(f"course.{lesson.url_path}"), t(f"course.about.{lesson.url_path}")
    st.page_link(
        lesson.file, label=t("course.next", page=name, about=about), icon=":material/arrow_forward:",
        query_params={"lang": current_language()},
    )  # fmt: skip


def _chapters(lesson: Lesson, t: Catalog) -> None:
    paths = {"english": lesson.chapter, "chinese": lesson.chinese or lesson.chapter}
    st.caption(t("course.book", **{book: f"{BOOKS[book]}/{path}.html" for book, path in paths.items()}))
