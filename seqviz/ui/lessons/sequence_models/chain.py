"""The chain rule: one probability, taken apart forwards and backwards; and the direction that is a process."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from math import prod

import streamlit as st

from seqviz.components.chart import chart
from seqviz.data.series.chain import chain_rule, poke, states_of
from seqviz.data.series.made import earthquakes, film_ratings
from seqviz.figures.series import chain_figure, poke_figure
from seqviz.records.problem import Problem
from seqviz.records.series import ChainRule, Factor, Series
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import Outcome, Question, follow, forget, guess_of, predict, skip
from seqviz.ui.lessons.sequence_models.outline import SequenceSettings
from seqviz.ui.page import Page

WAYS = ("forward", "backward")


def chain_screen(page: Page, settings: SequenceSettings, series: Series) -> None:
    """Draw the chain rule on a few steps of the series, factor by factor, then the twin runs of a made series."""
    t, length = page.t, settings.view.length
    states = states_of(series)
    last = len(states) - length
    start = min(settings.view.at, last)
    try:
        found = chain_rule(states, states[start : start + length])
    except Problem as problem:
        st.error(sentence(problem, t, settings=settings.outline.labels))
        return
    question = _question(page, settings, found, start)
    follow(settings, question)
    shown = _control_bar(page, settings, question, (series.name, start, length), last)
    open_ = guess_of(settings, question) is not None
    text, beside = st.columns([1, 2] if open_ else [1.15, 1], gap="medium")
    with text:
        page.lesson("chain")
    with text if open_ else beside:
        predict(page, settings, question, _outcome(page, found))
    if open_:
        with beside:
            _factors(page, series, found, start, shown)
            page.lesson("process")
            _process(page, settings)


def _halfway(found: ChainRule) -> int:
    """Return how many factors the question is about; after all of them the two products are always equal."""
    return len(found.tokens) // 2


def _question(page: Page, settings: SequenceSettings, found: ChainRule, start: int) -> Question:
    t, length = page.t, len(found.tokens)
    sequence = " → ".join(state_name(token, t) for token in found.tokens)
    return Question(
        subject=f"chain/{settings.config.source}-{start}-{length}",
        text=t("sequence-models.chain.question", sequence=sequence, half=_halfway(found), length=length),
        options={name: t(f"sequence-models.chain.answer.{name}") for name in ("forward", "equal", "backward")},
        why="chain-why",
    )


def _outcome(page: Page, found: ChainRule) -> Outcome:
    t, half = page.t, _halfway(found)
    forward, backward = _product(found.forward[:half]), _product(found.backward[:half])
    answer = "equal" if backward == forward else "backward" if backward > forward else "forward"
    measured = t(
        "sequence-models.chain.measured", half=half, forward=f"{float(forward):.3g}", backward=f"{float(backward):.3g}",
        matches=found.matches, windows=t.number(found.windows),
    )  # fmt: skip
    return Outcome(answers=frozenset({answer}), measured=measured)


def _control_bar(
    page: Page, settings: SequenceSettings, question: Question, sequence: tuple[str, int, int], last: int
) -> int:
    """Draw the transport through the factors and the choice of the steps; return how many factors are shown.

    Another ``sequence`` (of a series, from a step on, so long) begins with its first factor.
    """
    t, name, length = page.t, page.name, sequence[2]
    before, shown = settings.memory.get("factors", (sequence, 1))
    shown = shown if before == sequence else 1

    def show(count: int) -> None:
        skip(settings, question)
        settings.memory["factors"] = (sequence, count)

    def reset() -> None:
        forget(settings, question)
        settings.memory.pop("factors", None)

    closed = guess_of(settings, question) is None
    with page.control_bar():
        st.button(
            "◀", key=f"{name}.back", on_click=show, args=(shown - 1,), disabled=shown <= 1, help=t(f"{name}.chain.back")
        )
        following, last_one = (shown if closed else shown + 1,), shown >= length
        words, key = t(f"{name}.chain.next"), f"{name}.next"
        st.button(words, key=key, type="primary", on_click=show, args=following, disabled=last_one)
        st.button(t(f"{name}.chain.all"), key=f"{name}.all", on_click=show, args=(length,))
        st.button(t("kit.reset"), key=f"{name}.reset", on_click=reset)
        control(settings, "length", t, shape="slider", width=150)
        control(settings, "at", t, shape="slider", most=last, width=170)
    return shown


def _factors(page: Page, series: Series, found: ChainRule, start: int, shown: int) -> None:
    t = page.t
    for column, way, factors in zip(st.columns(2, gap="small"), WAYS, (found.forward, found.backward), strict=True):
        with column:
            _way(page, way, factors, shown)
    title, labels = t("sequence-models.chain.picture"), {way: t(f"sequence-models.chain.{way}") for way in WAYS}
    with page.panel("chain-picture", title=title, hint=t("sequence-models.chain.picture.hint")):
        chart(chain_figure(found, shown=shown, labels=labels), key="sequence-models-chain", label=title)
    first = str(series.times[start])[:10] if series.times is not None else str(start)
    counted = t("sequence-models.chain.counted", windows=t.number(found.windows), length=len(found.tokens), first=first)
    levels = t("sequence-models.sentences", first=counted, second=t("sequence-models.chain.levels"))
    st.caption(counted if series.states else levels)


def _way(page: Page, way: str, factors: Sequence[Factor], shown: int) -> None:
    """Write out the first factors of one way through the sequence, and their product."""
    t = page.t
    title, hint = t(f"sequence-models.chain.{way}"), t(f"sequence-models.chain.{way}.hint")
    with page.panel(f"chain-{way}", title=title, hint=hint):
        for factor in factors[:shown]:
            st.markdown(f"${_as_formula(factor, t)}$")
        product = f"**{float(_product(factors[:shown])):.4g}**"
        st.markdown(t("sequence-models.chain.product", product=product, count=shown, length=len(factors)))


def _product(factors: Sequence[Factor]) -> Fraction:
    return prod((factor.probability for factor in factors), start=Fraction(1))


def _as_formula(factor: Factor, t: Catalog) -> str:
    """Return a factor as KaTeX: the conditional probability, the counts, the number."""
    event = f"x_{{{factor.position + 1}}}{{=}}\\text{{{state_name(factor.token, t)}}}"
    given = ", ".join(state_name(token, t) for _, token in factor.given)
    inside = f"{event} \\mid \\text{{{given}}}" if given else event
    return f"P({inside}) = \\tfrac{{{factor.matches}}}{{{factor.among}}} = {float(factor.probability):.3f}"


def state_name(token: str, t: Catalog) -> str:
    """Return the word for a state of a record."""
    return t(f"sequence-models.state.{token}")


def _process(page: Page, settings: SequenceSettings) -> None:
    """Run a made series twice on the same random numbers, its event moved: only what comes later changes."""
    t, config, moved = page.t, settings.config, settings.view.moved
    kind = "earthquake" if config.source == "earthquake" else "ratings"
    title = t(f"sequence-models.process.{kind}")
    with page.panel("process", title=title, hint=t("sequence-models.process.hint")):
        control(settings, "moved", t, shape="slider")
        made = earthquakes if kind == "earthquake" else partial(film_ratings, noise=config.noise)
        found = poke(*(made(seed=config.seed, event=day) for day in (0, moved)))
        labels = {name: t(f"sequence-models.process.{name}") for name in ("before", "after")}
        chart(poke_figure(found, labels=labels), key="sequence-models-poke", label=title)
        if found.first_change is None:
            st.markdown(t("sequence-models.process.same"))
        else:
            st.markdown(t("sequence-models.process.measured", changed=found.changed_before, day=found.first_change))
