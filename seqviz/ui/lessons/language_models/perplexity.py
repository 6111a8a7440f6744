"""Screen 7: perplexity as the effective number of choices, with its best, uniform and infinite cases."""

import math

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.drawings import Bar, bars, draw, note, wide
from seqviz.exercises.counting import effective_choices
from seqviz.figures.counting import AxisNames, shown
from seqviz.figures.counting_perplexity import certainty_curve, room_for, surprisal_bars
from seqviz.metrics.perplexity import perplexity
from seqviz.ngrams.smoothing import Smoothing
from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.prediction import Outcome
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.language_models.lines import score_input
from seqviz.ui.lessons.language_models.stage import Stage, text_and_panels

CERTAINTIES = (0.0, 0.001, 0.01, 0.05, 0.1, 0.2, 0.25, 0.5, 0.75, 0.9, 1.0)


def draw_perplexity(stage: Stage) -> None:
    """From -log p of each token to one number for a text."""
    left, right = text_and_panels()
    with left:
        opened = _ask(stage)
        stage.page.lesson("perplexity")
    with right:
        _token_by_token(stage)
    if not opened:
        return
    left, right = text_and_panels()
    with left:
        _ladder(stage)
    with right:
        _dial(stage)
    exercises(stage.page, stage.settings, [stage.arithmetic("effective-choices", effective_choices)])


def _token_by_token(stage: Stage) -> None:
    t = stage.t
    with stage.panel("tokens") as title:
        score = score_input(stage, "sentence")
        if score is None:
            return
        tokens = [factor.token for factor in score.factors]
        figure = surprisal_bars(
            [-math.log(f.probability) if f.probability else math.inf for f in score.factors], tokens, y="−log p",
            mean=score.mean_nll, mean_name=t("language-models.perplexity.mean", mean=f"{score.mean_nll:.2f}"),
        )  # fmt: skip
        with wide(room_for(tokens)):
            chart(figure, key="language-models-tokens-chart", label=title)
        mean = "∞" if score.zeros else f"{score.mean_nll:.3f}"
        draw(note(f"exp({mean}) = {stage.number(perplexity(score.mean_nll))}", kind="lm-product"))
        if score.zeros:
            stage.say("language-models.perplexity.infinite", kind="note", token=shown(tokens[score.zeros[0]]))


def _dial(stage: Stage) -> None:
    """Let the learner set p of every right token: 1, 1/V and 0 are the three cases."""
    t, size, p = stage.t, len(stage.corpus.vocabulary), stage.view.certainty
    with stage.panel("dial") as title:
        uniform = t("language-models.perplexity.one-of", size=t.number(size))
        tie = tied("language-models.certainty", p, stage.settings.taker("certainty"))
        st.select_slider(
            t("language-models.certainty"), sorted({*CERTAINTIES, 1 / size, p}),
            format_func=lambda value: uniform if value == 1 / size else f"{value:g}", **tie.value,
        )  # fmt: skip
        value = stage.number(1 / p if p else math.inf)
        draw(note(f"exp(−log {p:.4g}) = {value}", kind="lm-product"))
        case = "best" if p == 1 else "endless" if p == 0 else "uniform" if p == 1 / size else "between"
        stage.say(f"language-models.perplexity.case.{case}", value=value, size=t.number(size))
        figure = certainty_curve(
            p, size, here=value, uniform=t("language-models.perplexity.uniform-mark", size=t.number(size)),
            axes=AxisNames(x="p", y=t("language-models.perplexity-axis")),
        )  # fmt: skip
        chart(figure, key="language-models-dial-chart", label=title)


def _ladder(stage: Stage) -> None:
    """Put the page's models between the three corner cases, all on the same held-out tokens."""
    t, config, examiner = stage.t, stage.config, stage.corpus.examiner
    size = len(stage.corpus.vocabulary)
    nlls = {
        "best": 0.0,
        "here": _here(stage),
        "unigram": _unigram(stage),
        "uniform": math.log(size),
        "one-zero": math.inf,
    }
    with stage.panel("ladder", count=t.number(len(stage.corpus.validation) - examiner.skip)):
        rows = [
            Bar(
                name=t(f"language-models.perplexity.row.{name}", n=config.n),
                share=1.0 if math.isinf(nll) else nll / (math.log(size) * 1.25),
                value=stage.number(perplexity(nll)),
                kind="endless" if math.isinf(nll) else "" if name == "here" else "quiet",
            )
            for name, nll in nlls.items()
        ]
        draw(bars(rows))


def _ask(stage: Stage) -> bool:
    t, config = stage.t, stage.config
    here, unigram = (perplexity(nll) for nll in (_here(stage), _unigram(stage)))
    share = here / unigram
    answer = "more" if share >= 1 else "half" if share > 1 / 2 else "quarter" if share > 1 / 4 else "less"
    values = {"here": stage.number(here), "unigram": stage.number(unigram)}
    return stage.ask(
        "perplexity",
        t("language-models.perplexity.question", n=config.n),
        {name: t(f"language-models.perplexity.option.{name}") for name in ("more", "half", "quarter", "less")},
        Outcome(answers=frozenset([answer]), measured=t("language-models.perplexity.outcome", **values)),
        about=(config.n, config.smoothing),
        why="cases",
    )


def _here(stage: Stage) -> float:
    return stage.corpus.examiner.mean_nll(stage.config.n, stage.config.smoothing)


def _unigram(stage: Stage) -> float:
    return stage.corpus.examiner.mean_nll(1, Smoothing(rule="add-k", strength=1.0))
