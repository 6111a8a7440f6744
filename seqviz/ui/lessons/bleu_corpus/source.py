"""Where the pairs of a test set come from: an example, a paste, one file or two."""

from functools import cache
from itertools import islice

import streamlit as st

from seqviz.data.reading import read_text
from seqviz.metrics.example_set import DAMAGED_ONE_IN, example_set
from seqviz.metrics.pair_lines import count_lines, read_lines
from seqviz.metrics.tokens import looks_unsegmented
from seqviz.records.problem import Problem
from seqviz.ui.experiment.reading import chosen_encoding, draw_notices, encoding_control, refuse
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.bleu_corpus.settings import PageSettings, memory_of
from seqviz.ui.lessons.bleu_corpus.translator import draw_outputs
from seqviz.ui.page import Page

UPLOAD_MB = 64
MANY = 0.1
"""Chinese idioms look like words without spaces: some pairs of a test set always do."""
BETWEEN = "  \u2016  "
"""Stands between several references that are shown in one line."""
_SHOWN_LINES, _LOOKED_AT, _SHOWN = 4, 1000, 200


def chosen_texts(settings: PageSettings) -> tuple[str, ...]:
    """Return the test set that is chosen: one text of pairs or two texts; nothing while there is none."""
    source, pasted = settings.view.test_set, settings.view.pasted
    if source == "sample":
        return (example_set(),)
    if source == "paste":
        return (pasted,) if pasted.strip() else ()
    memory = memory_of(settings)
    if source == "translator":
        return () if memory.translated is None else (memory.translated,)
    uploads = memory.uploads
    names = ("file",) if source == "file" else ("predictions", "references")
    texts = tuple(read.text for name in names if (read := uploads.get(name)) is not None)
    return texts if len(texts) == len(names) else ()


def draw_source(page: Page, settings: PageSettings) -> None:
    """Draw the chosen source."""
    t, source = page.t, settings.view.test_set
    hint = t("bleu.corpus.hint.two" if source == "two" else "bleu.corpus.hint")
    with page.panel("bleu-corpus-source", title=t("bleu.corpus.title"), hint=hint):
        if source == "sample":
            _draw_sample(page)
        elif source == "translator":
            draw_outputs(page, settings)
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
        if source in ("file", "two"):
            encoding_control(settings, t)
        if source not in ("sample", "translator") and (texts := chosen_texts(settings)):
            _draw_beginning(page, settings, texts)


def _draw_beginning(page: Page, settings: PageSettings, texts: tuple[str, ...]) -> None:
    """Show the first pairs as they were understood, and notice words that nothing separates."""
    t = page.t
    try:
        lines = [line for line in islice(read_lines(texts), _LOOKED_AT) if not line.blank]
    except Problem as problem:
        refuse(problem, t)
        return
    shown = [line for line in lines if line.fault is None][:_SHOWN_LINES]
    if shown:
        table = {
            t("bleu.corpus.column.line"): [line.number for line in shown],
            t("bleu.prediction"): [line.prediction[:_SHOWN] for line in shown],
            t("bleu.reference"): [BETWEEN.join(line.references)[:_SHOWN] for line in shown],
        }
        st.dataframe(table, hide_index=True, key="bleu-corpus-beginning")
    whole = sum(any(map(looks_unsegmented, (line.prediction, *line.references))) for line in lines)
    if settings.view.unit == "words" and whole > MANY * len(lines):
        draw_unsegmented(page, settings, whole, place="source")


def draw_unsegmented(page: Page, settings: PageSettings, count: int, *, place: str) -> None:
    """Say that whole sentences would count as one token each; one click counts characters."""
    t = page.t
    st.warning(t("bleu.corpus.unsegmented", count=count), icon=":material/translate:")
    st.button(
        t("bleu.remark.unsegmented.fix"), key=f"bleu.corpus-characters-{place}", on_click=settings.change,
        kwargs={"unit": "characters"},
    )  # fmt: skip


def _draw_sample(page: Page) -> None:
    t, text = page.t, example_set()
    st.markdown(t("bleu.corpus.sample", count=text.count("\n"), every=DAMAGED_ONE_IN))
    st.code(_damaged_lines(text), language=None)
    st.caption(t("bleu.corpus.sample.source"))


@cache
def _damaged_lines(text: str) -> str:
    """Return the first few pairs whose prediction is not the reference, the tab made visible."""
    damaged = (line for line in text.splitlines() if len(set(line.split("\t"))) == 2)
    return "\n".join(islice(damaged, _SHOWN_LINES)).replace("\t", "  \u21e5  ")


def _upload(page: Page, settings: PageSettings, name: str, label: str) -> None:
    """Take a file; it is read once, not at every look."""
    t, memory = page.t, memory_of(settings)
    file = st.file_uploader(label, key=f"bleu.corpus-{name}", max_upload_size=UPLOAD_MB)
    encoding = chosen_encoding(settings)
    if file is None:
        memory.uploads[name] = None
        return
    if memory.read_as.get(name) != (file.file_id, encoding):
        memory.read_as[name], memory.unread[name] = (file.file_id, encoding), None
        try:
            memory.uploads[name] = read_text(file.getvalue(), encoding=encoding, most=UPLOAD_MB * 1_000_000)
        except Problem as problem:
            memory.uploads[name], memory.unread[name] = None, problem
    if (unread := memory.unread[name]) is not None:
        refuse(unread, t, file=file.name)
    elif (read := memory.uploads[name]) is not None:
        arrived = t("bleu.corpus.lines", count=count_lines(read.text))
        st.caption(f"{arrived} {t('reading.as-text', encoding=t(f'reading.setting.encoding.{read.encoding}'))}")
        draw_notices(read.notices, t)
