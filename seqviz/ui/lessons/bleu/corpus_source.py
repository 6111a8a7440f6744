"""Where the pairs of a test set come from: an example, a paste, one file or two."""

from functools import cache
from itertools import islice

import streamlit as st

from seqviz.metrics.example_set import DAMAGED_ONE_IN, example_set
from seqviz.metrics.pair_files import count_lines
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.bleu.outline import BleuSettings, memory_of
from seqviz.ui.page import Page

UPLOAD_MB = 64
_SHOWN_LINES = 4


def chosen_texts(settings: BleuSettings) -> tuple[bytes, ...]:
    """Return the test set that is chosen: one file of pairs or two files; nothing while there is none."""
    source, pasted = settings.view.test_set, settings.view.pasted
    if source == "sample":
        return (example_set(),)
    if source == "paste":
        return (pasted.encode(),) if pasted.strip() else ()
    uploads = memory_of(settings).uploads
    names = ("file",) if source == "file" else ("predictions", "references")
    texts = tuple(content for name in names if (content := uploads.get(name)) is not None)
    return texts if len(texts) == len(names) else ()


def draw_source(page: Page, settings: BleuSettings) -> None:
    """Draw the chosen source."""
    t, source = page.t, settings.view.test_set
    hint = t("bleu.corpus.hint.two" if source == "two" else "bleu.corpus.hint")
    with page.panel("bleu-corpus-source", title=t("bleu.corpus.title"), hint=hint):
        if source == "sample":
            _draw_sample(page)
        elif source == "paste":
            st.text_area(
                t("bleu.corpus.paste"), height=220, placeholder=t("bleu.corpus.paste.placeholder"),
                help=t("bleu.corpus.paste.help"),
                **tied("bleu.corpus-paste", settings.view.pasted, settings.taker("pasted")).value,
            )  # fmt: skip
        elif source == "file":
            _upload(page, settings, "file", t("bleu.corpus.file", limit=UPLOAD_MB))
        else:
            left, right = st.columns(2, gap="small")
            with left:
                _upload(page, settings, "predictions", t("bleu.corpus.predictions"))
            with right:
                _upload(page, settings, "references", t("bleu.corpus.references"))


def _draw_sample(page: Page) -> None:
    t, content = page.t, example_set()
    st.markdown(t("bleu.corpus.sample", count=content.count(b"\n"), every=DAMAGED_ONE_IN))
    st.code(_damaged_lines(content), language=None)
    st.caption(t("bleu.corpus.sample.source"))


@cache
def _damaged_lines(content: bytes) -> str:
    """Return the first few pairs whose prediction is not the reference, the tab made visible."""
    damaged = (line for line in content.decode().splitlines() if len(set(line.split("\t"))) == 2)
    return "\n".join(islice(damaged, _SHOWN_LINES)).replace("\t", "  \u21e5  ")


def _upload(page: Page, settings: BleuSettings, name: str, label: str) -> None:
    file = st.file_uploader(label, key=f"bleu.corpus-{name}", max_upload_size=UPLOAD_MB)
    content = None if file is None else file.getvalue()
    memory_of(settings).uploads[name] = content
    if content is not None:
        st.caption(page.t("bleu.corpus.lines", count=count_lines(content)))
