"""What textbooks shorten, shown live: each number on the page comes from a search that was just run."""

from functools import cache, partial
from math import isclose

import streamlit as st

from seqviz.components.chart import chart
from seqviz.decoding.examples import K_EQUALS_N, LECTURE, STOPS_TOO_EARLY
from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.decoding.verdicts import best_of_each_length, turns
from seqviz.figures.search import alpha_figure
from seqviz.records.search import Hypothesis
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.beam_search.session import BeamSession
from seqviz.ui.beam_search.settings import MAX_ALPHA, Fixed
from seqviz.ui.beam_search.writing import p_text, sequence_text, signed
from seqviz.ui.page import Page

Values = dict[str, str]


def draw_facts(page: Page, state: BeamSession) -> None:
    """Draw the claims beside their counter-examples; each opens the table that shows it."""
    t = page.t
    with page.panel("beam-search-facts", title=t("beam-search.facts.title"), hint=t("beam-search.facts.hint")):
        for name, table, values in facts():
            claim, action = st.columns([6, 1], vertical_alignment="center")
            claim.markdown(t(f"beam-search.fact.{name}", **values))
            if table != state.settings.preset:
                action.button(
                    t("beam-search.fact.open"), key=f"beam-search-open-{name}", type="tertiary",
                    on_click=partial(state.choose, table),
                )  # fmt: skip


@cache
def facts() -> tuple[tuple[str, Fixed, Values], ...]:
    """Run the searches behind the claims and return their numbers; the tables never change."""
    return (
        ("greedy", "lecture", _greedy_against_best()),
        ("raw", "lecture", _raw_optimum()),
        ("k-equals-n", "k-equals-n", _wide_is_not_exhaustive()),
        ("longer", "lecture", _longer_is_favoured()),
        ("early", "too-early", _early_stopping()),
    )


def draw_alpha(page: Page, state: BeamSession) -> None:
    """Chart the best answer of each length over alpha for the table on the screen."""
    t, contenders = page.t, state.searches().contenders
    if not contenders:
        return
    with page.panel("beam-search-exponent", title=t("beam-search.exponent.title"), hint=t("beam-search.exponent.hint")):
        figure = alpha_figure(
            contenders, alpha=state.settings.alpha, until=MAX_ALPHA, axis=t("beam-search.exponent.axis"),
            names=[_name(answer) for answer in contenders],
            marker=f"α = {state.settings.alpha:g}",
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
            "beam-search.exponent.turn", alpha=f"{turn.alpha:.2f}", before=plain(sequence_text(turn.before.tokens)),
            after=plain(sequence_text(turn.after.tokens)),
        )
        for turn in found
    )  # fmt: skip


def _name(answer: Hypothesis) -> str:
    """Return the end of a curve's name; a long answer shows its start."""
    text = sequence_text(answer.tokens)
    return text if len(text) <= 18 else text[:17] + "…"


def _tokens(answer: Hypothesis) -> str:
    return plain(sequence_text(answer.tokens))


def _greedy_against_best() -> Values:
    greedy = greedy_search(LECTURE, max_length=4).best
    best = exhaustive_search(LECTURE, max_length=4).best
    return {
        "greedy": _tokens(greedy), "greedy_p": p_text(greedy.probability),
        "best": _tokens(best), "best_p": p_text(best.probability),
    }  # fmt: skip


def _raw_optimum() -> Values:
    raw = exhaustive_search(LECTURE, max_length=4, alpha=0).best
    divided = exhaustive_search(LECTURE, max_length=4)
    same = next(answer for answer in divided.finished if answer.tokens == raw.tokens)
    tied = [answer for answer in divided.finished if isclose(answer.log_prob, raw.log_prob) and answer != same]
    (turn,) = turns(best_of_each_length(divided), until=MAX_ALPHA)
    return {
        "raw": _tokens(raw), "raw_p": p_text(raw.probability), "raw_score": signed(same.score),
        "tied": ", ".join(_tokens(answer) for answer in tied),
        "best": _tokens(divided.best), "best_p": p_text(divided.best.probability),
        "best_score": signed(divided.best.score), "alpha": f"{divided.alpha:g}", "turn": f"{turn.alpha:.2f}",
    }  # fmt: skip


def _wide_is_not_exhaustive() -> Values:
    size = len(K_EQUALS_N.vocabulary)
    beam = beam_search(K_EQUALS_N, width=size, max_length=3).best
    best = exhaustive_search(K_EQUALS_N, max_length=3).best
    return {
        "k": str(size), "beam": _tokens(beam), "beam_p": p_text(beam.probability),
        "best": _tokens(best), "best_p": p_text(best.probability), "enough": str(size**2),
    }  # fmt: skip


def _longer_is_favoured() -> Values:
    log_p = -3.0
    return {"log_p": signed(log_p, 0), "short": signed(log_p / 2**0.75, 2), "long": signed(log_p / 6**0.75, 2)}


def _early_stopping() -> Values:
    early = beam_search(STOPS_TOO_EARLY, width=2, max_length=4, stopping="leader")
    right = beam_search(STOPS_TOO_EARLY, width=2, max_length=4)
    last = early.steps[-1]
    return {
        "early": _tokens(early.best), "early_score": signed(early.best.score), "step": str(last.step),
        "best": _tokens(right.best), "best_score": signed(right.best.score),
        "active": signed(last.best_active), "possible": signed(last.best_possible),
    }  # fmt: skip
