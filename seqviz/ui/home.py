"""The map of the course: the laboratory, then every page that exists in lecture order."""

import streamlit as st

from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.course import MISSING, PAGES, Lesson, lessons_by_section
from seqviz.ui.language import current_language
from seqviz.ui.progress import progress

PICTURES = PAGES.parent / "assets" / "images" / "cards"
"""What each page is about, as a drawing in colours that stand on light and dark alike."""

IN_A_ROW = 3


def course_map(t: Catalog) -> None:
    """Draw a card for each lesson, section by section, with what the learner has answered there.

    The laboratory comes first and large: it shows at once what the other pages take apart.
    """
    if missing := st.query_params.get(MISSING):
        st.info(t("course.missing", page=plain(missing[:80])), icon=":material/explore:")
    sections = lessons_by_section()
    for lesson in sections["laboratory"]:
        _hero(lesson, t)
    for section, lessons in sections.items():
        if section in ("start", "laboratory"):
            continue
        st.subheader(t(f"course.section.{section}"), anchor=False)
        for cell, lesson in zip(_cells(lessons), lessons, strict=True):
            with cell, st.container(border=True, key=f"panel-card-{lesson.url_path}", height="stretch", gap="xsmall"):
                _words(lesson, t)
                _picture(lesson)


def _cells(lessons: list[Lesson]) -> list[st.delta_generator.DeltaGenerator]:
    """A few cards a row, one below the other on a phone."""
    cells: list[st.delta_generator.DeltaGenerator] = []
    while len(cells) < len(lessons):
        cells += st.columns(IN_A_ROW)
    return cells[: len(lessons)]


def _hero(lesson: Lesson, t: Catalog) -> None:
    with st.container(border=True, key=f"panel-card-{lesson.url_path}"):
        words, picture = st.columns([2, 3], vertical_alignment="center")
        with words:
            _words(lesson, t)
        with picture:
            _picture(lesson)


def _words(lesson: Lesson, t: Catalog) -> None:
    st.page_link(lesson.file, label=f"**{t(f'course.{lesson.url_path}')}**", query_params={"lang": current_language()})
    st.caption(t(f"course.about.{lesson.url_path}"))
    answered, right = progress().of(lesson.url_path)
    if answered:
        st.caption(f":material/check: {t('course.progress', answered=answered, right=right)}")


def _picture(lesson: Lesson) -> None:
    st.image(PICTURES / f"{lesson.url_path}.svg", width="stretch")
