"""Where the pairs of a test set come from: an example, a paste, one file or two."""

from functools import cache, partial
from itertools import islice

import streamlit as st

from seqviz.metrics.example_set import DAMAGED_ONE_IN, example_set
from seqviz.ui.bleu.session import BleuSession
from seqviz.ui.bound import bound
from seqviz.ui.page import Page

SOURCES = ("sample", "paste", "file", "two")
UPLOAD_MB = 64
_SHOWN_LINES = 4


def pick_source(page: Page, state: BleuSession) -> None:
    """Draw the sources as chips."""
    t = page.t
    st.pills(
        t("bleu.corpus.from"), SOURCES, format_func=lambda name: t(f"bleu.corpus.from.{name}"), required=True,
        label_visibility="collapsed", **bound("bleu-corpus-from", state.source, partial(setattr, state, "source")),
    )  # fmt: skip


def draw_source(page: Page, state: BleuSession) -> None:
    """Draw the chosen source and keep its texts, as bytes, in the session: nothing typed or sent is lost."""
    t = page.t
    hint = t("bleu.corpus.hint.two" if state.source == "two" else "bleu.corpus.hint")
    with page.panel("bleu-corpus-source", title=t("bleu.corpus.title"), hint=hint):
        if state.source == "sample":
            state.texts = (example_set(),)
            count = t.number(example_set().count(b"\n"))
            st.markdown(t("bleu.corpus.sample", count=count, every=DAMAGED_ONE_IN))
            st.code(_damaged_lines(example_set()), language=None)
            st.caption(t("bleu.corpus.sample.source"))
        elif state.source == "paste":
            text = st.text_area(
                t("bleu.corpus.paste"), height=220,
                placeholder=t("bleu.corpus.paste.placeholder"), help=t("bleu.corpus.paste.help"),
                **bound("bleu-corpus-paste", state.pasted, partial(setattr, state, "pasted")),
            )  # fmt: skip
            state.texts = (text.encode(),) if text.strip() else ()
        elif state.source == "file":
            state.texts = _upload(t("bleu.corpus.file", limit=UPLOAD_MB), "bleu-corpus-file")
        else:
            left, right = st.columns(2, gap="small")
            with left:
                predictions = _upload(t("bleu.corpus.predictions"), "bleu-corpus-predictions")
            with right:
                references = _upload(t("bleu.corpus.references"), "bleu-corpus-references")
            state.texts = predictions + references if predictions and references else ()


@cache
def _damaged_lines(content: bytes) -> str:
    """Return the first few pairs whose prediction is not the reference, the tab made visible."""
    damaged = (line for line in content.decode().splitlines() if len(set(line.split("\t"))) == 2)
    return "\n".join(islice(damaged, _SHOWN_LINES)).replace("\t", "  \u21e5  ")


def _upload(label: str, key: str) -> tuple[bytes, ...]:
    file = st.file_uploader(label, key=key, max_upload_size=UPLOAD_MB)
    return () if file is None else (file.getvalue(),)
