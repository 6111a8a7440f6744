"""Settings in the address of a page: opening it restores the experiment."""

from collections.abc import Mapping, Sequence

import streamlit as st

from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain

KEPT = ("lang", "run")
"""Parameters that are no settings."""

LONGEST = 160
"""Characters of a word in a message."""


def write_address(settings: Mapping[str, str]) -> None:
    """Make the address say ``settings`` and nothing else but the language and the run."""
    kept = {name: st.query_params[name] for name in KEPT if name in st.query_params}
    wanted = {**kept, **settings}
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def warn(sentences: Sequence[str]) -> None:
    """Draw in one box what an address got wrong.

    The box has a place of its own: as it empties, nothing below may move up and lose what is being typed there.
    """
    with st.container():
        if sentences:
            st.warning("  \n".join(sentences), icon=":material/error:")


def shown_problem(problem: Problem, t: Catalog, *, settings: str = "settings") -> str:
    """Return the sentence for a problem, in Markdown.

    Settings go by the names that the page shows, the labels ``<settings>.<field>``; numbers are as short as they can
    be. Words come from outside, an address or a file: they are shown as they stand, and not at any length.
    """
    values = {name: _shown(value) for name, value in problem.values.items()}
    if "field" in values:
        values["field"] = t(f"{settings}.{problem.values['field']}")
    return t(problem.key, **values)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    cut = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return plain(cut) if isinstance(value, str) else cut
