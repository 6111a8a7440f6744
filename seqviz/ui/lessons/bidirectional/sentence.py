"""The sentence with its blank: the example, or the learner's own, and which of its tokens is hidden."""

from typing import Any

import streamlit as st

from seqviz.data.blanks.lines import MARK, Blank, blank_in, example, examples, whole_example
from seqviz.records.problem import Problem
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.bidirectional.outline import LONGEST_LINE, BidirectionalSettings
from seqviz.ui.page import Page

GUESS = "blank-guess"
"""Where a session remembers what was guessed, and for which blank."""
LOOKED = ""
"""The guess of somebody who would rather see at once."""


def line_of(settings: BidirectionalSettings) -> str:
    """Return the learner's line, or that of the example; where nothing is hidden, one without a blank."""
    view, text = settings.view, settings.config.text
    if view.idea == "fill":
        return view.line or example(text, view.held_out)
    return MARK.sub("", view.line) or whole_example(text, view.held_out)


def blank_of(settings: BidirectionalSettings) -> Blank:
    """Return the sentence and its blank; raise ``Problem`` for a line that cannot be drawn."""
    return blank_in(settings.config.text, line_of(settings), settings.view.place)


def choose_sentence(page: Page, settings: BidirectionalSettings) -> Blank | None:
    """Draw the line and what changes it; return its blank, or say what is wrong with it."""
    t, view, name = page.t, settings.view, page.name

    def take(written: str | None) -> None:
        settings.change(line=written or "")

    listed = examples(settings.config.text) if view.idea == "fill" else ()
    if listed:
        _listed(page, settings, listed)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("bidirectional.line"), help=t("bidirectional.line.help"), max_chars=LONGEST_LINE, width="stretch",
            label_visibility="collapsed" if page.on_stage else "visible",
            **tied(f"{name}.line", line_of(settings), take).value,
        )  # fmt: skip
        if not listed:
            st.button(
                t("bidirectional.another"), key=f"{name}.another", on_click=settings.change,
                kwargs={"held_out": (view.held_out + 1) % 200},
            )  # fmt: skip
    try:
        return blank_of(settings)
    except Problem as problem:
        st.info(sentence(problem, t), icon=":material/edit_note:")
        return None


def move_blank(page: Page, settings: BidirectionalSettings, blank: Blank) -> None:
    """Draw the buttons that hide the token before or behind; a blank that the line itself marks stays."""
    t, last = page.t, len(blank.tokens) - 1
    for key, by, label in (("back", -1, "◀"), ("on", 1, t("bidirectional.next-blank"))):
        st.button(
            label, key=f"{page.name}.blank-{key}", on_click=settings.change, help=t(f"bidirectional.blank.{key}"),
            kwargs={"place": (blank.place + by) % (last + 1)}, disabled=blank.truth is None,
        )  # fmt: skip


def guess_at(settings: BidirectionalSettings, blank: Blank) -> str | None:
    """Return what the learner guessed at this blank, ``LOOKED`` who looked, ``None`` before."""
    about, guess = settings.memory.get(GUESS, (None, None))
    return guess if about == _about(settings, blank) else None


def ask_guess(page: Page, settings: BidirectionalSettings, blank: Blank) -> None:
    """Ask what stands at the blank, by the left context alone."""
    t = page.t

    def take(said: Any) -> None:
        if said is not None:
            settings.memory[GUESS] = (_about(settings, blank), str(said).strip())

    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", width="content", key=f"{page.name}-guess"
    ):
        st.text_input(
            t("bidirectional.guess"), max_chars=20, width=260, help=t("bidirectional.guess.help"),
            label_visibility="collapsed", placeholder=t("bidirectional.guess"),
            **tied(f"{page.name}.exercise-guess", "", take).value,
        )  # fmt: skip
        st.button(t("bidirectional.look"), key=f"{page.name}.look", on_click=take, args=(LOOKED,))


def _listed(page: Page, settings: BidirectionalSettings, listed: tuple[str, ...]) -> None:
    """Draw the sentences of the lecture side by side."""
    now = None if settings.view.line else settings.view.held_out % len(listed)
    numbers = range(len(listed))
    take = settings.taker("held_out")
    st.pills(
        page.t("bidirectional.examples"), numbers, label_visibility="collapsed",
        format_func=lambda number: listed[number].replace("_", "\\_"),
        **tied(f"{page.name}.examples-{settings.config.text}", now, take, options=numbers).default,
    )  # fmt: skip


def _about(settings: BidirectionalSettings, blank: Blank) -> tuple[Any, ...]:
    return settings.config.text, blank.tokens, blank.place
