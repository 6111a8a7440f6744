"""Screen 8: the three uses of a language model, each one running: pre-training, generation, scoring."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.drawings import draw, note, table
from seqviz.figures.counting import AxisNames, joined
from seqviz.figures.counting_perplexity import adaptation_chart
from seqviz.ngrams.pretraining import first_texts
from seqviz.records.counting import Adaptation
from seqviz.records.problem import Problem
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import Outcome
from seqviz.ui.experiment.text_source import fetch_button
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.language_models.lines import line_input, line_of
from seqviz.ui.lessons.language_models.stage import Stage, text_and_panels
from seqviz.ui.lessons.language_models.texts import compare, first_text
from seqviz.ui.lessons.language_models.writing import write

WRITTEN = 24
MOST_CANDIDATES = 8


def draw_uses(stage: Stage) -> None:
    """Run one model in its three jobs."""
    left, right = text_and_panels()
    with left:
        found = _compare(stage)
        opened = _ask(stage, found)
        stage.page.lesson("uses")
    with right:
        _pretraining(stage, found if opened else None)
    left, right = st.columns(2, gap="medium")
    with left:
        _generation(stage)
    with right:
        _scoring(stage)


def _compare(stage: Stage) -> Adaptation:
    """Compare with the chosen text; where that one cannot be had, say why and take half of this one."""
    with st.spinner(stage.t("language-models.uses.comparing")):
        try:
            return compare(stage, first_text(stage))
        except Problem as problem:
            st.warning(sentence(problem, stage.t), icon=":material/error:")
            fetch_button(stage.page, stage.settings, "time-machine", problem, place="-first")
            return compare(stage, "half")


def _pretraining(stage: Stage, found: Adaptation | None) -> None:
    t, texts = stage.t, first_texts(stage.corpus.source.name)
    with stage.panel("pretrain") as title:
        with st.container(horizontal=True, gap="medium"):
            names: dict[str, str] = {name: t(f"language-models.other.{name}") for name in texts}
            tie = tied("language-models.other", first_text(stage), stage.settings.taker("other"), options=texts)
            st.selectbox(
                t("language-models.other"), texts, format_func=lambda name: names.get(name, name), width=280,
                **tie.index(texts),
            )  # fmt: skip
            control(stage.settings, "share", t, shape="slider", width=230)
        if found is None:
            return
        curves = (t("language-models.uses.scratch"), t("language-models.uses.both"), t("language-models.uses.other"))
        axes = AxisNames(x=t("language-models.uses.tokens", unit=stage.unit), y=t("language-models.perplexity-axis"))
        chart(adaptation_chart(found, names=curves, axes=axes), key="language-models-pretrain-chart", label=title)
        if stage.config.rule == "none":
            stage.say("language-models.uses.needs-smoothing")


def _ask(stage: Stage, found: Adaptation) -> bool:
    t, place = stage.t, len(found.sizes) // 2
    values = {"own": found.scratch[place], "other": found.pretrained, "both": found.adapted[place]}
    amount = {"size": t.number(float(found.sizes[place])), "unit": stage.unit}
    named = {name: stage.number(float(value)) for name, value in values.items()}
    return stage.ask(
        "uses",
        t("language-models.uses.question", **amount),
        {name: t(f"language-models.uses.option.{name}") for name in values},
        Outcome(
            answers=frozenset(name for name, value in values.items() if value == min(values.values())),
            measured=t("language-models.uses.outcome", **amount, **named),
        ),
        about=(stage.config.n, stage.config.smoothing, first_text(stage), stage.view.share),
        why="little",
    )


def _generation(stage: Stage) -> None:
    t, seed, corpus = stage.t, stage.view.seed, stage.corpus
    with stage.panel("use-write", before=stage.config.n - 1):
        prefix = corpus.tokens(line_of(stage, "prefix"))
        length = WRITTEN * (1 if corpus.unit == "word" else 3)
        for die in range(seed, seed + 3):
            written = write(stage, prefix, length=length, seed=die)
            text = corpus.separator.join([*prefix, *(step.chosen for step in written)])
            draw(note(f"{text} …", kind="lm-product"))
        with st.container(horizontal=True):
            others = (seed + 3) % 1_000_000
            stage.button("use-reseed", t("language-models.write.reseed"), icon="casino", seed=others)
            stage.button("to-write", t("language-models.uses.to-write"), kind="tertiary", screen="write")


def _scoring(stage: Stage) -> None:
    t, scored = stage.t, []
    with stage.panel("use-score"):
        lines = [line for line in line_input(stage, "candidates", rows=4).splitlines() if line.strip()]
        for candidate in lines[:MOST_CANDIDATES]:
            try:
                scored.append(stage.score(candidate))
            except Problem as problem:
                st.warning(sentence(problem, t))
        scored.sort(key=lambda score: -score.log_probability)
        likelihoods = [score.log_probability for score in scored]
        rows = [
            [
                str(1 + likelihoods.index(score.log_probability)),
                joined([factor.token for factor in score.factors], stage.corpus.separator),
                stage.exponential(score.log_probability),
            ]
            for score in scored
        ]
        tie = len(set(likelihoods[:2])) < len(likelihoods[:2])
        head = [t("language-models.uses.rank"), t("language-models.uses.candidate"), "p"]
        draw(table(head, rows, here=-1 if tie else 0, kind="worded"))
        if tie:
            stage.say("language-models.uses.tie")
