"""The tree, the candidates beside it, and the three answers below."""

import csv
import io
import math

import streamlit as st

from seqviz.components.tree import FOLD, TreeView, tree_candidates, tree_drawing
from seqviz.decoding.comparison import Comparison
from seqviz.records.search import FATES, REASONS, TIE_DIGITS, Hypothesis, Method, SearchTrace
from seqviz.text.markdown import plain
from seqviz.ui.beam_search.labels import GROUP, drawing_labels, table_labels
from seqviz.ui.beam_search.session import BeamSession
from seqviz.ui.beam_search.story import Story, prefix_of, search_title
from seqviz.ui.beam_search.writing import count_text, p_text, problem_text, sequence_text, signed
from seqviz.ui.page import Page

COLUMNS = ("search", "step", "rank", "prefix", "p_conditional", "p", "log_p", "length", "score", "fate", "reason")


def draw_tree(page: Page, state: BeamSession) -> None:
    """Draw the searches on one tree, with the candidates of the step beside it."""
    t = page.t
    drawing, candidates = st.columns([2.65, 1], gap="small")
    with drawing, page.panel("beam-search-tree", title=t("beam-search.tree.title"), hint=t("beam-search.tree.hint")):
        _drawing(page, state)
    with candidates, st.container(border=True, key="panel-beam-search-candidates"):
        tree_candidates(table_labels(t), group=GROUP, key="beam-search-candidates")
        st.download_button(
            t("beam-search.csv"), data=lambda: candidates_csv(state.searches()), file_name="beam-search-candidates.csv",
            mime="text/csv", key="beam-search-csv", icon=":material/download:", on_click="ignore",
            help=t("beam-search.csv.help"),
        )  # fmt: skip


@st.fragment
def _drawing(page: Page, state: BeamSession) -> None:
    """Draw the tree; unfolding lays out anew without running the rest of the page."""
    searches, settings = state.searches(), state.settings
    view = TreeView(
        table=state.table_name, search=settings.search if settings.search in searches.traces else "beam",
        searches=[Story(searches, name, page.t).view(state.unfolded) for name in searches.traces],
        step=settings.step, play=state.plays, sequences=count_text(searches.size.sequences, page.t),
        unfolded=bool(state.unfolded), labels=drawing_labels(page.t),
    )  # fmt: skip
    unfold = tree_drawing(view, group=GROUP, key="beam-search-drawing")
    if unfold is not None and state.unfold(None if unfold == FOLD else prefix_of(unfold, settings.table.vocabulary)):
        st.rerun(scope="fragment")


def draw_answers(page: Page, state: BeamSession) -> None:
    """Draw the answer of each search as a card, and the raw optimum where the exponent turned it."""
    t, searches = page.t, state.searches()
    best = searches.exhaustive.best.score if searches.exhaustive else None
    cards: list[tuple[str, str, bool]] = []
    for name, trace in searches.traces.items():
        optimal = best is not None and round(best - trace.best.score, TIE_DIGITS) <= 0
        cards.append((search_title(name, trace.width, t), _answer(page, trace.best, trace.eos), optimal))
    if searches.refusal:
        cards.append((search_title("exhaustive", None, t), problem_text(searches.refusal, t), False))
    if searches.raw and searches.exhaustive and searches.raw.tokens != searches.exhaustive.best.tokens:
        cards.append((t("beam-search.answer.raw"), _likeliest(page, searches.raw), False))
    for place, (column, (title, body, optimal)) in enumerate(
        zip(st.columns(len(cards), gap="small"), cards, strict=True)
    ):
        with column, st.container(border=True, key=f"panel-beam-search-answer-{place}", height="stretch"):
            badge = f" :green-badge[{t('beam-search.answer.best')}]" if optimal else ""
            st.markdown(f":small[:gray[{title}]]{badge}  \n{body}")


def _answer(page: Page, answer: Hypothesis, eos: str | None) -> str:
    t = page.t
    unfinished = "" if answer.ended or eos is None else f" :small[:gray[{t('beam-search.answer.unfinished')}]]"
    numbers = t("beam-search.answer.numbers", p=p_text(answer.probability), score=signed(answer.score))
    return f"**{plain(sequence_text(answer.tokens))}**{unfinished}  \n:small[{plain(numbers)}]"


def _likeliest(page: Page, answer: Hypothesis) -> str:
    numbers = page.t("beam-search.answer.likeliest", p=p_text(answer.probability))
    return f"**{plain(sequence_text(answer.tokens))}**  \n:small[{plain(numbers)}]"


def candidates_csv(searches: Comparison) -> str:
    """Return every candidate of every search as CSV, in the order in which the search ranked them."""
    text = io.StringIO()
    # A token that starts like a formula must stay text in a spreadsheet.
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for name, trace in searches.traces.items():
        for step in trace.steps:
            for node in trace.candidates(step.step).tolist():
                writer.writerow(_csv_row(name, trace, node, step.step))
    return text.getvalue()


def _csv_row(name: Method, trace: SearchTrace, node: int, step: int) -> tuple[object, ...]:
    log_p, parent = float(trace.log_prob[node]), int(trace.parent[node])
    before = 0.0 if parent < 0 else float(trace.log_prob[parent])
    conditional = math.exp(log_p - before) if math.isfinite(before) else math.nan
    prefix = sequence_text(trace.prefix(node))
    return (
        name, step, int(trace.rank[node]), f"'{prefix}" if prefix[0] in "=+-@" else prefix, round(conditional, 10),
        math.exp(log_p), log_p, step, float(trace.score[node]), FATES[trace.fate[node]], REASONS[trace.reason[node]],
    )  # fmt: skip
