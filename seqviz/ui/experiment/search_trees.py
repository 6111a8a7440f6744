"""The search trees of a translator for one sentence: greedy, beam and exact, free or with the first words forced.

The searches are those of the run's worker; a page asks a ``TreeQuestion`` and draws what is answered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from seqviz.components.tree import FOLD, Position, tree_candidates, tree_drawing, tree_transport
from seqviz.components.tree_answer import tree_view
from seqviz.components.tree_labels import table_labels, transport_labels
from seqviz.components.tree_words import prefix_of
from seqviz.config.fields import coded, number, text
from seqviz.figures.search_tree import Prefix
from seqviz.jobs.watch import Watch
from seqviz.records.pairs import Pair, Tokens
from seqviz.records.trees import TreeAnswer, TreeQuestion
from seqviz.ui.page import Page

LONGEST_SENTENCE = 300
LONGEST_FORCED = 160
LONGEST_NAME = 20
"""Of a contestant."""
MOST_WIDTH = 16
Force = Callable[[Tokens], None]


def _step(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(text)
    return int(text)


@dataclass(frozen=True, kw_only=True)
class TranslatorTreeView:
    """What the view of a page that draws a translator's trees must hold: mix it in.

    Of ``sentence`` nothing is the first held-out one, of ``checkpoint`` the middle of the run, of ``contestant`` the
    first.
    """

    contestant: str = text(longest=LONGEST_NAME)
    sentence: str = text(longest=LONGEST_SENTENCE)
    checkpoint: int | None = coded(None, _step, str, longest=7)
    beam_width: int = number(5, 1, MOST_WIDTH)
    forced_words: str = text(longest=LONGEST_FORCED)


def source_text(pair: Pair) -> str:
    """Write the source of a pair, characters without spaces."""
    return (" " if any(len(token) > 1 for token in pair.source) else "").join(pair.source)


def draw_search_trees(
    page: Page, watch: Watch, who: str, question: TreeQuestion, answer: TreeAnswer, *, group: str, on_force: Force
) -> None:
    """Draw the three searches of the translator ``who`` on one tree, and the candidates of the step beside it.

    ``on_force`` hears a prefix.
    """
    tree_transport(transport_labels(page.t), group=group, key=f"{group}-transport", on_move=_stay)
    # On a stage the tree takes the whole width: its columns are many, and its type is large.
    side_by_side = not page.on_stage
    drawing, candidates = st.columns([2, 1], gap="small") if side_by_side else (st.container(), st.container())
    with drawing:
        _drawing(page, watch, who, question, answer, group)
    with candidates:
        force = partial(_force, answer, on_force)
        tree_candidates(table_labels(page.t), group=group, key=f"{group}-candidates", on_force=force)


def _stay(_at: Position) -> None:
    """Leave the place in the search to the browser."""


def _force(answer: TreeAnswer, on_force: Force, asked: str) -> None:
    """Pass on which words shall be forced; a late click on a tree of other words names none."""
    prefix = prefix_of(asked, answer.traces["greedy"].vocabulary)
    if prefix is not None:
        on_force(prefix)


def _drawing(page: Page, watch: Watch, who: str, question: TreeQuestion, answer: TreeAnswer, group: str) -> None:
    """Draw the tree; it is told anew only if it is ``about`` something else, in another language, or unfolded.

    Another width, exponent, state or forced word leaves the learner at the step of the search that is looked at.
    """
    about = (who, question, answer.step)
    opened: tuple[object, frozenset[Prefix]] = watch.memory.get(f"{group}-unfolded", (None, frozenset()))
    unfolded = opened[1] if opened[0] == about else frozenset()
    key = (about, unfolded, page.t.language)
    then, view = watch.memory.get(f"{group}-view", (None, None))
    if then != key:
        view = tree_view(answer, page.t, table=repr((watch.run.id, who, question.sentence)), unfolded=unfolded)
        watch.memory[f"{group}-view"] = (key, view)
    vocabulary = answer.traces["greedy"].vocabulary

    def unfold(asked: str) -> None:
        parent = None if asked == FOLD else prefix_of(asked, vocabulary)
        more = unfolded | ({parent} if parent is not None else set())
        watch.memory[f"{group}-unfolded"] = (about, frozenset() if asked == FOLD else more)

    tree_drawing(view, group=group, key=f"{group}-drawing", on_unfold=unfold)
