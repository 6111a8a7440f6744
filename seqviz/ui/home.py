"""The map of the course: every page that exists, in lecture order."""

import streamlit as st

from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.course import MISSING, OFF_THE_MAP, PAGES, Lesson, lessons_by_section
from seqviz.ui.language import current_language
from seqviz.ui.progress import progress

PICTURES = PAGES.parent / "assets" / "images" / "cards"
"""What each page is about, as a drawing in colours that stand on light and dark alike."""


def course_map(t: Catalog) -> None:
    """Draw a card for each lesson, section by section, with what the learner has answered there."""
    if missing := st.query_params.get(MISSING):
        st.info(t("course.missing", page=plain(missing[:80])), icon=":material/explore:")
    for section, lessons in lessons_by_section().items():
        if section in OFF_THE_MAP:
            continue
        st.subheader(t(f"course.section.{section}"), anchor=False)
        for left, lesson in zip(_pairs(lessons), lessons, strict=True):
            with left:
                _card(lesson, t)


def _pairs(lessons: list[Lesson]) -> list[st.delta_generator.DeltaGenerator]:
    """Two cards a row, one below the other on a phone."""
    cells: list[st.delta_generator.DeltaGenerator] = []
    while len(cells) < len(lessons):
        cells += st.columns(2)
    return cells[: len(lessons)]


def _card(lesson: Lesson, t: Catalog) -> None:
    with st.container(border=True, key=f"panel-card-{lesson.url_path}", height="stretch", gap="xsmall"):
        st.page_link(
            lesson.file, label=f"**{t(f'course.{lesson.url_path}')}**", query_params={"lang": current_language()}
        )
        st.caption(t(f"course.about.{lesson.url_path}"))
        answered, right = progress().of(lesson.url_path)
        if answered:
            st.caption(f":material/check: {t('course.progress', answered=answered, right=right)}")
        st.image(PICTURES / f"{lesson.url_path}.svg")
