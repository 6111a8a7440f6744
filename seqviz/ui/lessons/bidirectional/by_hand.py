"""Joined by hand: left x right / frequency, then shares, with the numbers of this run at this blank."""

import streamlit as st

from seqviz.data.blanks.lines import Blank
from seqviz.exercises.instance import Instance, read_number
from seqviz.exercises.two_sided import product_of
from seqviz.figures.counting import shown
from seqviz.jobs.watch import Watch
from seqviz.records.two_sided import FillAnswer, TwoSidedDescription
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import number_text
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.bidirectional.outline import BidirectionalSettings
from seqviz.ui.page import Page
from seqviz.ui.progress import remember_answer

SAID = "joined-by-hand"
"""Where a session remembers what was typed, and for which numbers."""
TOLERANCE = 0.03
"""The numbers on the screen are rounded: so far off is right."""


def by_hand(
    page: Page, settings: BidirectionalSettings, watch: Watch | None, found: tuple[Blank, FillAnswer] | None
) -> None:
    """Draw one row for each token that a side holds likely, and once all are right, what comes of them."""
    t = page.t
    with page.panel("by-hand", title=t("bidirectional.hand"), hint=t("bidirectional.hand.hint")):
        described = watch.description("") if watch else None
        if found is None or not isinstance(described, TwoSidedDescription):
            st.caption(t("bidirectional.hand.wait"))
            return
        if watch is not None and watch.poll.status == "training":
            st.caption(t("bidirectional.hand.pause"))
            return
        blank, answer = found
        chosen = tokens_by_hand(answer, described, blank.truth)
        about = (blank.tokens, blank.place, answer.step)
        if settings.memory.get(SAID, (None, {}))[0] != about:
            settings.memory[SAID] = (about, {})
        right = [_row(page, settings, described, answer, index) for index in chosen]
        if all(right):
            remember_answer(f"{page.name}/joined-by-hand", right=True)
            st.markdown(_shares(t, described, answer, chosen[0]))


def tokens_by_hand(answer: FillAnswer, described: TwoSidedDescription, truth: str | None) -> list[int]:
    """Return up to three tokens to compute: what both sides favour together first, then the favourite of each."""
    first = int(answer.joined.argmax())
    known = [described.tokens.index(truth)] if truth in described.tokens[1:] else []
    favourites = [int(one[1:].argmax()) + 1 for one in (answer.left, answer.right)]
    return list(dict.fromkeys([first, *favourites, *known]))[:3]


def rounded(value: float) -> float:
    """Return a number as it is shown: three decimals, or two figures where it is smaller."""
    return round(value, 3) if value >= 0.01 else float(f"{value:.2g}")


def product_shown(answer: FillAnswer, described: TwoSidedDescription, index: int) -> tuple[tuple[float, ...], Instance]:
    """Return the three numbers of a row as they are shown, and what they make."""
    numbers = tuple(rounded(float(one[index])) for one in (answer.left, answer.right, described.frequencies))
    left, right, frequency = numbers
    value = product_of(left, right, frequency)
    mistakes = {"multiplied": left * right * frequency, "no-frequency": left * right}
    return numbers, Instance(values={}, answer=value, tolerance=TOLERANCE, mistakes=mistakes)


def _row(
    page: Page, settings: BidirectionalSettings, described: TwoSidedDescription, answer: FillAnswer, index: int
) -> bool:
    """Draw one product and what was typed for it; return whether that is right."""
    t, (about, said) = page.t, settings.memory[SAID]
    numbers, instance = product_shown(answer, described, index)
    left, right, frequency = (number_text(one, t.language, figures=3) for one in numbers)

    def take(typed: str | None) -> None:
        settings.memory[SAID] = (about, {**said, index: typed or ""})

    token = plain(shown(described.tokens[index]))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{token}** &nbsp; {left} × {right} ÷ {frequency} =", width="stretch")
        typed = said.get(index, "")
        tie = tied(f"{page.name}.exercise-hand-{described.tokens[index]}", typed, take)
        st.text_input(
            t("bidirectional.hand.of", token=token), label_visibility="collapsed", max_chars=20, width=110, **tie.value
        )
        number = read_number(typed) if typed else None
        verdict = instance.judge(number) if number is not None else "unreadable" if typed else ""
        st.markdown({"": " ", "right": ":green[:material/check:]"}.get(verdict, ":orange[:material/close:]"), width=28)
    if verdict in ("multiplied", "no-frequency", "unreadable"):
        st.caption(t(f"bidirectional.hand.{verdict}"))
    return verdict == "right"


def _shares(t: Catalog, described: TwoSidedDescription, answer: FillAnswer, index: int) -> str:
    """Say what share the first token gets among all, by hand and by the network."""
    hand, network = (number_text(float(one[index]), t.language, figures=2) for one in (answer.joined, answer.both))
    return t("bidirectional.hand.shares", token=plain(shown(described.tokens[index])), hand=hand, network=network)
