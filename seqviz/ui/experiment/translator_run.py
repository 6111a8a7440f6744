"""The translator that this session trains on another page: found there, and asked what it writes."""

import streamlit as st

from seqviz.config import Seq2SeqConfig
from seqviz.jobs.standing_question import StandingQuestion
from seqviz.jobs.watch import Watch
from seqviz.records.outputs import OutputsQuestion
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.slot import OTHER_RUN, Slot, open_slot
from seqviz.ui.language import current_language

PAGES = ("seq2seq", "decoding-tradeoffs", "encoder-decoder/race")
"""Where a translator may be in training; that of the first page goes before the others."""
SHOWN = (50, 100, 150, 200, 300, 600)
"""Steps whose states stay."""


def translator_slot(page: str) -> Slot | None:
    """Return the place of this session's translator, if it has one; after a reload of ``page``, by the address."""
    slots = (st.session_state.get(f"{name}.slot") for name in PAGES)
    found = next((slot for slot in slots if isinstance(slot, Slot) and _is_there(slot)), None)
    if found is None and OTHER_RUN in st.query_params:
        again = open_slot(f"{page}/translator", Seq2SeqConfig, parameter=OTHER_RUN)
        found = again if _is_there(again) else None
    if found is not None and found.watch is not None:
        st.query_params[OTHER_RUN] = found.watch.run.id
    return found


def _is_there(slot: Slot) -> bool:
    return slot.watch is not None and slot.watch.poll.status not in ("lost", "freed")


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


def draw_no_translator(t: Catalog) -> None:
    """Say that there is none, and the way to the page that trains one."""
    link = f"[{t('course.seq2seq')}](seq2seq?lang={current_language()})"
    st.markdown(t("kit.translator-run.none", link=link))
