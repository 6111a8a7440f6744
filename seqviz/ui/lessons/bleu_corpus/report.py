"""What came out of a test set: the score, the sentences' distribution, the extremes, what was left out."""

import pandas as pd
import streamlit as st

from seqviz.components.chart import chart
from seqviz.figures.bleu import score_histogram
from seqviz.metrics.resampling import SEED
from seqviz.metrics.tokens import visible
from seqviz.records.bleu import Formula
from seqviz.records.scoring import CorpusReport, FormulaReport, ScoredPair
from seqviz.ui.lessons.bleu_corpus.conventions import draw_conventions
from seqviz.ui.lessons.bleu_corpus.settings import PageSettings
from seqviz.ui.lessons.bleu_corpus.source import BETWEEN, MANY, draw_unsegmented
from seqviz.ui.page import Page


def draw_report(page: Page, settings: PageSettings, report: CorpusReport) -> None:
    """Draw the result by the formula that is chosen in the control bar; both were computed."""
    formula = settings.view.formula
    result = report.lecture if formula == "lecture" else report.standard
    _draw_notes(page, settings, report)
    left, right = st.columns([1, 2], gap="small")
    with left:
        _draw_numbers(page, report, result)
    with right:
        _draw_distribution(page, formula, report, result)
    for column, section in zip(st.columns(2, gap="large"), ("interval", "signatures"), strict=True):
        with column:
            page.lesson(section)
    draw_conventions(page, report)
    for column, kind, pairs in zip(
        st.columns(2, gap="small"), ("worst", "best"), (result.worst, result.best), strict=True
    ):
        with column:
            _draw_extremes(page, settings, formula, kind, pairs)


def _draw_numbers(page: Page, report: CorpusReport, result: FormulaReport) -> None:
    t, score = page.t, result.score
    hint = t("bleu.corpus.result.hint", pairs=t.number(report.pairs), seconds=f"{report.seconds:.1f}")
    with page.panel("bleu-corpus-numbers", title=t("bleu.corpus.result"), hint=hint):
        st.markdown(f":small[:gray[{t('bleu.corpus.bleu')} · {t(f'bleu.formula.{score.formula}')}]]")
        st.markdown(f"## {score.score:.4f}")
        lengths = f"{t.number(score.counts.predicted_length)} : {t.number(score.counts.reference_length)}"
        rows = [
            (t("bleu.interval"), " – ".join(f"{end:.4f}" for end in result.interval)),
            (t("bleu.corpus.mean"), f"{result.mean:.4f}"),
            (t("bleu.corpus.lengths"), lengths),
            (t("bleu.corpus.penalty"), f"{score.brevity_penalty:.4f}"),
            *((f"$p_{n}$", f"{float(p):.4f}") for n, p in enumerate(score.precisions, start=1)),
        ]
        st.markdown("\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]))
        st.caption(t("bleu.interval.how", resamples=t.number(report.resamples), seed=SEED))


def _draw_distribution(page: Page, formula: Formula, report: CorpusReport, result: FormulaReport) -> None:
    t = page.t
    zero = t.number(result.zeros)
    hint = t("bleu.corpus.distribution.hint", zero=zero)
    with page.panel("bleu-corpus-distribution", title=t("bleu.corpus.distribution"), hint=hint):
        score, mean = f"{result.score.score:.3f}", f"{result.mean:.3f}"
        width = 1 / len(result.histogram)
        labels = {
            "corpus": t("bleu.corpus.mark.set", score=score),
            "mean": t("bleu.corpus.mark.mean", score=mean),
            "score": t("bleu.corpus.axis"),
        }
        bars = [
            t("bleu.corpus.sentences", low=f"{i * width:.2f}", high=f"{(i + 1) * width:.2f}", count=count)
            for i, count in enumerate(result.histogram)
        ]
        figure = score_histogram(
            result.histogram, bars, corpus=result.score.score, mean=result.mean, formula=formula, labels=labels
        )
        pairs = t.number(report.pairs)
        chart(figure, key="bleu-corpus-chart", label=t("bleu.corpus.chart", pairs=pairs, score=score, mean=mean))


def _draw_extremes(
    page: Page, settings: PageSettings, formula: Formula, kind: str, pairs: tuple[ScoredPair, ...]
) -> None:
    """List pairs; a ticked line goes to the assembly line."""
    t = page.t
    with page.panel(f"bleu-corpus-{kind}", title=t(f"bleu.corpus.{kind}"), hint=t("bleu.corpus.extremes.hint")):
        scores = [pair.lecture if formula == "lecture" else pair.standard for pair in pairs]
        table = pd.DataFrame(
            {
                t("bleu.corpus.column.line"): [pair.line for pair in pairs],
                t("bleu.corpus.column.score"): scores,
                t("bleu.prediction"): [_one_line(pair.prediction) for pair in pairs],
                t("bleu.reference"): [BETWEEN.join(map(_one_line, pair.references)) for pair in pairs],
            }
        )
        key = f"bleu-corpus-table-{kind}"
        st.dataframe(
            table, hide_index=True, key=key, selection_mode="single-row", on_select=lambda: _take(settings, key, pairs),
            column_config={t("bleu.corpus.column.score"): st.column_config.NumberColumn(format="%.3f")},
        )  # fmt: skip


def _one_line(text: str) -> str:
    return " ".join(map(visible, text.split()))


def _take(settings: PageSettings, key: str, pairs: tuple[ScoredPair, ...]) -> None:
    rows = st.session_state[key].selection.rows
    if rows and rows[0] < len(pairs):
        pair = pairs[rows[0]]
        reference, *others = pair.references
        further = "\n".join(others)
        settings.change(view="pair", prediction=pair.prediction, reference=reference, further=further, step=0)


def _draw_notes(page: Page, settings: PageSettings, report: CorpusReport) -> None:
    """Say what was left out and why, without refusing the rest."""
    t = page.t
    if report.blank:
        st.caption(t("bleu.corpus.blank", count=report.blank))
    if report.empty_predictions:
        st.caption(t("bleu.corpus.empty", count=report.empty_predictions))
    if report.empty_references:
        st.caption(t("bleu.references.empty", count=report.empty_references))
    if report.unsegmented > report.pairs * MANY and settings.view.unit == "words":
        draw_unsegmented(page, settings, report.unsegmented, place="report")
    if report.at_fault:
        faults = [t("bleu.corpus.fault", line=fault.line, reason=t(fault.key)) for fault in report.faults]
        st.warning(t("bleu.corpus.at_fault", count=report.at_fault) + " " + " · ".join(faults))
