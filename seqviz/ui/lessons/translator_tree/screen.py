"""The screen: a translator, a sentence, a checkpoint, and the three searches on one tree."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from seqviz.components.tree_answer import answer_lines
from seqviz.jobs.moments import moments, shares_right
from seqviz.jobs.watch import Watch
from seqviz.records.pairs import Tokens
from seqviz.records.trees import TreeQuestion
from seqviz.text.markdown import plain
from seqviz.text.numbers import percent_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.conventions import found_by_conventions
from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.language_model import why_not
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.search_trees import draw_search_trees
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.status import status_line, status_row
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.translator_tree.forcing import draw_forced, forced_lines
from seqviz.ui.lessons.translator_tree.run import USUAL, draw_transport
from seqviz.ui.lessons.translator_tree.searched import Searched, searched
from seqviz.ui.lessons.translator_tree.sentence import pick_sentence, reference_of
from seqviz.ui.lessons.translator_tree.tasks import tasks
from seqviz.ui.page import Page

GROUP = "translator-tree"


def draw_live(page: Page, settings: Settings[Any, Any], slot: Slot) -> None:
    """Draw the translator's searches, and keep them live."""
    live(settings, slot, lambda: _draw(page, settings, slot))


def _draw(page: Page, settings: Settings[Any, Any], slot: Slot) -> None:
    watch = slot.watch
    step = shown_step(watch, settings.view.checkpoint)
    _bar(page, settings, slot, step)
    with status_row(page):
        status_line(page, settings, slot, watch.contest if watch else USUAL)
    if watch is None or step is None:
        st.caption(page.t("translator-tree.none" if watch is None else "translator-tree.wait"))
        exercises(page, settings, tasks(None, page.t))
        return
    found = _trees(page, settings, watch, step)
    if found is not None and found.conventions is not None:
        question = found.question
        found_by_conventions(page, found.conventions.found, width=question.width, alpha=question.alpha)
    exercises(page, settings, tasks(found, page.t))


def shown_step(watch: Watch | None, wanted: int | None) -> int | None:
    """Return the kept step nearest to the wanted one; of a run in which nobody has chosen, the middle of its way."""
    steps = watch.poll.checkpoints if watch else ()
    if not steps:
        return None
    aim = moments(watch).get("middle", steps[-1]) if wanted is None else wanted
    return min(steps, key=lambda step: abs(step - aim))


def _bar(page: Page, settings: Settings[Any, Any], slot: Slot, step: int | None) -> None:
    t = page.t
    with page.control_bar():
        draw_transport(page, slot)
        st.space("stretch")
        if step is not None and slot.watch is not None and slot.watch.poll.status != "training":
            _pick_step(page, settings, slot.watch.poll.checkpoints, step)
        control(settings, "beam_width", t, shape="slider", width=130)
        control(settings, "alpha", t, shape="slider", width=150)


def _pick_step(page: Page, settings: Settings[Any, Any], steps: Sequence[int], step: int) -> None:
    """Draw the slider over the kept states; over others there is another one, which hears no place of the old."""
    if len(steps) > 1:
        st.select_slider(
            page.t("beam-search.checkpoint"), steps, help=page.t("beam-search.checkpoint.help"), width=170,
            **tied(f"{page.name}.checkpoint-{len(steps)}-{steps[-1]}", step, settings.taker("checkpoint")).value,
        )  # fmt: skip


def _trees(page: Page, settings: Settings[Any, Any], watch: Watch, step: int) -> Searched | None:
    """Draw what is asked and the trees that answer it."""
    view, asked, drawn = settings.view, st.container(), st.container()
    if page.on_stage:  # there the tree comes first
        asked, drawn = drawn, asked
    with asked, st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"{GROUP}-asked"):
        sentence = pick_sentence(page, settings, watch)
        draw_forced(page, settings)
    wanted = TreeQuestion(
        sentence=sentence, width=view.beam_width, alpha=settings.value("alpha"), forced=tuple(view.forced_words.split())
    )
    found = searched(watch, wanted, past=step)
    with drawn:
        if isinstance(found, Searched):
            _panel(page, settings, watch, found)
            return found
        with page.panel(GROUP, title=page.t("trees.title", source=plain(sentence))):
            st.caption(f":material/error: {why_not(found, page.t)}" if found else page.t("trees.waiting"))
    return None


def _panel(page: Page, settings: Settings[Any, Any], watch: Watch, found: Searched) -> None:
    t, question, step = page.t, found.question, found.trees.step

    def force(words: Tokens) -> None:
        settings.change(forced_words=" ".join(words))

    share = shares_right(watch).get(step)
    right = "" if share is None else t("translator-tree.right", share=percent_text(share, t.language))
    hint = t("trees.hint", step=t.number(step), alpha=f"{question.alpha:g}") + right
    with page.panel(GROUP, title=t("trees.title", source=plain(question.sentence)), hint=hint):
        draw_search_trees(page, watch, question, found.trees, group=GROUP, on_force=force)
        st.markdown("  \n".join(_lines(page, watch, found)))


def _lines(page: Page, watch: Watch, found: Searched) -> list[str]:
    """Return what stands below the tree: the answers, the reference, unknown words, what was forced."""
    t, trees = page.t, found.trees
    lines = answer_lines(trees, t)
    if reference := reference_of(watch, found.question.sentence):
        lines.append(f":small[:gray[{t('translator-tree.reference')}]] {plain(reference)}")
    if trees.unknown:
        lines.append(f":material/help: {t('kit.unknown', tokens=plain(' '.join(trees.unknown)))}")
    lines += forced_lines(found, t)
    return [*lines, f":gray[{t('trees.waiting')}]"] if found.waiting else lines
