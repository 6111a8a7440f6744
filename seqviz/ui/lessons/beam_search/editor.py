"""The probabilities as a table to edit: one row per step, rows of their own after chosen prefixes, the tokens."""

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd
import streamlit as st

from seqviz.decoding.editable import EditableTable
from seqviz.decoding.examples import EOS
from seqviz.decoding.sheet import ROW, columns, override_rows, sheet_frame, step_rows
from seqviz.decoding.tables import TableProblem
from seqviz.records.problem import Problem
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.beam_search.memory import BeamSettings
from seqviz.ui.page import Page

Part = Literal["steps", "overrides"]
SIDE_BY_SIDE = 4
"""Tokens up to which both parts of the table fit beside each other."""


@dataclass
class _Sheet:
    """What the editors hold: they were drawn from ``base``, and the learner's edits have made ``table`` of it.

    A base that changed under the learner's hands would lose the cursor and repeat the edits: so it is another one, in
    fresh editors, only when the table was changed elsewhere.
    """

    base: EditableTable
    table: EditableTable
    edition: int


def draw_tables(page: Page, settings: BeamSettings) -> None:
    """Draw the editor; what it holds becomes the table of the page as soon as it is a probability table."""
    t, table = page.t, settings.config.table
    with page.panel("beam-search-tables", title=t("beam-search.tables.title"), hint=t("beam-search.tables.hint")):
        _draw_tokens(page, settings)
        sheet = _sheet(page, settings)
        side_by_side = len(table.vocabulary) <= SIDE_BY_SIDE
        places = st.columns([1, 1.2], gap="medium") if side_by_side else (st.container(), st.container())
        with places[0]:
            steps = _edit(page, sheet, "steps", _step_frame(page, sheet.base))
        with places[1]:
            overrides = _edit(page, sheet, "overrides", _override_frame(sheet.base))
        try:
            edited = replace(table, steps=step_rows(steps, table), overrides=override_rows(overrides, table))
        except Problem as problem:
            st.warning(t("beam-search.tables.kept", problem=sentence(problem, t)), icon=":material/error:")
            return
        if edited != table:
            _accept(page, settings, sheet, edited)


def _accept(page: Page, settings: BeamSettings, sheet: _Sheet, edited: EditableTable) -> None:
    """Use the edited table, or say what is wrong with it and keep the last good one."""
    if problem := _problem(settings, edited):
        _refuse(page, settings, sheet, edited, problem)
        return
    sheet.table = edited
    settings.change(table=edited)
    st.rerun()


def _problem(settings: BeamSettings, table: EditableTable) -> Problem | None:
    try:
        replace(settings.config, table=table)
    except Problem as problem:
        return problem
    return None


def _refuse(page: Page, settings: BeamSettings, sheet: _Sheet, edited: EditableTable, problem: Problem) -> None:
    t, mended = page.t, edited.normalized()

    def normalize() -> None:
        sheet.table = edited
        settings.change(table=mended)

    wrong = edited.wrong_sums() if problem.key == "beam-search.error.sum" else []
    sums: list[Problem] = [TableProblem("beam-search.tables.sum", total=total, **where) for where, total in wrong]
    said = " ".join(sentence(one, t) for one in sums or [problem])
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.warning(t("beam-search.tables.kept", problem=said), icon=":material/error:")
        if sums and _problem(settings, mended) is None:
            st.button(
                t("beam-search.tables.normalize"), key="beam-search-normalize", type="primary", on_click=normalize
            )


def _draw_tokens(page: Page, settings: BeamSettings) -> None:
    t, table = page.t, settings.config.table

    def use(tokens: tuple[str, ...], ends: bool) -> None:
        """Take over the tokens if they can head a table; otherwise keep the old ones and say why."""
        try:
            settings.change(table=table.with_vocabulary(tokens, ends=ends), forced=())
        except Problem as problem:
            settings.refused = problem

    words = tuple(token for token in table.vocabulary if token != EOS)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.text_input(
            t("beam-search.tokens"), max_chars=120, help=t("beam-search.tokens.help", eos=EOS),
            **tied(
                "beam-search.tokens", " ".join(table.vocabulary),
                lambda text: use(tuple((text or "").split()), table.ends),
            ).value,
        )  # fmt: skip
        st.toggle(
            t("beam-search.ends", eos=EOS), help=t("beam-search.ends.help"),
            **tied("beam-search.ends", table.ends, lambda ends: use((*words, EOS) if ends else words, ends)).value,
        )  # fmt: skip


def _sheet(page: Page, settings: BeamSettings) -> _Sheet:
    """Return the sheet, a fresh one when the table was changed elsewhere or the editors were not on the screen."""
    table, known = settings.config.table, settings.memory.get("sheet")
    if known is None or known.table != table or _key(page, known, "steps") not in st.session_state:
        settings.memory["sheet"] = known = _Sheet(table, table, known.edition + 1 if known else 0)
    found: _Sheet = known
    return found


def _key(page: Page, sheet: _Sheet, part: Part) -> str:
    return f"beam-search-edit-{part}-{sheet.edition}-{page.t.language}"


def _edit(page: Page, sheet: _Sheet, part: Part, frame: pd.DataFrame) -> pd.DataFrame:
    t, table = page.t, sheet.base
    st.markdown(f":small[:gray[{t(f'beam-search.tables.{part}')}]]")
    help_text = t("beam-search.tables.after.help")
    row = (
        st.column_config.TextColumn("", disabled=True, width=70)
        if part == "steps"
        else st.column_config.TextColumn(t("beam-search.tables.after"), width=80, help=help_text)
    )
    cells = {
        column: st.column_config.NumberColumn(token, format="%.4g", step=0.0001, width=62)
        for column, token in zip(columns(table), table.vocabulary, strict=True)
    }
    return st.data_editor(
        frame, key=_key(page, sheet, part), hide_index=True, column_config={ROW: row, **cells},
        num_rows="fixed" if part == "steps" else "dynamic", width="stretch",
    )  # fmt: skip


def _step_frame(page: Page, table: EditableTable) -> pd.DataFrame:
    names = [page.t("beam-search.tables.step", step=step) for step in range(1, table.length + 1)]
    return sheet_frame(table, list(zip(names, table.steps, strict=True)))


def _override_frame(table: EditableTable) -> pd.DataFrame:
    return sheet_frame(table, [(" ".join(prefix), row) for prefix, row in table.overrides])
