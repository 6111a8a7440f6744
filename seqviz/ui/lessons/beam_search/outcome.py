"""The tree, the candidates beside it, and the answers below."""

import math
from collections.abc import Iterator

import streamlit as st

from seqviz.components.tree import FOLD, TreeView, tree_candidates, tree_drawing
from seqviz.components.tree_labels import GROUP, drawing_labels, table_labels
from seqviz.components.tree_story import Story, search_title
from seqviz.components.tree_words import p_text, prefix_of
from seqviz.decoding.search import exhaustive_search
from seqviz.records.search import TIE_DIGITS, Hypothesis
from seqviz.text.numbers import count_text, decimals_text, number_text
from seqviz.ui.lessons.beam_search.memory import BeamSettings, compared, memory_of, table_name
from seqviz.ui.lessons.beam_search.writing import refusal_text, shown
from seqviz.ui.page import Page


def draw_tree(page: Page, settings: BeamSettings) -> None:
    """Draw the searches on one tree, with the candidates of the step beside it."""
    t = page.t
    drawing, candidates = st.columns([2.65, 1], gap="small")
    with drawing, page.panel("beam-search-tree", title=t("beam-search.tree.title"), hint=t("beam-search.tree.hint")):
        _drawing(page, settings)
    with candidates, st.container(border=True, key="panel-beam-search-candidates"):
        tree_candidates(
            table_labels(t), group=GROUP, key="beam-search-candidates",
            on_force=lambda asked: settings.change(forced=prefix_of(asked, settings.config.model.vocabulary) or ()),
        )  # fmt: skip


@st.fragment
def _drawing(page: Page, settings: BeamSettings) -> None:
    """Draw the tree; unfolding lays out anew without running the rest of the page."""
    searches, view, memory, name = compared(settings), settings.view, memory_of(settings), table_name(settings)
    before = memory.unfolded.get(name, frozenset())
    tree = TreeView(
        table=name, search=view.search if view.search in searches.traces else "beam",
        searches=[Story(searches.traces, one, searches.model.row, page.t).view(before) for one in searches.traces],
        step=view.step, play=memory.plays, sequences=count_text(searches.size.sequences, page.t.language),
        unfolded=bool(before), labels=drawing_labels(page.t),
    )  # fmt: skip
    model = searches.model

    def unfold(asked: str) -> None:
        parent = None if asked == FOLD else prefix_of(asked, model.vocabulary)
        memory.unfolded = {name: frozenset() if asked == FOLD else before | ({parent} if parent is not None else set())}

    tree_drawing(tree, group=GROUP, key="beam-search-drawing", on_unfold=unfold)


def draw_answers(page: Page, settings: BeamSettings) -> None:
    """Draw the answer of each search as a card, and what the exponent and a forced prefix turned."""
    cards = list(_cards(page, settings))
    for place, (column, (title, body, optimal)) in enumerate(
        zip(st.columns(len(cards), gap="small"), cards, strict=True)
    ):
        with column, st.container(border=True, key=f"panel-beam-search-answer-{place}", height="stretch"):
            badge = f" :green-badge[{page.t('beam-search.answer.best')}]" if optimal else ""
            st.markdown(f":small[:gray[{title}]]{badge}  \n{body}")


def _cards(page: Page, settings: BeamSettings) -> Iterator[tuple[str, str, bool]]:
    """Yield title, text and whether nothing scores better."""
    t, searches = page.t, compared(settings)
    best = searches.exhaustive.best if searches.exhaustive else None
    for name, trace in searches.traces.items():
        optimal = best is not None and round(best.score - trace.best.score, TIE_DIGITS) <= 0
        yield search_title(name, trace.width, t), _answer(page, trace.best, trace.eos), optimal
    if searches.refusal:
        yield search_title("exhaustive", None, t), refusal_text(searches.refusal, t), False
    if best and searches.raw and searches.raw.tokens != best.tokens:
        numbers = t("beam-search.answer.likeliest", p=p_text(searches.raw.probability, t.language))
        yield t("beam-search.answer.raw"), _card(searches.raw, numbers), False
    if best and settings.config.forced:
        free = exhaustive_search(searches.model, max_length=settings.config.table.length, alpha=settings.config.alpha)
        ratio = number_text(math.exp(free.best.log_prob - best.log_prob), t.language)
        numbers = t("beam-search.answer.free.lost", p=p_text(free.best.probability, t.language), factor=ratio)
        yield t("beam-search.answer.free"), _card(free.best, numbers), False


def _answer(page: Page, answer: Hypothesis, eos: str | None) -> str:
    t = page.t
    unfinished = "" if answer.ended or eos is None else f" :small[:gray[{t('beam-search.answer.unfinished')}]]"
    score = decimals_text(answer.score, t.language)
    return _card(
        answer, t("beam-search.answer.numbers", p=p_text(answer.probability, t.language), score=score), unfinished
    )


def _card(answer: Hypothesis, numbers: str, remark: str = "") -> str:
    return f"**{shown(answer.tokens)}**{remark}  \n:small[{numbers}]"
