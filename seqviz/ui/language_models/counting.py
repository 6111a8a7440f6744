"""Screen 1: n(x), n(x, x') and the table p(x' | x)."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.figures.counting_table import conditional_heatmap
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.ngrams.statistics import conditional_table, next_token
from seqviz.records.counting import ConditionalTable
from seqviz.text.markdown import plain
from seqviz.ui.language_models.examples import line_input
from seqviz.ui.language_models.markup import Bar, bars, draw, draw_minimum_width, joined, note, shown
from seqviz.ui.language_models.prediction import Prediction, ask, verdict
from seqviz.ui.language_models.settings import PAGE, Settings, bind
from seqviz.ui.page import Page


def draw_counting(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """Count, then divide: the table of what follows what."""
    rows = 27 if len(corpus.vocabulary) <= 32 and settings.n == 2 else 14
    table = conditional_table(settings.model(corpus), corpus.vocabulary.tokens, rows=rows)
    left, right = st.columns([5, 8], gap="medium")
    with left:
        page.lesson("count")
        prediction = _ask(page, settings, corpus, table)
    with right:
        if prediction is None:
            _frequent(page, settings, corpus, limit=12)
            return
        _table(page, settings, corpus, table)
    left, right = st.columns([5, 8], gap="medium")
    with left:
        _frequent(page, settings, corpus, limit=8)
    with right:
        _following(page, settings, corpus)


def _ask(page: Page, settings: Settings, corpus: CountedCorpus, table: ConditionalTable) -> Prediction | None:
    t = page.t
    context = table.contexts[0]
    following = next_token(settings.model(corpus), corpus.vocabulary.encode(context), corpus.vocabulary.tokens)
    options = {token: plain(shown(token)) for token in sorted(f.token for f in following.followers[:4])}
    if context:
        question = t(f"{PAGE}.count.question", context=plain(joined(context, corpus.separator)))
    else:
        question = t(f"{PAGE}.count.question.first")
    about = f"{corpus.source.name}-{corpus.unit}-{settings.n}"
    prediction = ask(page, "count", about=about, question=question, options=options)
    if prediction and following.followers:
        best = following.followers[0]
        outcome = t(
            f"{PAGE}.count.outcome", token=plain(shown(best.token)), count=t.number(best.count),
            total=t.number(following.total), share=f"{best.count / max(following.total, 1):.1%}",
        )  # fmt: skip
        right = prediction.value == best.token
        verdict(page, "count", prediction, right=right, guess=plain(shown(prediction.value)), outcome=outcome)
    return prediction


def _table(page: Page, settings: Settings, corpus: CountedCorpus, table: ConditionalTable) -> None:
    t = page.t
    with page.panel(f"{PAGE}-table", title=t(f"{PAGE}.count.table"), hint=t(f"{PAGE}.count.table.hint")):
        st.segmented_control(
            t(f"{PAGE}.count.view"), ("probabilities", "counts"), required=True, label_visibility="collapsed",
            format_func=lambda view: t(f"{PAGE}.count.view.{view}"), **bind("table", settings),
        )  # fmt: skip
        figure = conditional_heatmap(
            table, counts=settings.table == "counts", start=t(f"{PAGE}.count.no-context"),
            hover=t(f"{PAGE}.count.hover"), separator=corpus.separator,
        )  # fmt: skip
        with st.container(key=f"{PAGE}-wide"):
            draw_minimum_width(100 + 36 * len(table.tokens) if len(table.tokens) <= 16 else 576)
            chart(figure, key=f"{PAGE}-table-chart", label=t(f"{PAGE}.count.table"))


def _frequent(page: Page, settings: Settings, corpus: CountedCorpus, *, limit: int) -> None:
    t = page.t
    model = settings.with_n(1).model(corpus)
    first = next_token(model, corpus.vocabulary.encode([]), corpus.vocabulary.tokens, limit=limit)
    title = t(f"{PAGE}.count.frequent", unit=t(f"{PAGE}.units.{corpus.unit}"))
    with page.panel(
        f"{PAGE}-frequent", title=title, hint=t(f"{PAGE}.count.frequent.hint", total=t.number(first.total))
    ):
        top = first.followers[0].count
        draw(bars([Bar(name=shown(f.token), share=f.count / top, value=t.number(f.count)) for f in first.followers]))


def _following(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    t = page.t
    with page.panel(f"{PAGE}-next", title=t(f"{PAGE}.count.next"), hint=t(f"{PAGE}.count.next.hint")):
        tokens = corpus.tokens(line_input(page, settings, corpus, "context"))
        found = next_token(
            settings.model(corpus),
            corpus.vocabulary.encode(tokens),
            corpus.vocabulary.tokens,
            limit=8,
        )
        used = joined(tokens[len(tokens) - len(found.context) :], corpus.separator)
        summary = t(
            f"{PAGE}.count.next.summary", context=used or t(f"{PAGE}.count.no-context"),
            total=t.number(found.total), types=t.number(found.types),
        )  # fmt: skip
        if not found.total:
            draw(note(t(f"{PAGE}.count.next.unseen", context=used)))
        else:
            draw(note(summary, kind="lm-soft"))
        rows = [
            Bar(
                name=shown(f.token), share=f.probability, kind="" if f.count else "quiet",
                value=f"{t.number(f.count)}/{t.number(found.total)}   p = {f.probability:.3f}",
            )
            for f in found.followers
        ]  # fmt: skip
        draw(bars(rows))
