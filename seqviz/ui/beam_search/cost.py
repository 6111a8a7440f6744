"""What each search costs: counted on the table of the page, and by the formulas for sizes nobody can draw."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.decoding.cost import beam_candidates, exhaustive_sequences, greedy_candidates
from seqviz.figures.search import cost_figure
from seqviz.records.search import Method
from seqviz.ui.beam_search.session import BeamSession
from seqviz.ui.beam_search.settings import COST_LENGTH, COST_SIZES, COST_WIDTH
from seqviz.ui.beam_search.story import search_title
from seqviz.ui.beam_search.writing import count_text
from seqviz.ui.bound import bound
from seqviz.ui.page import Page


def draw_cost(page: Page, state: BeamSession) -> None:
    """Draw the counts of this tree and the chart of the formulas."""
    t = page.t
    with page.panel("beam-search-cost", title=t("beam-search.cost.title"), hint=t("beam-search.cost.hint")):
        counted, by_formula = st.columns([1, 2], gap="large")
        with counted:
            _draw_counts(page, state)
        with by_formula:
            _draw_formulas(page, state)


def _draw_counts(page: Page, state: BeamSession) -> None:
    t, searches = page.t, state.searches()
    head = [t(f"beam-search.cost.{name}") for name in ("search", "expanded", "scored")]
    rows = [
        [search_title(name, trace.width, t), count_text(trace.expanded, t), count_text(len(trace), t)]
        for name, trace in searches.traces.items()
    ]
    if searches.exhaustive is None:
        size = searches.size
        rows.append([t("beam-search.cost.would"), count_text(size.expanded, t), count_text(size.candidates, t)])
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---", "---:", "---:"], *rows)]
    st.markdown("\n".join(lines))


def _draw_formulas(page: Page, state: BeamSession) -> None:
    t = page.t
    vocabulary, length, width = state.settings.cost
    sizes, lengths, widths = st.columns(3, gap="medium")
    sizes.select_slider(
        t("beam-search.cost.n"), COST_SIZES, format_func=lambda count: t.number(count),
        **bound("beam-search-cost-n", vocabulary, state.taker("cost_n")),
    )  # fmt: skip
    lengths.slider(
        t("beam-search.cost.T"), 1, COST_LENGTH,
        **bound("beam-search-cost-length", length, state.taker("cost_length")),
    )  # fmt: skip
    widths.slider(
        t("beam-search.cost.k"), 1, COST_WIDTH, **bound("beam-search-cost-k", width, state.taker("cost_k")),
    )  # fmt: skip
    costs: dict[Method, list[int]] = {
        "exhaustive": [exhaustive_sequences(vocabulary, step) for step in range(1, COST_LENGTH + 1)],
        "beam": [beam_candidates(vocabulary, step, width) for step in range(1, COST_LENGTH + 1)],
        "greedy": [greedy_candidates(vocabulary, step) for step in range(1, COST_LENGTH + 1)],
    }
    names: dict[Method, str] = {name: t(f"beam-search.cost.formula.{name}") for name in costs}
    figure = cost_figure(costs, length=length, names=names, axis=t("beam-search.cost.axis"))
    chart(figure, key="beam-search-cost-chart", label=t("beam-search.cost.title"))
    st.markdown(
        t(
            "beam-search.cost.sum", n=t.number(vocabulary), length=length, k=width,
            exhaustive=count_text(costs["exhaustive"][length - 1], t), beam=count_text(costs["beam"][length - 1], t),
        )
    )  # fmt: skip
