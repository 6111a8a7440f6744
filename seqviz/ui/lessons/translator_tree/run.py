"""Whose trees are drawn: the translator of another page of this session, or one that is trained right here."""

from typing import Any

import streamlit as st

from seqviz.config import Contest, Seq2SeqConfig
from seqviz.ui.course import COURSE, Lesson
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import Slot, open_slot, slots_with
from seqviz.ui.experiment.tied import tied
from seqviz.ui.experiment.transport import transport
from seqviz.ui.language import current_language
from seqviz.ui.page import Page

HERE = "here"
"""In place of a page that lends its translator: it is trained on this one."""
USUAL = Contest.of(Seq2SeqConfig(learning_rate=0.004))
"""What is trained here: number words, which half a minute is enough for."""
STEPS = (50,)
TRAINER = "seq2seq"
"""The page where a translator of one's own is trained."""


def open_run(page: Page, settings: Settings[Any, Any]) -> Slot:
    """Return the page's place for a translator, with one of another page unless the learner wants one from here."""
    slot = open_slot(f"{page.name}/translator", Seq2SeqConfig)
    if slot.lender and slot.watch is not None and slot.watch.poll.status in ("lost", "freed"):
        slot.discard()
    if slot.watch is None and not settings.memory.get(HERE):
        for lender in slots_with(Seq2SeqConfig, apart_from=slot.page).values():
            slot.borrow(lender)
            break
    return slot


def pick_run(page: Page, settings: Settings[Any, Any], slot: Slot) -> None:
    """Offer the translators of this session; where no other page has one, the way to the page that trains them."""
    t, lenders = page.t, slots_with(Seq2SeqConfig, apart_from=slot.page)
    if not lenders:
        lesson = _lesson(TRAINER)
        _link(lesson, t("translator-tree.elsewhere", page=t(f"course.{lesson.url_path}")))
        return

    def take(picked: str | None) -> None:
        settings.memory[HERE] = picked == HERE
        if picked == HERE:
            slot.give_back()
        elif picked in lenders:
            slot.borrow(lenders[picked])

    def name_of(lender: str) -> str:
        lesson = _lesson(lender)
        return t(f"course.{lesson.url_path}")

    st.pills(
        t("translator-tree.whose"), [*lenders, HERE], label_visibility="collapsed",
        format_func=lambda name: t("translator-tree.here") if name == HERE else name_of(name),
        **tied(f"{page.name}.whose", slot.lender or HERE, take, options=[*lenders, HERE]).default,
    )  # fmt: skip


def draw_transport(page: Page, slot: Slot) -> None:
    """Draw the transport of a translator from here, or the way to the page that trains it."""
    if not slot.lender:
        contest = USUAL if slot.watch is None else slot.watch.contest
        transport(page, slot, contest, steps=STEPS, slow=10.0)
        return
    lesson = _lesson(slot.lender)
    _link(lesson, page.t("translator-tree.lent", page=page.t(f"course.{lesson.url_path}")))


def _link(lesson: Lesson, label: str) -> None:
    if st.button(label, key=f"translator-tree.to-{lesson.url_path}", icon=":material/arrow_forward:", type="tertiary"):
        st.switch_page(lesson.file, query_params={"lang": current_language()})


def _lesson(slot_page: str) -> Lesson:
    """Return the lesson of a slot, of which a page may have several."""
    return next(lesson for lesson in COURSE if lesson.url_path == slot_page.partition("/")[0])
