"""Padding: a batch as a grid, three numbers about the same losses, and what a forgotten mask would bill."""

from collections.abc import Mapping

import streamlit as st

from seqviz.components.loss_grid import loss_grid
from seqviz.records.padding import PaddingAnswer, PaddingQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import decimals_text, percent_text
from seqviz.ui.experiment.look import Look
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict

MASKED = ("word", "mean", "book")
"""Numbers of the same losses; without a mask there are others."""


def padding_screen(look: Look) -> None:
    """Draw the question which number is the smallest, and behind the guess the batch with all three."""
    page, t, settings = look.page, look.page.t, look.settings
    question = question_of(t)
    if guess_of(settings, question) is None:
        predict(page, settings, question, None)
        return
    with page.panel("seq2seq-padding", title=t("seq2seq.padding.title"), hint=t("seq2seq.padding.hint")):
        found = look.answer("padding", PaddingQuestion(first=int(settings.memory.get("padding", 0))))
        if isinstance(found, PaddingAnswer):
            _draw(look, found)
    predict(page, settings, question, outcome_of(found, t))


def question_of(t: Catalog) -> Question:
    """Ask which of the three numbers is the smallest."""
    options = {name: t(f"seq2seq.padding.{name}") for name in MASKED}
    return Question(subject="padding", text=t("seq2seq.padding.ask"), options=options, why="padding-why")


def numbers_of(found: PaddingAnswer) -> Mapping[str, tuple[float, int]]:
    """Return each number with what the sum of all losses is divided by."""
    return {
        "word": (found.per_word, found.real),
        "mean": (found.padded_mean, found.cells),
        "book": (found.of_the_book, found.width * found.real),
        "unmasked": (found.unmasked, found.cells),
    }


def outcome_of(found: PaddingAnswer | None, t: Catalog) -> Outcome | None:
    """Compare the three numbers of a batch."""
    if found is None:
        return None
    numbers = {name: number for name, (number, _) in numbers_of(found).items() if name in MASKED}
    least = min(numbers.values())
    told = {name: decimals_text(number, t.language) for name, number in numbers.items()}
    return Outcome(
        answers=frozenset(name for name, number in numbers.items() if number == least),
        measured=t("seq2seq.padding.measured", step=t.number(found.step), **told),
    )


def _draw(look: Look, found: PaddingAnswer) -> None:
    t, memory = look.page.t, look.settings.memory
    loss_grid(
        [[t("translator.end") if word == "<eos>" else word for word in row] for row in found.targets],
        found.losses,
        found.beyond,
        figure=lambda loss: decimals_text(loss, t.language, digits=2),
        label=t("seq2seq.padding.title"),
    )
    share = percent_text(1 - found.real / found.cells, t.language)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        sums = {name: decimals_text(one, t.language, digits=2) for name, one in _sums(found).items()}
        st.caption(t("seq2seq.padding.share", share=share, step=t.number(found.step), **sums), width="stretch")
        st.button(
            t("seq2seq.padding.another"), key="seq2seq.padding-another",
            on_click=lambda: memory.update(padding=int(memory.get("padding", 0)) + PaddingQuestion().sentences),
        )  # fmt: skip
    lines = [[t(f"seq2seq.padding.head.{name}") for name in ("number", "divided", "value")], ["---", "---", "---:"]]
    divisors = {"width": found.width, "rows": len(found.losses), "real": found.real, **sums}
    for name, (number, divisor) in numbers_of(found).items():
        divided = t(f"seq2seq.padding.divided.{name}", divisor=divisor, **divisors)
        lines.append([t(f"seq2seq.padding.{name}"), divided, f"**{decimals_text(number, t.language)}**"])
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def _sums(found: PaddingAnswer) -> Mapping[str, float]:
    """Return the sums of the real losses, of what the filler would cost, and of both."""
    return {"sum": found.total, "filled": found.filled, "both": found.total + found.filled}
