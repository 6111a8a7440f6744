"""The head of the page: tables to start from, settings, files, and the one control bar."""

from functools import partial

import streamlit as st

from seqviz.components.tree import Position, tree_transport
from seqviz.components.tree_labels import GROUP, transport_labels
from seqviz.decoding.editable import MAX_LENGTH, EditableTable
from seqviz.decoding.examples import beam_fails, greedy_fails, random_table
from seqviz.decoding.listing import COLUMNS, candidate_rows
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.take_home import Download, table_csv
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.beam_search.memory import BeamSettings, chosen, compared, memory_of, table_name
from seqviz.ui.lessons.beam_search.outline import METHODS
from seqviz.ui.lessons.beam_search.predictions import Questions, is_open, look
from seqviz.ui.page import Page

MADE = ("greedy-fails", "beam-fails", "random")
KEPT = (
    "screen", "temperature", "top_k", "top_p", "seed", "draws", "sentence", "checkpoint", "beam_width", "forced_words",
)  # fmt: skip
"""What another table leaves as it is: nothing of it was chosen for a table."""


def draw_header(page: Page, settings: BeamSettings) -> None:
    """Draw the row at the head of the page; the candidates can be taken home once they may be seen."""
    file = Download(
        label=page.t("beam-search.csv"), file_name="beam-search-candidates.csv",
        content=lambda: table_csv(COLUMNS, candidate_rows(compared(settings))),
    )  # fmt: skip
    header(
        page, settings, chips=partial(_draw_chips, page, settings), menu=partial(_draw_menu, page, settings),
        downloads=lambda: [file] if is_open(settings) else [],
    )  # fmt: skip


def draw_bar(page: Page, settings: BeamSettings, asked: Questions) -> None:
    """Draw the transport, or the button that runs the searches, and k, T and alpha."""
    t, table = page.t, settings.config.table
    with page.control_bar():
        if is_open(settings):
            with st.container(width="stretch", key="beam-search-transport-box"):
                labels = transport_labels(t)
                tree_transport(labels, group=GROUP, key="beam-search-transport", on_move=partial(_move, settings))
        else:
            with st.container(horizontal=True, vertical_alignment="center", width="stretch", key="beam-search-run-box"):
                st.button(
                    t("beam-search.run"), key="beam-search-run", type="primary", icon=":material/play_arrow:",
                    on_click=partial(look, settings, asked),
                )  # fmt: skip
                st.markdown(t("beam-search.predict.first"))
        control(settings, "k", t, shape="slider", width=130)
        st.slider(
            t("beam-search.length"), 1, MAX_LENGTH, width=130, help=t("beam-search.length.help"),
            **tied("beam-search.length", table.length, partial(_set_length, settings)).value,
        )  # fmt: skip
        control(settings, "alpha", t, shape="slider", width=150)


def choose(settings: BeamSettings, name: str | None) -> None:
    """Begin with the table of a chip, which asks anew; a chip picked again begins afresh, or makes another table."""
    name = name or chosen(settings)
    if name is None:
        return
    settings.guesses.clear()
    preset = settings.outline.presets.get(name) or {"table": _made(settings, name)}
    settings.begin(**preset, **{kept: settings.value(kept) for kept in KEPT})


def _made(settings: BeamSettings, kind: str) -> EditableTable:
    """Make another table of a kind; the next one starts where the search for this one ended."""
    memory = memory_of(settings)
    seed = memory.seed
    if kind == "random":
        model = random_table(seed)
    else:
        model, seed = (greedy_fails if kind == "greedy-fails" else beam_fails)(seed)
    memory.seed, memory.made = seed + 1, (kind, EditableTable.of(model))
    return memory.made[1]


def _draw_chips(page: Page, settings: BeamSettings) -> None:
    t, now = page.t, chosen(settings)
    st.pills(
        t("kit.presets"), [*settings.outline.presets, *MADE],
        format_func=lambda name: t(f"beam-search.preset.{name}"), label_visibility="collapsed",
        **tied("beam-search.preset", now, partial(choose, settings)).default,
    )  # fmt: skip
    if now in MADE:
        st.button(
            t("beam-search.another"), key="beam-search-another", icon=":material/casino:",
            on_click=choose, args=(settings, now),
        )  # fmt: skip


def _draw_menu(page: Page, settings: BeamSettings) -> None:
    t = page.t

    def take(text: str | None) -> None:
        settings.change(forced=tuple((text or "").split()))

    st.text_input(
        t("beam-search.forced"), max_chars=80, help=t("beam-search.forced.help"), placeholder="A C",
        **tied("beam-search.forced", " ".join(settings.config.forced), take).value,
    )  # fmt: skip
    if settings.view.screen == "sample":
        control(settings, "seed", t)
        return
    control(settings, "stopping", t, shape="list")


def _set_length(settings: BeamSettings, length: int) -> None:
    settings.change(table=settings.config.table.with_length(length))


def _move(settings: BeamSettings, at: Position) -> None:
    """Follow the learner's steps, which the browser takes by itself; a late report about another table is ignored."""
    if at.table == table_name(settings) and at.search in METHODS:
        trace = compared(settings).traces.get(at.search)
        last = len(trace.steps) if trace else 0
        settings.change(search=at.search, step=None if at.step >= last else at.step)
