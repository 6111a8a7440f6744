"""Both directions along a sentence: what is concatenated, where the readers end, and what padding changes."""

from typing import Any

import streamlit as st

from seqviz.components.drawings import draw, draw_style, table
from seqviz.components.readout import LiveFigure
from seqviz.components.two_readers import both_directions
from seqviz.exercises.two_sided import sums_of
from seqviz.jobs.watch import Watch
from seqviz.records.two_sided import StatesAnswer, StatesQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import decimals_text, percent_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.bidirectional.bench import EVERY, bench
from seqviz.ui.lessons.bidirectional.fill import words_of
from seqviz.ui.lessons.bidirectional.outline import BidirectionalSettings, run_of
from seqviz.ui.lessons.bidirectional.questions import FILL, newest
from seqviz.ui.lessons.bidirectional.sentence import choose_sentence
from seqviz.ui.page import Page

NUMBERS = (1, 2, 3, 4)
"""What the summing cell reads."""
MOST_PADDING = 12
PAD = "\u2205"
"""As narrow as a letter."""


def draw_states(page: Page, settings: BidirectionalSettings, slot: Slot) -> None:
    """Draw the screen once; the page keeps it live."""
    t, contest, question = page.t, run_of(settings, "fill"), states_question(page.t)
    watch = slot.watch if slot.watch is not None and slot.watch.contest == contest else None
    both = newest(watch, FILL, "both")
    shown = "" if both is None else percent_text(both, t.language, digits=1)
    bench(
        page, settings, slot, contest, question, [LiveFigure(label=t("bidirectional.reader.both"), value=shown, room=6)]
    )
    predict(page, settings, question, summing_outcome(t), narrow=True)
    with page.panel("both-directions", title=t("bidirectional.states"), hint=t("bidirectional.states.hint")):
        _states(page, settings, watch)
    if guess_of(settings, question) is not None:
        with page.panel("summing", title=t("bidirectional.summing"), hint=t("bidirectional.summing.hint")):
            _summing(t)


def states_question(t: Catalog) -> Question:
    """Ask whether the output of the last step holds both final states."""
    options = {name: t(f"bidirectional.ends.{name}") for name in ("both", "left", "neither")}
    text = t("bidirectional.predict.ends", numbers=" ".join(map(str, NUMBERS)))
    return Question(subject="ends", text=text, options=options, why="ends-why")


def summing_outcome(t: Catalog) -> Outcome:
    """Return which final states of a summing cell stand in its output at the last step: computed, not remembered."""
    forward, backward = sums_of(NUMBERS)
    output, finals = (forward[-1], backward[-1]), (forward[-1], backward[0])
    same = [one == other for one, other in zip(output, finals, strict=True)]
    answer = "both" if all(same) else "left" if same[0] else "neither"
    words = {"finals": f"{finals[0]}, {finals[1]}", "output": f"{output[0]}, {output[1]}"}
    return Outcome(answers=frozenset({answer}), measured=t("bidirectional.measured.ends", **words))


def _summing(t: Catalog) -> None:
    forward, backward = sums_of(NUMBERS)
    head = (t("bidirectional.summing.reads"), *map(str, NUMBERS))
    rows = [
        (t("bidirectional.from-left"), *map(str, forward)),
        (t("bidirectional.from-right"), *map(str, backward)),
        (t("bidirectional.summing.output"), *(f"{a}, {b}" for a, b in zip(forward, backward, strict=True))),
    ]
    draw_style()
    draw(table(head, rows, here=2))


def _states(page: Page, settings: BidirectionalSettings, watch: Watch | None) -> None:
    t, view = page.t, settings.view
    blank = choose_sentence(page, settings)
    if blank is None:
        return
    tokens = tuple(token for token in blank.tokens if token)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        control(settings, "padding", t, shape="slider", top=MOST_PADDING, width=260)
        column = _column(page, settings, len(tokens))
    question = StatesQuestion(tokens=tokens, padding=view.padding)
    asked = watch.ask("states", question, "", every=EVERY) if watch is not None else None
    answer: Any = asked.answer if asked is not None and asked.current else None
    if not isinstance(answer, StatesAnswer):
        st.caption(t("bidirectional.train-first"))
        return
    padding = [PAD] * view.padding
    both_directions(tokens, answer.forward, answer.backward, words_of(t), column=column, padding=padding)
    st.markdown(_told(t, tokens, answer, column))
    if view.padding:
        changes = (answer.padding_changes, answer.careless_changes)
        exact, careless = (decimals_text(one, t.language, digits=3) for one in changes)
        st.markdown(t("bidirectional.padding.told", exact=exact, careless=careless, count=view.padding))


def _column(page: Page, settings: BidirectionalSettings, count: int) -> int:
    """Draw the choice of the place whose two states are read together; at first the last one."""
    place = count - 1 if settings.view.place < 0 else min(settings.view.place, count - 1)

    def take(picked: int | None) -> None:
        if picked is not None:
            settings.change(place=int(picked) - 1)

    tie = tied(f"{page.name}.column", place + 1, take)
    st.slider(page.t("bidirectional.column"), min_value=1, max_value=count, width=260, **tie.value)
    return place


def _told(t: Catalog, tokens: tuple[str, ...], answer: StatesAnswer, column: int) -> str:
    """Say in numbers what the output at a place has read from either side."""
    width = answer.forward.shape[1]
    words = {"place": column + 1, "left": column + 1, "right": len(tokens) - column, "width": 2 * width}
    return t("bidirectional.states.told", **words)
