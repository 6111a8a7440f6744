"""What a page says when something is wrong: one sentence for each problem, in one box with a place of its own."""

from collections.abc import Sequence

import streamlit as st

from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain

LONGEST = 160
"""Characters of a word in a message."""


def sentence(problem: Problem, t: Catalog, *, settings: str = "settings") -> str:
    """Return the sentence for a problem, in Markdown.

    Settings go by the names that the page shows, the labels ``<settings>.<field>``, and how a file is read by those of
    all pages; numbers are as short as they can be. Words come from outside, an address or a file: they are shown as
    they stand, and not at any length. A value that is a problem itself names a part of what is wrong, such as a row of
    a table, by its own label.
    """
    values = {
        name: sentence(value, t, settings=settings) if isinstance(value, Problem) else _shown(value)
        for name, value in problem.values.items()
    }
    if "field" in values:
        own = t.get(f"{settings}.{problem.values['field']}") is not None
        values["field"] = (
            t(f"{settings}.{problem.values['field']}") if own else t(f"reading.setting.{problem.values['field']}")
        )
    return t(problem.key, **values)


def warn(sentences: Sequence[str]) -> None:
    """Draw what is wrong in one box.

    The box has a place of its own: as it empties, nothing below may move up and lose what is being typed there.
    """
    with st.container(key="warnings"):
        if sentences:
            st.warning("  \n".join(sentences), icon=":material/error:")


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    cut = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return plain(cut) if isinstance(value, str) else cut
