"""Screen 3: Zipf's law and why most of what comes next was never seen."""

from seqviz.components.chart import chart
from seqviz.components.drawings import draw, table
from seqviz.exercises.counting import zipf_frequency
from seqviz.figures.counting import AxisNames, coverage_chart, zipf_chart
from seqviz.ngrams.statistics import coverage, zipf_curve
from seqviz.records.counting import Coverage
from seqviz.text.numbers import count_text
from seqviz.ui.experiment.exercises import Arithmetic, exercises
from seqviz.ui.experiment.prediction import Outcome
from seqviz.ui.lessons.language_models.stage import Stage, text_and_panels

QUARTERS = {"0": (0.0, 0.25), "1": (0.25, 0.5), "2": (0.5, 0.75), "3": (0.75, 1.01)}
ASKED_N = 3


def draw_zipf(stage: Stage) -> None:
    """Rank the n-grams, then see how many are rare and how many are missing."""
    found = coverage(stage.corpus.counts, stage.corpus.validation)
    left, right = text_and_panels()
    with left:
        opened = _ask(stage, found[ASKED_N - 1])
        stage.page.lesson("zipf")
    with right:
        _ranks(stage)
        if opened:
            _coverage(stage, found)
    exercises(stage.page, stage.settings, [Arithmetic(name="zipf-frequency", make=zipf_frequency)])


def _ranks(stage: Stage) -> None:
    t = stage.t
    curves = [zipf_curve(stage.corpus.counts, n) for n in (1, 2, 3)]
    with stage.panel("zipf") as title:
        axes = AxisNames(x=t("language-models.zipf.rank"), y=t("language-models.zipf.frequency"))
        figure = zipf_chart(curves, axes=axes, names=[f"n = {curve.n}" for curve in curves])
        chart(figure, key="language-models-zipf-chart", label=title)
        stage.say(
            "language-models.zipf.exponents", exponents=" · ".join(f"α = {c.exponent:.2f} (n = {c.n})" for c in curves)
        )


def _coverage(stage: Stage, found: tuple[Coverage, ...]) -> None:
    t = stage.t
    with stage.panel("coverage") as title:
        figure = coverage_chart(
            found,
            axes=AxisNames(x="n", y=t("language-models.thin.share")),
            once=t("language-models.thin.once"),
            unseen=t("language-models.thin.unseen"),
        )
        chart(figure, key="language-models-coverage-chart", label=title)
        rows = [
            [
                str(c.n),
                count_text(c.possible, t.language),
                t.number(c.distinct),
                stage.percent(c.once, digits=1),
                stage.percent(c.unseen, digits=1),
            ]
            for c in found
        ]
        names = ("n", "possible", "distinct", "once", "unseen")
        draw(table([t(f"language-models.thin.head.{name}") for name in names], rows, here=stage.config.n - 1))


def _ask(stage: Stage, asked: Coverage) -> bool:
    t = stage.t
    truth = next(key for key, (low, high) in QUARTERS.items() if low <= asked.unseen < high)
    shares = {"share": stage.percent(asked.unseen), "once": stage.percent(asked.once)}
    return stage.ask(
        "zipf",
        t("language-models.zipf.question", n=ASKED_N),
        {key: t(f"language-models.zipf.quarter.{key}") for key in QUARTERS},
        Outcome(answers=frozenset([truth]), measured=t("language-models.zipf.outcome", n=ASKED_N, **shares)),
        why="thin",
    )
