"""What each search costs: counted on the table of the page, and by the formulas for sizes nobody can draw."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.tree_story import search_title
from seqviz.decoding.cost import beam_candidates, exhaustive_sequences, greedy_candidates
from seqviz.figures.search import cost_figure
from seqviz.records.search import Method
from seqviz.text.numbers import count_text
from seqviz.ui.experiment.tied import Tie, tied
from seqviz.ui.lessons.beam_search.memory import BeamSettings, compared
from seqviz.ui.lessons.beam_search.outline import COST_LENGTH, COST_SIZES, COST_WIDTH
from seqviz.ui.page import Page


def draw_cost(page: Page, settings: BeamSettings) -> None:
    """Draw the counts of this tree and the chart of the formulas."""
    t = page.t
    with page.panel("beam-search-cost", title=t("beam-search.cost.title"), hint=t("beam-search.cost.hint")):
        counted, by_formula = st.columns([1, 2], gap="large")
        with counted:
            _draw_counts(page, settings)
        with by_formula:
            _draw_formulas(page, settings)


def _draw_counts(page: Page, settings: BeamSettings) -> None:
    t, searches = page.t, compared(settings)
    head = [t(f"beam-search.cost.{name}") for name in ("search", "expanded", "scored")]
    rows = [
        [search_title(name, trace.width, t), count_text(trace.expanded, t.language), count_text(len(trace), t.language)]
        for name, trace in searches.traces.items()
    ]
    if searches.exhaustive is None:
        size = searches.size
        rows.append(
            [
                t("beam-search.cost.would"),
                count_text(size.expanded, t.language),
                count_text(size.candidates, t.language),
            ]
        )
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---", "---:", "---:"], *rows)]
    st.markdown("\n".join(lines))


def _draw_formulas(page: Page, settings: BeamSettings) -> None:
    t = page.t
    vocabulary, length, width = settings.view.cost
    sizes, lengths, widths = st.columns(3, gap="medium")
    sizes.select_slider(
        t("beam-search.cost.n"), COST_SIZES, format_func=lambda count: count_text(count, t.language),
        **_tied(settings, 0).value,
    )  # fmt: skip
    lengths.slider(t("beam-search.cost.T"), 1, COST_LENGTH, **_tied(settings, 1).value)
    widths.slider(t("beam-search.cost.k"), 1, COST_WIDTH, **_tied(settings, 2).value)
    costs: dict[Method, list[int]] = {
        "exhaustive": [exhaustive_sequences(vocabulary, step) for step in range(1, COST_LENGTH + 1)],
        "beam": [beam_candidates(vocabulary, step, width) for step in range(1, COST_LENGTH + 1)],
        "greedy": [greedy_candidates(vocabulary, step) for step in range(1, COST_LENGTH + 1)],
    }
    names: dict[Method, str] = {name: t(f"beam-search.cost.formula.{name}") for name in costs}
    figure = cost_figure(costs, length=length, names=names, axis=t("beam-search.cost.axis"))
    chart(figure, key="beam-search-cost-chart", label=t("beam-search.cost.title"))
    exhaustive, beam = (count_text(costs[name][length - 1], t.language) for name in ("exhaustive", "beam"))
    size = count_text(vocabulary, t.language)
    st.markdown(t("beam-search.cost.sum", n=size, length=length, k=width, exhaustive=exhaustive, beam=beam))


def _tied(settings: BeamSettings, place: int) -> Tie:
    """Tie a slider to one of the three numbers."""

    def take(picked: int) -> None:
        cost = settings.view.cost
        settings.change(cost=(*cost[:place], picked, *cost[place + 1 :]))

    return tied(f"beam-search.cost-{place}", settings.view.cost[place], take)
