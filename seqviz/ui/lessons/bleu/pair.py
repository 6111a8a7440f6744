"""One pair: the two texts, the assembly line, and what opens once the score is assembled."""

import streamlit as st

from seqviz.metrics.bleu import score_counts, trace_bleu
from seqviz.metrics.ngrams import count_pair
from seqviz.metrics.stops import AssemblyLine
from seqviz.ui.lessons.bleu.arithmetic import draw_arithmetic
from seqviz.ui.lessons.bleu.assembly import draw_assembly, draw_texts
from seqviz.ui.lessons.bleu.compare import draw_comparison
from seqviz.ui.lessons.bleu.controls import draw_header
from seqviz.ui.lessons.bleu.curves import draw_curves
from seqviz.ui.lessons.bleu.downloads import pair_files
from seqviz.ui.lessons.bleu.edit import draw_edit
from seqviz.ui.lessons.bleu.moves import draw_bar
from seqviz.ui.lessons.bleu.outline import BleuSettings
from seqviz.ui.lessons.bleu.references import draw_lengths
from seqviz.ui.lessons.bleu.remarks import draw_remarks
from seqviz.ui.page import Page

DRAWN_TOKENS = 120


def draw_pair(page: Page, settings: BleuSettings) -> None:
    """Draw the view of one pair."""
    view = settings.view
    prediction, references = view.tokens
    reference, *others = references
    draw_header(page, settings, lambda: pair_files(page, view))
    if max(map(len, (prediction, *references))) > DRAWN_TOKENS:
        _draw_long(page, settings)
        return
    trace = trace_bleu(prediction, reference, view.max_n, formula=view.formula, others=others, smoothing=view.smoothing)
    line = AssemblyLine.of(trace, view.step)
    draw_bar(page, settings, line)
    wide, narrow = st.columns([2.25, 1], gap="small")
    with wide:
        draw_assembly(page, settings, line)
    with narrow:
        draw_arithmetic(page, settings, line)
    draw_remarks(page, settings, trace)
    draw_lengths(page, line)
    for column, section in zip(st.columns(2, gap="large"), ("count", "weights"), strict=True):
        with column:
            page.lesson(section)
    if len(trace.references) > 1:
        page.lesson("several")
    if not line.stop.done:
        st.info(page.t("bleu.locked"), icon=":material/lock:")
        return
    if draw_comparison(page, settings, trace):
        draw_curves(page, view, trace)
    draw_edit(page, settings, trace)


def _draw_long(page: Page, settings: BleuSettings) -> None:
    """Score a pair that is too long to draw: the two numbers and the advice, with the texts left as they are."""
    view, t = settings.view, page.t
    prediction, (reference, *others) = view.tokens
    counts = count_pair(prediction, reference, view.max_n, others=others)
    with page.panel("bleu-long", title=t("bleu.assembly.title"), hint=t("bleu.assembly.hint")):
        draw_texts(page, settings)
        said = t(
            "bleu.long",
            prediction=t.number(len(prediction)),
            reference=t.number(counts.reference_length),
            limit=DRAWN_TOKENS,
            lecture=f"{score_counts(counts, 'lecture').score:.4f}",
            standard=f"{score_counts(counts, 'standard', view.smoothing).score:.4f}",
        )
        st.warning(said, icon=":material/straighten:")
