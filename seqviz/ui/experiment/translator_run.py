"""The translator that this session trains on another page: borrowed from there, and asked what it writes."""

import streamlit as st

from seqviz.config import Seq2SeqConfig
from seqviz.jobs.standing_question import StandingQuestion
from seqviz.jobs.watch import Watch
from seqviz.records.outputs import OutputsQuestion
from seqviz.ui.course import COURSE
from seqviz.ui.experiment.slot import OTHER_RUN, Slot, open_slot, slots_with
from seqviz.ui.language import current_language
from seqviz.ui.page import Page

TRAINER = "seq2seq"
"""The page whose translator goes before those of others."""
SHOWN = (50, 100, 150, 200, 300, 600)
"""Steps whose states stay."""


def translator_slot(page: Page) -> Slot | None:
    """Return a place with a translator of this session, if there is one; after a reload, with that of the address."""
    name = f"{page.name}/translator"
    lenders = slots_with(Seq2SeqConfig, apart_from=name)
    if not lenders and OTHER_RUN not in st.query_params:
        return None  # whoever trains none needs no workers
    slot = open_slot(name, Seq2SeqConfig, parameter=OTHER_RUN)
    lender = lenders.get(TRAINER) or next(iter(lenders.values()), None)
    if lender is not None and lender.watch is not None and (slot.watch is None or slot.watch.run != lender.watch.run):
        slot.borrow(lender)
        st.query_params[OTHER_RUN] = lender.watch.run.id
    return slot if slot.watch is not None and slot.watch.poll.status not in ("lost", "freed") else None


def steps_of(watch: Watch) -> list[int]:
    """Return the kept steps to look at: those of ``SHOWN``, and the newest."""
    kept = watch.poll.checkpoints
    return sorted({*(step for step in SHOWN if step in kept), *([max(kept)] if kept else [])})


def outputs_at(watch: Watch, step: int, most: int) -> StandingQuestion:
    """Ask the first model for its outputs at a kept step, and return how the question stands.

    Steps that are not ``SHOWN`` share one question: the newest is soon another. The answer knows its own step.
    """
    name = f"outputs-{most}-{step if step in SHOWN else 'newest'}"
    return watch.ask(name, OutputsQuestion(most=most), watch.names[0], past=step)


def draw_no_translator(page: Page) -> None:
    """Say that there is none, and lead to the page that trains one."""
    t = page.t
    st.markdown(t("kit.translator-run.none"))
    if st.button(
        t("course.seq2seq"), key=f"{page.name}.to-translator", icon=":material/arrow_forward:", type="tertiary"
    ):
        lesson = next(lesson for lesson in COURSE if lesson.url_path == TRAINER)
        st.switch_page(lesson.file, query_params={"lang": current_language()})
