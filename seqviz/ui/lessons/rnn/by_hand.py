"""Tags by hand: the learner's are scored as those of the table and of a network, on a sentence that nobody has seen."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import streamlit as st

from seqviz.data.labelled.baselines import Baseline, counting
from seqviz.data.labelled.examples import Example
from seqviz.data.labelled.tags import TAGS, words_from
from seqviz.data.labelled.tasks import labelled_set
from seqviz.jobs.watch import Watch
from seqviz.metrics.word_boundaries import score_words
from seqviz.records.labelling import LabelAnswer, LabelQuestion
from seqviz.records.problem import Problem
from seqviz.text.numbers import percent_text
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.rnn.outline import Reader
from seqviz.ui.lessons.rnn.readers import held_out_example
from seqviz.ui.page import Page

WRITTEN, NUMBER = "tags-by-hand", "sentence-by-hand"
"""Where a session remembers the learner's tags, and which sentence they belong to."""
NUMBERS = range(100, 200)
"""The held-out sentences from which these are taken: none that the page shows at first."""
BESIDE: Reader = "both"
"""The network whose tags stand beside the learner's."""


def hand_panel(page: Page, settings: Settings[Any, Any], watch: Watch | None) -> None:
    """Draw the sentence, the learner's tags, and once they are complete, how they compare."""
    t = page.t
    one, text = example_of(settings)
    with page.panel("label-by-hand", title=t("rnn.hand"), hint=t("rnn.hand.hint")):
        st.markdown(f"**{' '.join(one.tokens)}**")
        _choose(page, settings)
        written = settings.memory.get(WRITTEN, "")
        if not written:
            return
        try:
            said = tags_read(written, len(one.tokens))
        except Problem as problem:
            st.info(sentence(problem, t), icon=":material/edit_note:")
            return
        rows = [(t("rnn.hand.you"), said), (t("rnn.counting.segmentation"), tags_of_the_table(one))]
        answer = watch.ask("by-hand", LabelQuestion(text=text), BESIDE, every=1.0).answer if watch else None
        if isinstance(answer, LabelAnswer) and answer.tokens == one.tokens:
            rows.append((t(f"settings.reader.{BESIDE}"), answer.likeliest))
        _compare(page, one, [*rows, (t("rnn.hand.right"), one.labels)])


def example_of(settings: Settings[Any, Any]) -> tuple[Example, str]:
    """Return the sentence that is tagged by hand, and its text: one at which the table errs."""
    hard = _hard()
    return hard[settings.memory.get(NUMBER, 0) % len(hard)]


def tags_of_the_table(one: Example) -> tuple[str, ...]:
    """Return what the table of tags says to a sentence."""
    return _table().label(one.tokens)


@cache
def _table() -> Baseline:
    return counting(labelled_set("segmentation"))


@cache
def _hard() -> tuple[tuple[Example, str], ...]:
    found = (held_out_example(labelled_set("segmentation"), number) for number in NUMBERS)
    return tuple((one, text) for one, text in found if tags_of_the_table(one) != one.labels)


def tags_read(written: str, wanted: int) -> tuple[str, ...]:
    """Read tags, with or without spaces; raise ``Problem`` for another letter, or another number of them."""
    tags = tuple(sign for sign in written.upper() if not sign.isspace())
    for tag in tags:
        if tag not in TAGS:
            raise Problem("rnn.hand.letter", letter=tag)
    if len(tags) != wanted:
        raise Problem("rnn.hand.count", count=len(tags), wanted=wanted)
    return tags


def share_right(truth: Sequence[str], said: Sequence[str]) -> float:
    """Return the share of tags that are right."""
    return sum(one == other for one, other in zip(truth, said, strict=True)) / len(truth)


def shares(settings: Settings[Any, Any]) -> tuple[float, float] | None:
    """Return the shares of right tags by hand and by the table; ``None`` before the learner has tagged it all."""
    one, _ = example_of(settings)
    try:
        said = tags_read(settings.memory.get(WRITTEN, ""), len(one.tokens))
    except Problem:
        return None
    return share_right(one.labels, said), share_right(one.labels, tags_of_the_table(one))


def _choose(page: Page, settings: Settings[Any, Any]) -> None:
    def take(written: str | None) -> None:
        settings.memory[WRITTEN] = written or ""

    def another() -> None:
        settings.memory[NUMBER] = settings.memory.get(NUMBER, 0) + 1
        settings.memory[WRITTEN] = ""

    name = f"{page.name}.exercise-by-hand"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.text_input(
            page.t("rnn.hand.tags"), placeholder="B E S …", max_chars=400,
            **tied(name, settings.memory.get(WRITTEN, ""), take).value,
        )  # fmt: skip
        st.button(page.t("rnn.uses.another"), key=f"{name}-another", on_click=another)


def _compare(page: Page, one: Example, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
    t, right = page.t, words_from(one.tokens, one.labels)
    head = [t(f"rnn.hand.{column}") for column in ("who", "tags.head", "share", "f1")]
    lines = [head, ["---", "---", "---:", "---:"]]
    for name, tags in rows:
        f1 = score_words(right, words_from(one.tokens, tags)).f1
        numbers = (percent_text(value, t.language) for value in (share_right(one.labels, tags), f1))
        lines.append([name, f"`{' '.join(tags)}`", *numbers])
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
