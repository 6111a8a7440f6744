"""The translator that this session trains on another page: borrowed from there, and asked what it writes."""

from typing import Any

import streamlit as st

from seqviz.config import Seq2SeqConfig
from seqviz.jobs.standing_question import StandingQuestion
from seqviz.jobs.watch import Watch
from seqviz.records.outputs import OutputsQuestion
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.lending import borrow, lender_name, lenders, link_to
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.tied import tied
from seqviz.ui.page import Page

TRAINER = "seq2seq"
"""The page whose translator goes before those of others."""
SHOWN = (50, 100, 150, 200, 300, 600)
"""Steps whose states stay."""


def translator_slot(page: Page) -> Slot:
    """Return the page's place for a translator of another page; empty where this session has none."""
    name = f"{page.name}/translator"
    slot: Slot = st.session_state.setdefault(f"{name}.slot", Slot(name))  # whoever trains none needs no workers
    borrow(slot, Seq2SeqConfig, first=TRAINER)
    return slot


def draw_lender(page: Page, slot: Slot) -> None:
    """Say whose translator it is, with the way there; where several pages have one, offer them."""
    t, found = page.t, lenders(Seq2SeqConfig, apart_from=slot.page)

    def take(picked: str | None) -> None:
        if picked is not None:
            slot.borrow(found[picked])

    if len(found) > 1:
        st.pills(
            t("kit.translator-run.whose"), list(found), format_func=lambda name: lender_name(page, name),
            **tied(f"{page.name}.whose", slot.lender, take, options=found).default,
        )  # fmt: skip
    link_to(page, slot.lender, t("kit.translator-run.lent", page=lender_name(page, slot.lender)))


def looked_at(watch: Watch, wanted: str) -> str:
    """Return the translator of a run that is looked at: the ``wanted`` one, where there is no such one the first."""
    return wanted if wanted in watch.names else watch.names[0]


def pick_translator(page: Page, settings: Settings[Any, Any], watch: Watch) -> str:
    """Return the translator that is looked at; of several, offer each under the name that it has everywhere."""
    t, names, now = page.t, watch.names, looked_at(watch, settings.view.contestant)
    if len(names) == 1:
        return now
    words = {
        name: t.get(f"decoding-dirt.twin.{name}") or said for name, said in contestant_names(watch.contest, t).items()
    }

    def take(picked: str | None) -> None:
        if picked is not None:
            settings.change(contestant="" if picked == names[0] else picked)

    st.pills(
        t("kit.translator-run.which"), names, format_func=lambda name: words.get(name, name),
        **tied(f"{page.name}.contestant", now, take, options=names).default,
    )  # fmt: skip
    return now


def steps_of(watch: Watch) -> list[int]:
    """Return the kept steps to look at: those of ``SHOWN``, and the newest."""
    kept = watch.poll.checkpoints
    return sorted({*(step for step in SHOWN if step in kept), *([max(kept)] if kept else [])})


def outputs_at(watch: Watch, contestant: str, step: int, most: int) -> StandingQuestion:
    """Ask a translator for its outputs at a kept step, and return how the question stands.

    Steps that are not ``SHOWN`` share one question: the newest is soon another. The answer knows its own step.
    """
    name = f"outputs-{most}-{step if step in SHOWN else 'newest'}"
    return watch.ask(name, OutputsQuestion(most=most), contestant, past=step)


def draw_no_translator(page: Page, slot: Slot) -> None:
    """Say that there is none, and lead to the page that trains one."""
    t = page.t
    if slot.gone is not None:
        st.markdown(f":material/history: {sentence(slot.gone, t)}")
    st.markdown(t("kit.translator-run.none"))
    link_to(page, TRAINER, lender_name(page, TRAINER))
