"""What textbooks simplify, shown live: each number on the page comes from a search that was just run."""

from functools import cache
from math import isclose

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.tree_words import p_text
from seqviz.decoding.examples import K_EQUALS_N, LECTURE, STOPS_TOO_EARLY
from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.decoding.verdicts import best_of_each_length, turns
from seqviz.figures.search import alpha_figure
from seqviz.records.search import Hypothesis
from seqviz.text.catalog import Catalog, Language
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.lessons.beam_search.controls import choose
from seqviz.ui.lessons.beam_search.memory import BeamSettings, chosen, compared
from seqviz.ui.lessons.beam_search.outline import MAX_ALPHA
from seqviz.ui.lessons.beam_search.writing import shown
from seqviz.ui.page import Page

Values = dict[str, str]


def draw_facts(page: Page, settings: BeamSettings) -> None:
    """Draw the claims beside their counter-examples; each opens the table that shows it."""
    t = page.t
    with page.panel("beam-search-facts", title=t("beam-search.facts.title"), hint=t("beam-search.facts.hint")):
        for name, table, values in facts(t.language):
            claim, action = st.columns([6, 1], vertical_alignment="center")
            claim.markdown(t(f"beam-search.fact.{name}", **values))
            if table != chosen(settings):
                action.button(
                    t("beam-search.fact.open"), key=f"beam-search-open-{name}", type="tertiary",
                    on_click=choose, args=(settings, table),
                )  # fmt: skip


@cache
def facts(language: Language) -> tuple[tuple[str, str, Values], ...]:
    """Run the searches behind the claims and return their numbers; the tables never change."""
    return (
        ("greedy", "lecture", _greedy_against_best(language)),
        ("raw", "lecture", _raw_optimum(language)),
        ("k-equals-n", "k-equals-n", _wide_is_not_exhaustive(language)),
        ("longer", "lecture", _longer_is_favoured(language)),
        ("early", "too-early", _early_stopping(language)),
    )


def draw_alpha(page: Page, settings: BeamSettings) -> None:
    """Chart the best answer of each length over alpha for the table on the screen."""
    t, contenders, alpha = page.t, compared(settings).contenders, settings.config.alpha
    if not contenders:
        return
    with page.panel("beam-search-exponent", title=t("beam-search.exponent.title"), hint=t("beam-search.exponent.hint")):
        control(settings, "alpha", t, shape="slider", place="chart")
        figure = alpha_figure(
            contenders, alpha=alpha, until=MAX_ALPHA, axis=t("beam-search.exponent.axis"),
            names=[_name(answer) for answer in contenders], marker=f"α = {alpha:g}",
        )  # fmt: skip
        chart(figure, key="beam-search-alpha-chart", label=t("beam-search.exponent.title"))
        st.markdown(turns_text(contenders, t))


def turns_text(contenders: tuple[Hypothesis, ...], t: Catalog) -> str:
    """Say at which alpha the answer changes, and to what."""
    found = turns(contenders, until=MAX_ALPHA)
    if not found:
        return t("beam-search.exponent.never", until=f"{MAX_ALPHA:g}")
    return " ".join(
        t(
            "beam-search.exponent.turn", alpha=f"{turn.alpha:.2f}", before=shown(turn.before.tokens),
            after=shown(turn.after.tokens),
        )
        for turn in found
    )  # fmt: skip


def _name(answer: Hypothesis) -> str:
    """Return the end of a curve's name; a long answer shows its start."""
    text = " ".join(answer.tokens)
    return text if len(text) <= 18 else text[:17] + "…"


def _told(name: str, answer: Hypothesis, language: Language) -> Values:
    """Return tokens, probability and score of an answer under its name."""
    return {
        name: shown(answer.tokens),
        f"{name}_p": p_text(answer.probability, language),
        f"{name}_score": decimals_text(answer.score, language),
    }


def _greedy_against_best(language: Language) -> Values:
    greedy, best = greedy_search(LECTURE, max_length=4).best, exhaustive_search(LECTURE, max_length=4).best
    return _told("greedy", greedy, language) | _told("best", best, language)


def _raw_optimum(language: Language) -> Values:
    raw = exhaustive_search(LECTURE, max_length=4, alpha=0).best
    divided = exhaustive_search(LECTURE, max_length=4)
    same = next(answer for answer in divided.finished if answer.tokens == raw.tokens)
    tied = [answer for answer in divided.finished if isclose(answer.log_prob, raw.log_prob) and answer != same]
    (turn,) = turns(best_of_each_length(divided), until=MAX_ALPHA)
    numbers = {"alpha": f"{divided.alpha:g}", "turn": decimals_text(turn.alpha, language, digits=2)}
    names = {"tied": ", ".join(shown(answer.tokens) for answer in tied)}
    return _told("raw", same, language) | _told("best", divided.best, language) | numbers | names


def _wide_is_not_exhaustive(language: Language) -> Values:
    size = len(K_EQUALS_N.vocabulary)
    beam = beam_search(K_EQUALS_N, width=size, max_length=3).best
    best = exhaustive_search(K_EQUALS_N, max_length=3).best
    numbers = {"k": str(size), "enough": str(size**2)}
    return _told("beam", beam, language) | _told("best", best, language) | numbers


def _longer_is_favoured(language: Language) -> Values:
    log_p = -3.0
    short, long = (decimals_text(log_p / length**0.75, language, digits=2) for length in (2, 6))
    return {"log_p": decimals_text(log_p, language, digits=0), "short": short, "long": long}


def _early_stopping(language: Language) -> Values:
    early = beam_search(STOPS_TOO_EARLY, width=2, max_length=4, stopping="leader")
    right = beam_search(STOPS_TOO_EARLY, width=2, max_length=4)
    last = early.steps[-1]
    numbers = {"step": str(last.step), "active": decimals_text(last.best_active, language)}
    numbers["possible"] = decimals_text(last.best_possible, language)
    return _told("early", early.best, language) | _told("best", right.best, language) | numbers
