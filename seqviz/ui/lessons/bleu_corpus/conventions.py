"""One row of conventions: what others would print for this test set, how each computes it, and where they part."""

from collections.abc import Iterator

import streamlit as st

from seqviz.metrics.bleu_conventions import ORDER
from seqviz.records.bleu_conventions import ConventionScore
from seqviz.records.scoring import CorpusReport
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import decimals_text
from seqviz.ui.page import Page

SAME = 5e-5
DIGITS = 4


def draw_conventions(page: Page, report: CorpusReport) -> None:
    """Draw the row, the signatures below it, and what each does that corpus BLEU does not."""
    t, found = page.t, report.conventions
    corpus = next(one for one in found if one.name == "corpus")
    with page.panel("bleu-conventions", title=t("bleu.conventions.title"), hint=t("bleu.conventions.hint")):
        with st.container(horizontal=True, gap="small", key="bleu-conventions-row"):
            for one in found:
                _draw_score(t, one, corpus)
        st.caption(_spread(t, found))
        for one in found:
            st.markdown(
                f":small[**{t(f'bleu.conventions.{one.name}')}** `{one.signature}`  \n{_why(t, one, corpus, report)}]"
            )


def _draw_score(t: Catalog, one: ConventionScore, corpus: ConventionScore) -> None:
    beside = t("bleu.conventions.this") if one is corpus else _difference(t, one.score - corpus.score)
    score = decimals_text(one.score, t.language, digits=DIGITS)
    st.markdown(f":small[{t(f'bleu.conventions.{one.name}')}]  \n**{score}**  \n:small[:gray[{beside}]]", width=140)


def _difference(t: Catalog, difference: float) -> str:
    if abs(difference) < SAME:
        return t("bleu.conventions.same")
    sign = "+" if difference > 0 else "\u2212"
    return f"\u2260 {sign}{decimals_text(abs(difference), t.language, digits=DIGITS)}"


def _spread(t: Catalog, found: tuple[ConventionScore, ...]) -> str:
    """Point at the two that lie furthest apart."""
    low, high = min(found, key=lambda one: one.score), max(found, key=lambda one: one.score)
    if high.score - low.score < SAME:
        return t("bleu.conventions.agree")
    names = {side: t(f"bleu.conventions.{one.name}") for side, one in (("low", low), ("high", high))}
    return t(
        "bleu.conventions.apart", **names, difference=decimals_text(high.score - low.score, t.language, digits=DIGITS)
    )


def _why(t: Catalog, one: ConventionScore, corpus: ConventionScore, report: CorpusReport) -> str:
    """Say what a convention did on this set that corpus BLEU did not."""
    return " ".join(_reasons(t, one, corpus, report)) or t("bleu.conventions.why.same")


def _reasons(t: Catalog, one: ConventionScore, corpus: ConventionScore, report: CorpusReport) -> Iterator[str]:
    if one is corpus:
        yield t("bleu.conventions.why.corpus")
    if one.name == "lecture":
        yield t("bleu.conventions.why.lecture")
    if one.name == "nltk-sentences":
        yield t("bleu.conventions.why.sentences")
    if one.tokens != corpus.tokens:
        yield t("bleu.conventions.why.tokens", tokens=t.number(one.tokens), own=t.number(corpus.tokens))
    if one.smoothed:
        how = "exp" if one.name.startswith("sacrebleu") else "method1" if one.name == "nltk-sentences" else "method0"
        yield t(f"bleu.conventions.why.{how}", count=one.smoothed)
    if one.padded:
        yield t("bleu.conventions.why.padded", count=one.padded)
    if one.name not in ("lecture", "corpus") and report.settings.max_n != ORDER:
        yield t("bleu.conventions.why.order", n=ORDER, k=report.settings.max_n)
