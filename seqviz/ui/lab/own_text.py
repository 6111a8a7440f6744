"""The learner's own text: paste or upload, checked and shown before anything is trained on it."""

from dataclasses import replace

import streamlit as st

from seqviz.config import LanguageModelConfig
from seqviz.data.corpus import build_corpus
from seqviz.data.texts import own_text
from seqviz.data.uploads import check_pasted, decode_upload
from seqviz.records.problem import Problem
from seqviz.ui.address import shown_problem
from seqviz.ui.lab.settings import CONFIG
from seqviz.ui.page import Page

FIRST_LINE = 80


def own_text_panel(page: Page, config: LanguageModelConfig) -> LanguageModelConfig:
    """Draw the panel and return the config with the text, if there is a good one."""
    t = page.t
    with page.panel("own-text", title=t("lab.own-title"), hint=t("lab.own-hint")):
        paste, upload = st.columns([3, 2], gap="large")
        pasted = paste.text_area(t("lab.own-paste"), height=110, key="lab.own-pasted", persist_state="session")
        # Larger files than are taken may come up: the refusal shall be ours, in the learner's language.
        file = upload.file_uploader(
            t("lab.own-upload"), type=["txt", "md", "csv"], key="lab.own-file", max_upload_size=20
        )  # fmt: skip
        try:
            text = decode_upload(file.getvalue()) if file is not None else check_pasted(pasted) if pasted else ""
            config = replace(config, own_text=text)
            if text:
                _summary(page, config)
            else:
                st.info(t("lab.own-missing"), icon=":material/edit_note:")
        except Problem as problem:
            config = replace(config, own_text="")
            st.error(shown_problem(problem, t))
    st.session_state[CONFIG] = config
    return config


def _summary(page: Page, config: LanguageModelConfig) -> None:
    """Say what will be trained on; raise the ``Problem`` that training would meet."""
    t = page.t
    source = own_text(config.own_text)
    corpus = build_corpus(source, config.unit, steps=config.steps)
    st.caption(
        t(
            f"lab.own-summary.{config.unit}",
            characters=t.number(len(source.text)),
            vocabulary=t.number(len(corpus.vocabulary)),
            training=t.number(len(corpus.training)),
            validation=t.number(len(corpus.validation)),
        )
    )
    # st.text shows markup as it is written
    st.text(source.text[:FIRST_LINE] + ("…" if len(source.text) > FIRST_LINE else ""))
