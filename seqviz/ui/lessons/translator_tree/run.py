"""Whose trees are drawn: the translator of another page of this session, or one that is trained right here."""

from typing import Any

import streamlit as st

from seqviz.config import Contest, Seq2SeqConfig
from seqviz.ui.experiment.lending import borrow, lend_nothing, lender_name, lenders, link_to
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.tied import tied
from seqviz.ui.experiment.translator_run import TRAINER
from seqviz.ui.experiment.transport import transport
from seqviz.ui.page import Page

HERE = "here"
"""In place of a page that lends its translator: it is trained on this one."""
USUAL = Contest.of(Seq2SeqConfig(learning_rate=0.004))
"""What is trained here: number words, which half a minute is enough for."""
STEPS = (50,)


def open_run(page: Page, settings: Settings[Any, Any]) -> Slot:
    """Return the page's place for a translator, with one of another page unless the learner wants one from here."""
    slot = open_slot(f"{page.name}/translator", Seq2SeqConfig)
    if settings.memory.get(HERE):
        lend_nothing(slot)
    else:
        borrow(slot, Seq2SeqConfig)
    return slot


def pick_run(page: Page, settings: Settings[Any, Any], slot: Slot) -> None:
    """Offer the translators of this session; where no other page has one, the way to the page that trains them."""
    t, found = page.t, lenders(Seq2SeqConfig, apart_from=slot.page)
    if not found:
        link_to(page, TRAINER, t("translator-tree.elsewhere", page=lender_name(page, TRAINER)))
        return

    def take(picked: str | None) -> None:
        settings.memory[HERE] = picked == HERE
        if picked in found:
            slot.borrow(found[picked])

    st.pills(
        t("translator-tree.whose"), [*found, HERE], label_visibility="collapsed",
        format_func=lambda name: t("translator-tree.here") if name == HERE else lender_name(page, name),
        **tied(f"{page.name}.whose", slot.lender or HERE, take, options=[*found, HERE]).default,
    )  # fmt: skip


def draw_transport(page: Page, slot: Slot) -> None:
    """Draw the transport of a translator from here, or the way to the page that trains it."""
    if slot.lender:
        link_to(page, slot.lender, page.t("kit.translator-run.lent", page=lender_name(page, slot.lender)))
        return
    contest = USUAL if slot.watch is None else slot.watch.contest
    transport(page, slot, contest, steps=STEPS, slow=10.0)
