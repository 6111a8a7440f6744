"""Swap the vector: the sentence stays, and the decoder is given another vector than its own."""

import streamlit as st

from seqviz.jobs.watch import Watch
from seqviz.records.seq2seq import TranslationDescription
from seqviz.records.translation import VectorAnswer, VectorQuestion
from seqviz.text.markdown import plain
from seqviz.ui.lessons.seq2seq.sentence import Sentence, written
from seqviz.ui.page import Page

EVERY_SECONDS = 0.5
OTHERS = 2
"""Held-out sentences besides the learner's."""


def draw_vector(page: Page, watch: Watch | None, sentence: Sentence | None, *, past: int | None) -> None:
    """Draw what the decoder writes from sums of vectors, at the state that is looked at."""
    t = page.t
    with page.panel("seq2seq-vector", title=t("seq2seq.vector.title"), hint=t("seq2seq.vector.hint")):
        others = _others(watch, sentence)
        if watch is None or sentence is None or len(others) < OTHERS:
            st.caption(t("seq2seq.progress.none"))
            return
        b, c = others
        named = zip("xyz", (sentence.source, b, c), strict=True)
        st.caption("  \n".join(f"*{name}*: {plain(said)}" for name, said in named))
        lines = [[t("seq2seq.vector.made"), t("seq2seq.progress.translation")], ["---", "---"]]
        for name, question in questions(sentence.source, b, c).items():
            asked = watch.ask(f"vector-{name}", question, watch.names[0], past=past, every=EVERY_SECONDS)
            lines.append([t(f"seq2seq.vector.{name}"), _written(page, asked.answer, sentence)])
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def questions(a: str, b: str, c: str) -> dict[str, VectorQuestion]:
    """Return the sums that are tried: its own vector, another's, the mean of two, arithmetic, and none at all."""
    return {
        "own": VectorQuestion(terms=((1.0, a),)),
        "other": VectorQuestion(terms=((1.0, b),)),
        "mean": VectorQuestion(terms=((0.5, a), (0.5, b))),
        "sum": VectorQuestion(terms=((1.0, a), (-1.0, b), (1.0, c))),
        "nothing": VectorQuestion(),
    }


def _others(watch: Watch | None, sentence: Sentence | None) -> list[str]:
    found = watch.description(watch.names[0]) if watch else None
    if not isinstance(found, TranslationDescription) or sentence is None:
        return []
    sources = [written(pair.source, found.source_kind) for pair in found.samples]
    return [source for source in dict.fromkeys(sources) if source != sentence.source][:OTHERS]


def _written(page: Page, answer: VectorAnswer | None, sentence: Sentence) -> str:
    if answer is None:
        return ""
    if not answer.target:
        return f":gray[{page.t('seq2seq.nothing')}]"
    return plain((" " if sentence.spaced else "").join(answer.target)) + ("" if answer.ended else " …")
