"""Screen 2: p(sentence) as a product of fractions, with the factor that is zero pointed at."""

import streamlit as st

from seqviz.metrics.perplexity import perplexity
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.ngrams.sentence import score_sentence
from seqviz.records.counting import NgramFactor, SentenceScore
from seqviz.records.problem import Problem
from seqviz.text.markdown import plain
from seqviz.ui.language_models.examples import line_input
from seqviz.ui.language_models.markup import Tile, draw, joined, note, shown, tiles
from seqviz.ui.language_models.notation import decimal, number, scientific
from seqviz.ui.language_models.prediction import Prediction, ask, verdict
from seqviz.ui.language_models.settings import PAGE, LineName, Settings
from seqviz.ui.page import Page

NO_ZERO, LATER = "none", "later"
OFFERED = 12
"""So many factors of a long sentence can be named in the prediction."""


def draw_sentence(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """Write out one sentence's probability."""
    t = page.t
    left, right = st.columns([5, 8], gap="medium")
    with left:
        page.lesson("sentence")
    with right, page.panel(f"{PAGE}-sentence", title=t(f"{PAGE}.sentence.panel"), hint=t(f"{PAGE}.sentence.hint")):
        score = score_input(page, settings, corpus, "sentence")
        area = st.container()
    if score is None:
        return
    with left:
        prediction = _ask(page, settings, corpus, score)
    with area:
        draw(tiles([tile(page, settings, corpus, f, hidden=prediction is None) for f in score.factors]))
        if prediction:
            draw_product(page, settings, corpus, score)


def score_input(
    page: Page, settings: Settings, corpus: CountedCorpus, name: LineName, *, labelled: bool = True
) -> SentenceScore | None:
    """Draw the input of one line and score it; say what is wrong where there is nothing to score."""
    t = page.t
    tokens = corpus.tokens(line_input(page, settings, corpus, name, labelled=labelled))
    try:
        return score_sentence(settings.model(corpus), tokens, corpus.vocabulary.encode(tokens))
    except Problem as problem:
        st.warning(t(problem.key, **problem.values))
        return None


def tile(page: Page, settings: Settings, corpus: CountedCorpus, factor: NgramFactor, *, hidden: bool = False) -> Tile:
    """Return one factor as a tile: the fraction that the chosen rule makes of its counts."""
    given = f"| {joined(factor.context, corpus.separator)}" if factor.context else ""
    if hidden:
        return Tile(token=shown(factor.token), given=given, fraction=None, value="")
    kind = "zero" if factor.probability == 0 else "gap" if factor.gap != "none" else ""
    if settings.rule in ("interpolated", "kneser-ney"):
        kind += " raw"
    return Tile(
        token=shown(factor.token), given=given, fraction=_fraction(page, settings, corpus, factor),
        value=decimal(factor.probability), kind=kind,
    )  # fmt: skip


def draw_product(page: Page, settings: Settings, corpus: CountedCorpus, score: SentenceScore) -> None:
    """Write the product, its logarithm, the mean per token, and why it is zero if it is."""
    t = page.t
    factors = " × ".join(_written(page, settings, factor) for factor in score.factors)
    draw(note(f"p = {factors} = {scientific(score.log_probability)}", kind="lm-product"))
    if not score.zeros:
        values = {"log": f"−{-score.log_probability:.2f}", "mean": f"{score.mean_nll:.2f}"}
        draw(
            note(
                t(f"{PAGE}.sentence.logs", perplexity=number(page, perplexity(score.mean_nll)), **values),
                kind="lm-soft",
            )
        )
    for place in score.zeros[:1]:
        draw(note(reason(page, corpus, score.factors[place], place + 1)))
        if len(score.zeros) > 1:
            draw(note(t(f"{PAGE}.sentence.more-zeros", count=len(score.zeros) - 1), kind="lm-soft"))
    if settings.rule != "none" and (guessed := [f for f in score.factors if f.gap != "none"]):
        draw(note(t(f"{PAGE}.sentence.smoothed", count=len(guessed)), kind="lm-soft"))
    if score.unknown:
        words = ", ".join(shown(token) for token in score.unknown)
        draw(note(t(f"{PAGE}.sentence.unknown", words=words)))


def reason(page: Page, corpus: CountedCorpus, factor: NgramFactor, place: int) -> str:
    """Say in words why a factor is zero."""
    values = {
        "place": place,
        "token": shown(factor.token),
        "context": joined(factor.context, corpus.separator),
        "pair": joined((*factor.context, factor.token), corpus.separator),
        "total": page.t.number(factor.total),
    }
    return page.t(f"{PAGE}.sentence.zero.{factor.gap}", **values)


def _written(page: Page, settings: Settings, factor: NgramFactor) -> str:
    """Return one factor of the product: the fraction itself where the rule is one, else the decimal."""
    if settings.rule == "none":
        return f"{page.t.number(factor.joint)}/{page.t.number(factor.total)}"
    return decimal(factor.probability)


def _fraction(page: Page, settings: Settings, corpus: CountedCorpus, factor: NgramFactor) -> tuple[str, str]:
    t = page.t
    if settings.rule == "add-k":
        size = len(corpus.vocabulary)
        top = f"{t.number(factor.joint)} + {settings.k:g}"
        return top, f"{t.number(factor.total)} + {settings.k:g}·{t.number(size)}"
    # the other rules are no single fraction: the counts stand small above the probability they lead to
    return t.number(factor.joint), t.number(factor.total)


def _ask(page: Page, settings: Settings, corpus: CountedCorpus, score: SentenceScore) -> Prediction | None:
    t = page.t
    options = {NO_ZERO: t(f"{PAGE}.sentence.no-zero")}
    for place, factor in enumerate(score.factors[:OFFERED]):
        options[str(place)] = f"{place + 1} {plain(shown(factor.token))}"
    if len(score.factors) > OFFERED:
        options[LATER] = t(f"{PAGE}.sentence.later")
    about = f"{corpus.source.name}-{corpus.unit}-{settings.n}-{settings.rule}-{settings.sentence}"
    prediction = ask(
        page, "sentence", about=about, question=t(f"{PAGE}.sentence.question", n=settings.n), options=options
    )
    if prediction:
        zero = score.zeros[0] if score.zeros else None
        truth = NO_ZERO if zero is None else str(zero) if zero < OFFERED else LATER
        outcome = t(f"{PAGE}.sentence.outcome.none", smallest=_smallest(score))
        if zero is not None:
            outcome = plain(reason(page, corpus, score.factors[zero], zero + 1))
        guess = options.get(prediction.value, "")
        verdict(page, "sentence", prediction, right=prediction.value == truth, guess=guess, outcome=outcome)
    return prediction


def _smallest(score: SentenceScore) -> str:
    return plain(shown(min(score.factors, key=lambda factor: factor.probability).token))
