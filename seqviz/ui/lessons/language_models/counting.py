"""Screen 1: n(x), n(x, x') and the table p(x' | x)."""

from functools import partial

from seqviz.components.chart import chart
from seqviz.components.drawings import Bar, bars, draw, wide
from seqviz.exercises.counting import division
from seqviz.figures.counting import joined, shown
from seqviz.figures.counting_table import conditional_heatmap
from seqviz.ngrams.statistics import conditional_table
from seqviz.records.counting import ConditionalTable
from seqviz.text.markdown import plain
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.prediction import Outcome
from seqviz.ui.lessons.language_models.lines import line_input
from seqviz.ui.lessons.language_models.stage import Stage, text_and_panels


def draw_counting(stage: Stage) -> None:
    """Count, then divide: the table of what follows what."""
    alphabet = len(stage.corpus.vocabulary) <= 32 and stage.config.n == 2
    table = conditional_table(stage.model, stage.corpus.vocabulary.tokens, rows=27 if alphabet else 14)
    left, right = text_and_panels()
    with left:
        opened = _ask(stage, table)
        stage.page.lesson("count")
    with right:
        if not opened:
            if stage.config.n > 1:  # with n = 1 the frequent tokens are the answer
                _frequent(stage, limit=12)
            return
        _table(stage, table)
    left, right = text_and_panels()
    with left:
        _frequent(stage, limit=8)
    with right:
        _following(stage)
    exercises(stage.page, stage.settings, [stage.arithmetic("division", partial(division, corpus=stage.corpus))])


def _ask(stage: Stage, table: ConditionalTable) -> bool:
    t, context, ids = stage.t, table.contexts[0], stage.corpus.vocabulary.ids
    following = stage.following(context)
    best = following.followers[0]
    counts = {"count": t.number(best.count), "total": t.number(following.total)}
    share = stage.percent(best.count / max(following.total, 1), digits=1)
    key = "language-models.count.question" if context else "language-models.count.question.first"
    return stage.ask(
        "count",
        t(key, context=plain(joined(context, stage.corpus.separator))),
        {str(ids[token]): plain(shown(token)) for token in sorted(f.token for f in following.followers[:4])},
        Outcome(
            answers=frozenset([str(ids[best.token])]),
            measured=t("language-models.count.outcome", share=share, **counts),
        ),
        about=stage.config.n,
    )


def _table(stage: Stage, table: ConditionalTable) -> None:
    t = stage.t
    with stage.panel("table") as title:
        control(stage.settings, "table", t, shape="buttons", bare=True, width=220)
        figure = conditional_heatmap(
            table, counts=stage.view.table == "counts", start=t("language-models.no-context"),
            hover=t("language-models.count.hover"), separator=stage.corpus.separator,
        )  # fmt: skip
        with wide(100 + 36 * len(table.tokens) if len(table.tokens) <= 16 else 576):
            chart(figure, key="language-models-table-chart", label=title)


def _frequent(stage: Stage, *, limit: int) -> None:
    t, first = stage.t, stage.following([], n=1, limit=limit)
    with stage.panel("frequent", unit=stage.unit, total=t.number(first.total)):
        top = first.followers[0].count
        draw(bars([Bar(name=shown(f.token), share=f.count / top, value=t.number(f.count)) for f in first.followers]))


def _following(stage: Stage) -> None:
    t = stage.t
    with stage.panel("next"):
        tokens = stage.corpus.tokens(line_input(stage, "context"))
        found = stage.following(tokens, limit=8)
        used = joined(tokens[len(tokens) - len(found.context) :], stage.corpus.separator)
        if found.total:
            context, types = used or t("language-models.no-context"), t.number(found.types)
            stage.say("language-models.count.next.summary", context=context, count=found.total, types=types)
        else:
            stage.say("language-models.count.next.unseen", kind="note", context=used)
        rows = [
            Bar(
                name=shown(f.token),
                share=f.probability,
                kind="" if f.count else "quiet",
                value=f"{t.number(f.count)}/{t.number(found.total)}   p = {f.probability:.3f}",
            )
            for f in found.followers
        ]
        draw(bars(rows))
