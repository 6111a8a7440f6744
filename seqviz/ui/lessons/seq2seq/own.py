"""The learner's own pairs: pasted or from a file, with what was understood and left out."""

import streamlit as st

from seqviz.config import Seq2SeqConfig
from seqviz.data.pairs.own import own_pairs
from seqviz.data.reading import read_text
from seqviz.records.pairs import Pairs
from seqviz.records.problem import Problem
from seqviz.ui.experiment import reading
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.seq2seq.outline import Seq2SeqSettings
from seqviz.ui.page import Page

MEGABYTES = 20


def own_pairs_panel(page: Page, settings: Seq2SeqSettings, slot: Slot) -> None:
    """Draw the line-by-line pairs and the upload; what is there becomes part of the settings."""
    t = page.t
    _adopt(settings, slot)
    with page.panel("own-pairs", title=t("seq2seq.own.title"), hint=t("seq2seq.own.hint")):
        typed, file_place = st.columns([2, 1], gap="medium")
        with file_place:
            file = st.file_uploader(
                t("seq2seq.own.upload"), type=["txt", "tsv", "csv"], key=f"{page.name}.file", max_upload_size=MEGABYTES
            )
            reading.encoding_control(settings, t)
        read = None
        if file is not None:
            try:
                read = read_text(file.getvalue(), encoding=reading.chosen_encoding(settings))
            except Problem as problem:
                reading.refuse(problem, t, file=file.name)
                return
            if read.text != settings.config.own_pairs:
                settings.change(own_pairs=read.text)
        with typed:
            st.text_area(
                t("seq2seq.own.lines"), height=150, disabled=file is not None,
                **tied(f"{page.name}.own-pairs", settings.config.own_pairs, settings.taker("own_pairs")).value,
            )  # fmt: skip
        try:
            pairs = _read(settings.config.own_pairs)
        except Problem as problem:
            reading.refuse(problem, t, file="" if file is None else file.name)
            return
        counts = t("seq2seq.own.summary", training=len(pairs.training), held_out=len(pairs.held_out))
        st.caption(f"{counts} {reading.as_read(read, t)}" if read else counts)
        reading.draw_notices((*(read.notices if read else ()), *pairs.notices), t)
        reading.draw_first_pairs(pairs, t, key=f"{page.name}.first-pairs")


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _read(text: str) -> Pairs:
    return own_pairs(text)


def _adopt(settings: Seq2SeqSettings, slot: Slot) -> None:
    """After a reload the learner's pairs live on in the run alone."""
    ran = slot.watch.contest.configs[0] if slot.watch else None
    if isinstance(ran, Seq2SeqConfig) and ran.own_pairs and not settings.config.own_pairs:
        settings.change(own_pairs=ran.own_pairs)
