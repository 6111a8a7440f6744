"""What a page says about a learner's file: how it was read, with the other readings one click away."""

from collections.abc import Sequence
from typing import Any, Literal

import streamlit as st

from seqviz.config.fields import choice
from seqviz.data.reading.encodings import Encoding
from seqviz.data.reading.text import TextRead
from seqviz.records.notice import Notice
from seqviz.records.pairs import Pairs
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.settings import Settings

EncodingChoice = Literal["auto", Encoding]
_SHOWN = 3


def encoding_field() -> Any:
    """Make the field ``encoding`` of a page that reads files."""
    return choice("auto", EncodingChoice)


def chosen_encoding(settings: Settings[Any, Any]) -> Encoding | None:
    """Return the learner's encoding, ``None`` where it is to be found."""
    chosen: EncodingChoice = settings.value("encoding")
    return None if chosen == "auto" else chosen


def encoding_control(settings: Settings[Any, Any], t: Catalog) -> None:
    """Draw the choice of the encoding."""
    control(settings, "encoding", t, shape="list", width=210, label="reading.setting.encoding")


def refuse(problem: Problem, t: Catalog, *, file: str = "", settings: str = "settings") -> None:
    """Say what keeps a file from being read, with its name; a question is asked more softly."""
    said = sentence(problem, t, settings=settings)
    said = t("reading.in-file", file=plain(file), problem=said) if file else said
    if problem.key.startswith("reading.ask."):
        st.warning(said, icon=":material/help:")
    else:
        st.error(said)


def draw_notices(notices: Sequence[Notice], t: Catalog) -> None:
    """Say what was understood, put right or left out."""
    said = [t(notice.key, **_values(notice, t)) for notice in notices]
    if said:
        st.info("  \n".join(said), icon=":material/info:")


def as_read(read: TextRead, t: Catalog) -> str:
    """Return the sentence that names the encoding of a text."""
    return t("reading.as-text", encoding=t(f"reading.setting.encoding.{read.encoding}"))


def draw_first_pairs(pairs: Pairs, t: Catalog, *, key: str) -> None:
    """Show the first pairs of a file as they were understood, cut into tokens."""
    shown = pairs.training[:_SHOWN]
    table = {
        t("reading.pair.source"): [" \u00b7 ".join(pair.source) for pair in shown],
        t("reading.pair.target"): [" \u00b7 ".join(pair.target) for pair in shown],
    }
    st.dataframe(table, hide_index=True, key=key)


def _values(notice: Notice, t: Catalog) -> dict[str, object]:
    """Return the values of a notice as words; a label that counts needs its number as it is."""
    counts = notice.key in t.counted
    return {n: value if counts and n == "count" else _shown(n, value, t) for n, value in notice.values}


def _shown(name: str, value: object, t: Catalog) -> str:
    if name == "encoding":
        return t(f"reading.setting.encoding.{value}")
    return t.number(value) if isinstance(value, int) else plain(str(value))
