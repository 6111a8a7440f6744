"""The chain rule: one probability, taken apart forwards and backwards; and the direction that is a process."""

from collections.abc import Sequence
from fractions import Fraction
from math import prod

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config import ForecastConfig
from seqviz.data.series.chain import chain_rule, poke, states_of
from seqviz.data.series.made import earthquakes, film_ratings
from seqviz.figures.series import chain_figure, poke_figure
from seqviz.records.problem import Problem
from seqviz.records.series import ChainRule, Factor, Series
from seqviz.text.catalog import Catalog
from seqviz.ui.bound import show
from seqviz.ui.page import Page
from seqviz.ui.sequence_models.predictions import forget, predicted, prediction_panel
from seqviz.ui.sequence_models.settings import VIEW, key_of, say, view

SHOWN = "sequence-models.factors"
WAYS = ("forward", "backward")


def chain_screen(page: Page, config: ForecastConfig, series: Series) -> None:
    """Draw the chain rule on a few steps of the series, factor by factor, then the twin runs of a made series."""
    t, length = page.t, view("length")
    states = states_of(series)
    last = len(states) - length
    start = min(view("at"), last)
    try:
        found = chain_rule(states, states[start : start + length])
    except Problem as problem:
        st.error(say(problem, t))
        return
    subject = f"chain/{config.source}"
    shown = _control_bar(page, subject, length, last)
    lesson, question = st.columns([1.15, 1], gap="medium")
    with lesson:
        page.lesson("chain")
    with question:
        answered = _ask(page, subject, found)
    if answered:
        _factors(page, series, found, start, shown)
        page.lesson("process")
        _process(page, config)


def _control_bar(page: Page, subject: str, length: int, last: int) -> int:
    """Draw the transport through the factors and the choice of the steps; return how many factors are shown."""
    t = page.t
    shown: int = min(st.session_state.setdefault(SHOWN, 1), length)
    closed = predicted(subject) is None
    with page.control_bar():
        st.button(
            "◀",
            key="sequence-models.back",
            on_click=_show,
            args=(shown - 1,),
            disabled=closed or shown <= 1,
            help=t("sequence-models.chain.back"),
        )
        st.button(
            t("sequence-models.chain.next"), key="sequence-models.next", type="primary", on_click=_show,
            args=(shown + 1,), disabled=closed or shown >= length,
        )  # fmt: skip
        st.button(
            t("sequence-models.chain.all"), key="sequence-models.all", on_click=_show, args=(length,), disabled=closed
        )
        st.button(t("sequence-models.reset"), key="sequence-models.chain-reset", on_click=_reset, args=(subject,))
        _slider("length", min(VIEW["length"]), max(VIEW["length"]), t)
        _slider("at", 0, last, t)
    return shown


def _slider(name: str, low: int, high: int, t: Catalog) -> None:
    """A slider of the view, whose value stays when another screen is shown."""
    key = f"sequence-models.slider-{name}"
    show(key, min(max(view(name), low), high))
    st.slider(t(f"sequence-models.setting.{name}"), low, high, key=key, on_change=_take, args=(name,), width=220)


def _take(name: str) -> None:
    st.session_state[key_of(name)] = st.session_state[f"sequence-models.slider-{name}"]
    st.session_state[SHOWN] = 1


def _show(count: int) -> None:
    st.session_state[SHOWN] = max(1, count)


def _reset(subject: str) -> None:
    st.session_state[SHOWN] = 1
    forget(subject)


def _ask(page: Page, subject: str, found: ChainRule) -> bool:
    t, forward, backward = page.t, _product(found.forward), _product(found.backward)
    outcome = "equal" if backward == forward else "smaller" if backward < forward else "larger"
    sequence = " → ".join(state_name(token, t) for token in found.tokens)
    return prediction_panel(
        page, subject, question=t("sequence-models.chain.question", sequence=sequence), outcome=outcome,
        options={name: t(f"sequence-models.chain.answer.{name}") for name in ("smaller", "equal", "larger")},
        measured=t("sequence-models.chain.measured", matches=found.matches, windows=t.number(found.windows)),
    )  # fmt: skip


def _factors(page: Page, series: Series, found: ChainRule, start: int, shown: int) -> None:
    t = page.t
    forwards, backwards, picture = st.columns([1.25, 1.25, 1], gap="medium")
    for column, way, factors in ((forwards, "forward", found.forward), (backwards, "backward", found.backward)):
        with column:
            _way(page, way, factors, shown)
    title, labels = t("sequence-models.chain.picture"), {way: t(f"sequence-models.chain.{way}") for way in WAYS}
    with picture, page.panel("chain-picture", title=title, hint=t("sequence-models.chain.picture.hint")):
        chart(chain_figure(found, labels=labels), key="sequence-models-chain", label=title)
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


def _process(page: Page, config: ForecastConfig) -> None:
    """Run a made series twice on the same random numbers, its event moved: only what comes later changes."""
    t = page.t
    kind = "earthquake" if config.source == "earthquake" else "ratings"
    with page.panel("process", title=t(f"sequence-models.process.{kind}"), hint=t("sequence-models.process.hint")):
        _slider("moved", min(VIEW["moved"]), max(VIEW["moved"]), t)
        days = (0, view("moved"))
        if kind == "earthquake":
            twins = [earthquakes(seed=config.seed, event=day) for day in days]
        else:
            twins = [film_ratings(noise=config.noise, seed=config.seed, event=day) for day in days]
        found = poke(*twins)
        labels = {name: t(f"sequence-models.process.{name}") for name in ("before", "after")}
        chart(poke_figure(found, labels=labels), key="sequence-models-poke", label=t(f"sequence-models.process.{kind}"))
        if found.first_change is None:
            st.markdown(t("sequence-models.process.same"))
        else:
            st.markdown(t("sequence-models.process.measured", changed=found.changed_before, day=found.first_change))
