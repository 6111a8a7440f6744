"""The frame of every page: title and sentence, lesson text, panels, the control bar, the source line."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from seqviz.text.catalog import Catalog
from seqviz.text.glossary import link_terms
from seqviz.text.lessons import load_lesson
from seqviz.ui.course import section_of
from seqviz.ui.experiment.runs import arrive
from seqviz.ui.language import catalog
from seqviz.ui.style import apply_page_style


@dataclass(frozen=True)
class Page:
    """One page in the learner's language: ``page.t`` gives labels, ``page.lesson`` draws prose."""

    name: str
    t: Catalog
    first_used: dict[str, str] = field(default_factory=dict)
    """Term of the glossary to the section that uses it first, of all that has been drawn."""

    @property
    def on_stage(self) -> bool:
        """Whether the type is large and the page is for the back row; the frame keeps that in the address."""
        return st.query_params.get("projector") == "on"

    def lesson(self, anchor: str, *, title: bool = True) -> None:
        """Draw a section of the page's lesson, never wider than about 70 characters."""
        section = load_lesson(self.t.language, self.name)[anchor]
        with st.container(key=f"prose-{self.name}-{anchor}"):
            st.markdown(
                (f"### {section.title}\n\n" if title else "") + self.prose(anchor),
                unsafe_allow_html=True,  # the buttons that open terms; no learner's text is part of a lesson
            )

    def prose(self, anchor: str) -> str:
        """Return the text of a section of the lesson; a term that the page uses here first can be opened."""
        t, body = self.t, load_lesson(self.t.language, self.name)[anchor].body
        return link_terms(
            body, t.language, group=section_of(self.name), place=anchor, first_used=self.first_used,
            link=t("course.glossary"),
        )  # fmt: skip

    @contextmanager
    def panel(self, key: str, *, title: str, hint: str = "") -> Iterator[DeltaGenerator]:
        """Open a panel: hairline border, a title of a few words and one grey line that says how to read it.

        On a stage, where whoever shows the picture says how to read it, that line stands behind a question mark.
        """
        panel = st.container(border=True, key=f"panel-{key}")
        with panel:
            if self.on_stage:
                st.markdown(f"**{title}**", help=hint or None)
            else:
                st.markdown(f"**{title}**" + (f"  \n:gray[{hint}]" if hint else ""))
            yield panel

    @contextmanager
    def control_bar(self) -> Iterator[DeltaGenerator]:
        """Open the page's one control bar; on a phone it sticks to the bottom of the screen."""
        bar = st.container(
            border=True, horizontal=True, vertical_alignment="center", gap="medium", key=f"control-bar-{self.name}"
        )
        with bar:
            yield bar

    def source(self, text: str) -> None:
        """Draw the grey line that names a page's data, licence and held-out part."""
        st.caption(text)


def open_page(name: str) -> Page:
    """Draw the title and the one sentence of a page (the lesson's ``intro`` section) and return its frame."""
    t = catalog()
    arrive(name)
    apply_page_style(name)
    intro = load_lesson(t.language, name)["intro"]
    page = Page(name, t)
    with st.container(key=f"prose-{name}-intro"):
        st.title(intro.title, anchor=False)
        st.markdown(page.prose("intro"), unsafe_allow_html=True)
    return page
