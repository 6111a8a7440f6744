"""Settings in the address of a page: opening it restores the experiment."""

from collections.abc import Mapping

import streamlit as st

from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog

KEPT = ("lang", "run")
"""Parameters that are no settings."""


def write_address(settings: Mapping[str, str]) -> None:
    """Make the address say ``settings`` and nothing else but the language and the run."""
    kept = {name: st.query_params[name] for name in KEPT if name in st.query_params}
    wanted = {**kept, **settings}
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def shown_problem(problem: Problem, t: Catalog) -> str:
    """Return the sentence for a problem: settings by the names that the page shows, numbers as short as they can be."""
    values = {name: f"{value:g}" if isinstance(value, float) else value for name, value in problem.values.items()}
    if "field" in values:
        values["field"] = t(f"settings.{values['field']}")
    return t(problem.key, **values)
