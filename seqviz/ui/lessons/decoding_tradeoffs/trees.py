"""The search trees of one sentence at the moment that is looked at: greedy, beam and exact, free or forced."""

from collections.abc import Mapping

import streamlit as st

from seqviz.components.tree import FOLD, Position, TreeView, tree_candidates, tree_drawing, tree_transport
from seqviz.components.tree_labels import drawing_labels, table_labels, transport_labels
from seqviz.components.tree_rows import ScoredRows
from seqviz.components.tree_story import Story, search_title
from seqviz.components.tree_words import prefix_of, sequence_text
from seqviz.figures.search_tree import Prefix
from seqviz.jobs.watch import Watch
from seqviz.records.pairs import Pair
from seqviz.records.trees import TreeAnswer, TreeQuestion
from seqviz.text.markdown import plain
from seqviz.text.numbers import count_text, decimals_text
from seqviz.ui.experiment.language_model import why_not
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.decoding_tradeoffs.moments import Moment
from seqviz.ui.lessons.decoding_tradeoffs.outline import TradeoffsSettings
from seqviz.ui.lessons.decoding_tradeoffs.sweeps import Decoding
from seqviz.ui.page import Page

GROUP = "decoding-tradeoffs-trees"
ROWS = 12
"""Nodes of a column before unlikely ones fold: a sentence has many columns."""


def source_text(pair: Pair) -> str:
    """Write the source of a pair, characters without spaces."""
    return (" " if any(len(token) > 1 for token in pair.source) else "").join(pair.source)


def pick_tree(page: Page, settings: TradeoffsSettings, sources: Mapping[int, str]) -> None:
    """Offer the trees of sentences, counted from 1; a sentence picked again closes them."""

    def take(place: int | None) -> None:
        settings.change(tree=place or 0, forced_words="")

    chosen = settings.view.tree if settings.view.tree in sources else None
    st.pills(
        page.t("decoding-tradeoffs.trees.pick"), list(sources), format_func=lambda place: sources.get(place, ""),
        **tied(f"{page.name}.tree", chosen, take, options=sources).default,
    )  # fmt: skip


def draw_trees(page: Page, settings: TradeoffsSettings, watch: Watch, found: Mapping[Moment, Decoding]) -> None:
    """Draw the trees of the sentence that was picked, if one was."""
    t, view = page.t, settings.view
    at = found.get(view.moment)
    if at is None or not 0 < view.tree <= len(at.sweep.pairs):
        return
    source, step = source_text(at.sweep.pairs[view.tree - 1]), at.sweep.step
    question = TreeQuestion(
        sentence=source, width=view.width, alpha=view.alpha, forced=tuple(view.forced_words.split())
    )
    hint = t("decoding-tradeoffs.trees.hint", step=t.number(step), alpha=f"{view.alpha:g}")
    with page.panel("tradeoffs-trees", title=t("decoding-tradeoffs.trees.title", source=source), hint=hint):
        st.text_input(
            t("decoding-tradeoffs.trees.forced"), max_chars=80, help=t("decoding-tradeoffs.trees.forced.help"),
            width=320,
            **tied(f"{page.name}.forced", view.forced_words, settings.taker("forced_words")).value,
        )  # fmt: skip
        standing = watch.ask("trees", question, watch.names[0], past=step)
        if standing.problem is not None:
            st.caption(f":material/error: {why_not(standing.problem, t)}")
        elif not standing.current or not isinstance(standing.answer, TreeAnswer):
            st.caption(t("decoding-tradeoffs.trees.waiting"))
        else:
            _draw(page, watch, question, standing.answer)


def _draw(page: Page, watch: Watch, question: TreeQuestion, answer: TreeAnswer) -> None:
    def stay(_at: Position) -> None:
        """Leave the place in the search to the browser."""

    tree_transport(transport_labels(page.t), group=GROUP, key=f"{GROUP}-transport", on_move=stay)
    drawing, candidates = st.columns([2.65, 1], gap="small")
    with drawing:
        _drawing(page, watch, question, answer)
    with candidates:
        tree_candidates(table_labels(page.t), group=GROUP, key=f"{GROUP}-candidates")
    st.markdown("  \n".join(_answers(page, answer)))


def _drawing(page: Page, watch: Watch, question: TreeQuestion, answer: TreeAnswer) -> None:
    """Draw the tree; it is told anew only for another question, another language, or when something is unfolded."""
    about = (question, answer.step)
    opened: tuple[object, frozenset[Prefix]] = watch.memory.get("trees-unfolded", (None, frozenset()))
    unfolded = opened[1] if opened[0] == about else frozenset()
    key = (about, unfolded, page.t.language)
    then, view = watch.memory.get("trees-view", (None, None))
    if then != key:
        view = tree_view(page, answer, table=repr(about), unfolded=unfolded)
        watch.memory["trees-view"] = (key, view)
    vocabulary = answer.traces["greedy"].vocabulary

    def unfold(asked: str) -> None:
        parent = None if asked == FOLD else prefix_of(asked, vocabulary)
        more = unfolded | ({parent} if parent is not None else set())
        watch.memory["trees-unfolded"] = (about, frozenset() if asked == FOLD else more)

    tree_drawing(view, group=GROUP, key=f"{GROUP}-drawing", on_unfold=unfold)


def tree_view(page: Page, answer: TreeAnswer, *, table: str, unfolded: frozenset[Prefix]) -> TreeView:
    """Return the searches as the component draws them, the beam first in view."""
    rows = ScoredRows(*answer.traces.values())
    return TreeView(
        table=table, search="beam", step=None, play=0, sequences="", unfolded=bool(unfolded),
        searches=[
            Story(answer.traces, name, rows, page.t, more="decoding-tradeoffs.trees.more").view(unfolded, rows=ROWS)
            for name in answer.traces
        ],
        labels=drawing_labels(page.t),
    )  # fmt: skip


def _answers(page: Page, answer: TreeAnswer) -> list[str]:
    """Return a line for the answer of each search; the exact one says whether it is proven."""
    t, lines = page.t, []
    for name, trace in answer.traces.items():
        best = trace.best
        numbers = f"log p = {decimals_text(best.log_prob, t.language, digits=2)}"
        if name == "exact":
            said = "proven" if trace.proven else "unproven"
            count = count_text(trace.expanded, t.language)
            numbers += ", " + t(f"decoding-tradeoffs.trees.{said}", **({} if trace.proven else {"count": count}))
        lines.append(
            f":small[:gray[{search_title(name, _width(answer, name), t)}]] "
            f"**{plain(sequence_text(best.tokens))}** :small[{numbers}]"
        )
    return lines


def _width(answer: TreeAnswer, name: str) -> int | None:
    return answer.traces["beam"].width if name == "beam" else None
