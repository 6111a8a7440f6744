"""The probabilities as a table to edit: one row per step, rows of their own after chosen prefixes, the tokens."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from seqviz.decoding.editable import EditableTable, Row
from seqviz.decoding.examples import EOS
from seqviz.decoding.tables import Prefix
from seqviz.records.problem import Problem
from seqviz.ui.beam_search.session import BeamSession
from seqviz.ui.beam_search.writing import problem_text
from seqviz.ui.bound import bound
from seqviz.ui.page import Page

WHERE = "row"
"""Column of the editor that names the row."""
SIDE_BY_SIDE = 4
"""Tokens up to which both parts of the table fit beside each other."""


def draw_tables(page: Page, state: BeamSession) -> None:
    """Draw the editor; what it holds becomes the table of the page as soon as it is a probability table."""
    t, table = page.t, state.settings.table
    with page.panel("beam-search-tables", title=t("beam-search.tables.title"), hint=t("beam-search.tables.hint")):
        _draw_tokens(page, state)
        side_by_side = len(table.vocabulary) <= SIDE_BY_SIDE
        steps_column, overrides_column = (
            st.columns([1, 1.2], gap="medium") if side_by_side else (st.container(), st.container())
        )
        with steps_column:
            st.markdown(f":small[:gray[{t('beam-search.tables.steps')}]]")
            steps = _edit(page, state, "steps", _step_frame(page, state))
        with overrides_column:
            st.markdown(f":small[:gray[{t('beam-search.tables.overrides')}]]")
            overrides = _edit(page, state, "overrides", _override_frame(state))
        try:
            edited = replace(table, steps=step_rows(steps, table), overrides=override_rows(overrides, table))
        except Problem as problem:
            st.warning(t("beam-search.tables.kept", problem=problem_text(problem, t)), icon=":material/error:")
            return
        _accept(page, state, edited)


def _accept(page: Page, state: BeamSession, edited: EditableTable) -> None:
    """Use the edited table, or say what is wrong with it and keep the last good one."""
    if edited == state.settings.table:
        return
    state.change(table=edited)
    if state.refused is None:
        state.made_for = None
        st.rerun()
    else:
        _refuse(page, state, edited, state.refused)
        state.refused = None


def _refuse(page: Page, state: BeamSession, edited: EditableTable, problem: Problem) -> None:
    t = page.t
    wrong = edited.wrong_sums()
    if problem.key != "beam-search.error.sum" or not wrong:
        st.warning(t("beam-search.tables.kept", problem=problem_text(problem, t)), icon=":material/error:")
        return
    rows = [problem_text(Problem("beam-search.tables.sum", total=total, **where), t) for where, total in wrong]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.warning(t("beam-search.tables.kept", problem=" ".join(rows)), icon=":material/error:")
        st.button(
            t("beam-search.tables.normalize"), key="beam-search-normalize", type="primary",
            on_click=partial(_normalize, state, edited),
        )  # fmt: skip


def _normalize(state: BeamSession, table: EditableTable) -> None:
    """Scale every row that does not sum to 1."""
    state.use_table(table.normalized())


def _draw_tokens(page: Page, state: BeamSession) -> None:
    t, table = page.t, state.settings.table
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.text_input(
            t("beam-search.tokens"), max_chars=400, help=t("beam-search.tokens.help", eos=EOS), width=340,
            **bound("beam-search-tokens", " ".join(table.vocabulary), partial(_set_tokens, state)),
        )  # fmt: skip
        st.toggle(
            t("beam-search.ends", eos=EOS), help=t("beam-search.ends.help"),
            **bound("beam-search-ends", table.ends, partial(_set_ends, state)),
        )  # fmt: skip


def _set_tokens(state: BeamSession, text: str) -> None:
    _use_tokens(state, tuple(text.split()), ends=state.settings.table.ends)


def _set_ends(state: BeamSession, ends: bool) -> None:
    """Add the end token, or remove it."""
    words = tuple(token for token in state.settings.table.vocabulary if token != EOS)
    _use_tokens(state, (*words, EOS) if ends else words, ends=ends)


def _use_tokens(state: BeamSession, tokens: tuple[str, ...], *, ends: bool) -> None:
    """Take over the tokens if they can head a table; otherwise keep the old ones and remember why."""
    table = state.settings.table
    try:
        replace(table, vocabulary=tokens, ends=ends, steps=((),), overrides=()).check_tokens()
        state.use_table(table.with_vocabulary(tokens, ends=ends), forced=())
    except Problem as problem:
        state.refused = problem


def columns(table: EditableTable) -> tuple[str, ...]:
    """Return the names of the editor's columns, one per token: by place, since a token may be called anything."""
    return tuple(f"token {place}" for place in range(len(table.vocabulary)))


def _edit(page: Page, state: BeamSession, part: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Draw one editor. Its base changes only with the edition: otherwise the learner's cursor would be lost."""
    t, table = page.t, state.settings.table
    name = f"beam-search-base-{part}"
    kept: pd.DataFrame | None = st.session_state.get(name)
    key = f"beam-search-edit-{part}-{state.edition}-{t.language}"
    # After a visit to another page the widget has forgotten its edits: the base must then hold them.
    if kept is None or key not in st.session_state:
        kept = st.session_state[name] = frame
    where = (
        st.column_config.TextColumn("", disabled=True, width=70)
        if part == "steps"
        else st.column_config.TextColumn(
            t("beam-search.tables.after"), width=80, help=t("beam-search.tables.after.help")
        )
    )
    config: Mapping[str, Any] = {
        WHERE: where,
        **{
            column: st.column_config.NumberColumn(token, format="%.4g", step=0.0001, width=62)
            for column, token in zip(columns(table), table.vocabulary, strict=True)
        },
    }
    return st.data_editor(
        kept, key=key, hide_index=True, column_config=config,
        num_rows="fixed" if part == "steps" else "dynamic", width="stretch",
    )  # fmt: skip


def _step_frame(page: Page, state: BeamSession) -> pd.DataFrame:
    table = state.settings.table
    names = [page.t("beam-search.tables.step", step=step) for step in range(1, table.length + 1)]
    return _frame(table, list(zip(names, table.steps, strict=True)))


def _override_frame(state: BeamSession) -> pd.DataFrame:
    table = state.settings.table
    return _frame(table, [(" ".join(prefix), row) for prefix, row in table.overrides])


def _frame(table: EditableTable, rows: list[tuple[str, Row]]) -> pd.DataFrame:
    frame = pd.DataFrame([(name, *row) for name, row in rows], columns=[WHERE, *columns(table)])
    return frame.astype({WHERE: "object", **dict.fromkeys(columns(table), "float64")})


def step_rows(frame: pd.DataFrame, table: EditableTable) -> tuple[Row, ...]:
    """Read the rows of the steps; raise a ``Problem`` for a cell that holds no number."""
    return tuple(_row(record, table, step=step) for step, record in enumerate(frame.to_dict(orient="records"), start=1))


def override_rows(frame: pd.DataFrame, table: EditableTable) -> tuple[tuple[Prefix, Row], ...]:
    """Read the rows after prefixes; a line that is still empty does not count."""
    rows: list[tuple[Prefix, Row]] = []
    for record in frame.to_dict(orient="records"):
        where = record[WHERE]
        prefix = tuple(where.split()) if isinstance(where, str) else ()
        cells = [record[column] for column in columns(table)]
        if not prefix and all(_empty(cell) for cell in cells):
            continue
        if not prefix:
            raise Problem("beam-search.error.empty-prefix")
        rows.append((prefix, _row(record, table, after=" ".join(prefix))))
    return tuple(rows)


def _row(record: Mapping[Hashable, Any], table: EditableTable, **where: object) -> Row:
    cells = [record[column] for column in columns(table)]
    # A line just begun: cells that are still empty count as 0 once one of them is filled.
    if "after" in where and any(not _empty(cell) for cell in cells):
        cells = [0.0 if _empty(cell) else cell for cell in cells]
    try:
        numbers = tuple(float(cell) for cell in cells)
    except (TypeError, ValueError):
        raise Problem("beam-search.error.not-a-number", **where) from None
    if not all(math.isfinite(number) for number in numbers):
        raise Problem("beam-search.error.not-a-number", **where)
    return numbers


def _empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, float) and math.isnan(cell))
