"""The search trees of one sentence at the moment that is looked at: greedy, beam and exact, free or forced."""

from collections.abc import Mapping

import streamlit as st

from seqviz.components.tree_answer import answer_lines
from seqviz.jobs.moments import Moment
from seqviz.jobs.watch import Watch
from seqviz.records.pairs import Tokens
from seqviz.records.trees import TreeAnswer, TreeQuestion
from seqviz.ui.experiment.language_model import why_not
from seqviz.ui.experiment.search_trees import LONGEST_FORCED, draw_search_trees, source_text
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.decoding_tradeoffs.outline import TradeoffsSettings
from seqviz.ui.lessons.decoding_tradeoffs.sweeps import Decoding
from seqviz.ui.page import Page

GROUP = "decoding-tradeoffs-trees"


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

    def force(words: Tokens) -> None:
        settings.change(forced_words=" ".join(words))

    hint = t("trees.hint", step=t.number(step), alpha=f"{view.alpha:g}")
    with page.panel("tradeoffs-trees", title=t("trees.title", source=source), hint=hint):
        st.text_input(
            t("trees.forced"), max_chars=LONGEST_FORCED, help=t("trees.forced.help"),
            width=320,
            **tied(f"{page.name}.forced", view.forced_words, settings.taker("forced_words")).value,
        )  # fmt: skip
        standing = watch.ask("trees", question, watch.names[0], past=step)
        if standing.problem is not None:
            st.caption(f":material/error: {why_not(standing.problem, t)}")
        elif not standing.current or not isinstance(standing.answer, TreeAnswer):
            st.caption(t("trees.waiting"))
        else:
            draw_search_trees(page, watch, watch.names[0], question, standing.answer, group=GROUP, on_force=force)
            st.markdown("  \n".join(answer_lines(standing.answer, t)))
