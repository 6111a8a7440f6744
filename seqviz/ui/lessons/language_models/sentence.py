"""Screen 2: p(sentence) as a product of fractions, with the factor that is zero pointed at."""

import streamlit as st

from seqviz.components.drawings import Tile, draw, note, tiles
from seqviz.exercises.counting import bigram_product
from seqviz.figures.counting import joined, shown
from seqviz.metrics.perplexity import perplexity
from seqviz.records.counting import NgramFactor, SentenceScore
from seqviz.text.markdown import plain
from seqviz.ui.experiment.exercises import Arithmetic, exercises
from seqviz.ui.experiment.prediction import Outcome
from seqviz.ui.lessons.language_models.lines import score_input
from seqviz.ui.lessons.language_models.stage import Stage, text_and_panels

OFFERED = 12
"""So many factors of a long sentence can be named in the prediction."""


def draw_sentence(stage: Stage) -> None:
    """Write out one sentence's probability."""
    left, right = text_and_panels()
    with right, stage.panel("sentence"):
        score = score_input(stage, "sentence")
        area = st.container()
    with left:
        opened = score is not None and _ask(stage, score)
        stage.page.lesson("sentence")
    if score is not None:
        with area:
            draw_tiles(stage, score, hidden=not opened)
            if opened:
                _product(stage, score)
    exercises(stage.page, stage.settings, [Arithmetic(name="bigram-product", make=bigram_product)])


def draw_tiles(stage: Stage, score: SentenceScore, *, hidden: bool) -> None:
    """Draw the factors side by side, each a token, what it is given, the fraction of its counts, its probability."""
    draw(tiles([_tile(stage, factor, hidden=hidden) for factor in score.factors]))


def _tile(stage: Stage, factor: NgramFactor, *, hidden: bool) -> Tile:
    given = f"| {joined(factor.context, stage.corpus.separator)}" if factor.context else ""
    if hidden:
        return Tile(token=shown(factor.token), given=given, fraction=None, value="")
    kind = "zero" if factor.probability == 0 else "gap" if factor.gap != "none" else ""
    if stage.config.mixes:
        # no single fraction: the counts stand small above the probability they lead to
        kind += " raw"
    value = stage.number(factor.probability)
    return Tile(token=shown(factor.token), given=given, fraction=_fraction(stage, factor), value=value, kind=kind)


def _fraction(stage: Stage, factor: NgramFactor) -> tuple[str, str]:
    t, config = stage.t, stage.config
    top, bottom = t.number(factor.joint), t.number(factor.total)
    if config.rule != "add-k":
        return top, bottom
    return f"{top} + {config.k:g}", f"{bottom} + {config.k:g}·{t.number(len(stage.corpus.vocabulary))}"


def _product(stage: Stage, score: SentenceScore) -> None:
    """Write the product, its logarithm, the mean per token, and why it is zero if it is."""
    plain_fractions = stage.config.rule == "none"
    written = ["/".join(_fraction(stage, f)) if plain_fractions else stage.number(f.probability) for f in score.factors]
    draw(note(f"p = {' × '.join(written)} = {stage.exponential(score.log_probability)}", kind="lm-product"))
    if score.zeros:
        draw(note(_reason(stage, score, score.zeros[0])))
        if len(score.zeros) > 1:
            stage.say("language-models.sentence.more-zeros", count=len(score.zeros) - 1)
    else:
        whole = stage.number(perplexity(score.mean_nll))
        mean = f"{score.mean_nll:.2f}"
        stage.say("language-models.sentence.logs", log=f"−{-score.log_probability:.2f}", mean=mean, perplexity=whole)
    if not plain_fractions and (guessed := [f for f in score.factors if f.gap != "none"]):
        stage.say("language-models.sentence.smoothed", count=len(guessed))
    if stage.config.mixes:
        stage.say("language-models.sentence.mixed")
    if score.unknown:
        stage.say("language-models.sentence.unknown", kind="note", words=", ".join(map(shown, score.unknown)))


def _reason(stage: Stage, score: SentenceScore, place: int) -> str:
    """Say in words why a factor is zero."""
    factor, separator = score.factors[place], stage.corpus.separator
    return stage.t(
        f"language-models.sentence.zero.{factor.gap}",
        place=place + 1,
        token=shown(factor.token),
        context=joined(factor.context, separator),
        pair=joined((*factor.context, factor.token), separator),
        total=stage.t.number(factor.total),
    )


def _ask(stage: Stage, score: SentenceScore) -> bool:
    t, config = stage.t, stage.config
    options = {"none": t("language-models.sentence.no-zero")}
    for place, factor in enumerate(score.factors[:OFFERED]):
        options[str(place)] = f"{place + 1} {plain(shown(factor.token))}"
    if len(score.factors) > OFFERED:
        options["later"] = t("language-models.sentence.later")
    if score.zeros:
        answer = str(score.zeros[0]) if score.zeros[0] < OFFERED else "later"
        measured = plain(_reason(stage, score, score.zeros[0]))
    else:
        answer, smallest = "none", min(score.factors, key=lambda factor: factor.probability)
        measured = t("language-models.sentence.outcome.none", smallest=plain(shown(smallest.token)))
    return stage.ask(
        "sentence",
        t("language-models.sentence.question", n=config.n),
        options,
        Outcome(answers=frozenset([answer]), measured=measured),
        about=(config.n, config.rule, stage.view.sentence),
        why="zero",
    )
