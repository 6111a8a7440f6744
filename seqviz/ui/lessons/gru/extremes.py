"""The gates at their extremes: what is left of a GRU, checked on one step, and where the reset gate stands."""

import math

import numpy as np
import streamlit as st

from seqviz.records.effects import Extreme, ExtremesAnswer, ExtremesQuestion
from seqviz.records.problem import Problem
from seqviz.records.training import EvaluationAnswer, EvaluationQuestion, Hold
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.effect import Subject, as_text, freshness, subject_of
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import probe_of, question_row
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import Outcome, Question, predict
from seqviz.ui.experiment.readings import perplexity_text_of
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.gru.outline import ExtremeName, GruView

HOLDS: dict[ExtremeName, tuple[Hold, ...]] = {
    "frozen": (Hold(gate="update", value=1.0),),
    "rnn": (Hold(gate="reset", value=1.0), Hold(gate="update", value=0.0)),
    "fresh": (Hold(gate="reset", value=0.0),),
}
UNITS = 6
"""Units written out; the difference is of all."""


def extremes_screen(lab: Laboratory, past: int | None) -> None:
    """Draw the question, the step of the chosen extreme beside that of the simpler network, and the reset's place."""
    page, settings, t = lab.page, lab.settings, lab.page.t
    view = settings.view
    assert isinstance(view, GruView)
    if settings.config.cell != "gru":
        st.info(t("gru.extremes.no-gru"))
        return
    question_row(page, settings)
    subject = subject_of(page, settings, lab.slot.watch, past)
    options: dict[str, str] = {name: t(f"settings.extreme.{name}") for name in HOLDS}
    question = Question(subject="extremes", text=t("gru.extremes"), options=options, why="extremes-why")
    guess = predict(page, settings, question, _worse_than_guessing(subject, t) if subject else None)
    with page.panel("extremes", title=t("gru.extremes.title"), hint=t("gru.extremes.hint")):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            control(settings, "extreme", t, shape="buttons", width="content")
            _place(lab, view)
        found = _found(subject, view) if subject is not None and guess is not None else None
        if found is not None:
            _step(found, view, t)
    if subject is not None and found is not None:
        freshness(subject)
        _place_of_the_reset(subject, found)


def equal_beside(found: ExtremesAnswer, name: ExtremeName) -> Extreme:
    """Return the extreme of this name."""
    return {"frozen": found.frozen, "rnn": found.rnn, "fresh": found.fresh}[name]


def digits(value: float) -> str:
    """Write a single-precision number with as many digits as tell it from its neighbours."""
    return str(np.float32(value))


def _place(lab: Laboratory, view: GruView) -> None:
    t, tokens = lab.page.t, max(3, len(probe_of(lab.settings, lab.page.t)))
    st.slider(
        t("settings.place"), 1, max(tokens, view.place), width=240,
        **tied(f"{lab.page.name}.setting-place", view.place, lab.settings.taker("place")).value,
    )  # fmt: skip


def _found(subject: Subject, view: GruView) -> ExtremesAnswer | None:
    """Ask for the steps on the token that is chosen, or on the last one of a shorter text."""
    text = as_text(subject, probe_of(subject.settings, subject.page.t))
    tokens = len(text) if subject.config.unit == "character" else len(text.split())
    position = min(view.place, max(tokens, 1)) - 1
    found = subject.ask("extremes", ExtremesQuestion(text=text, position=position))
    if isinstance(found, Problem):
        st.caption(f":material/error: {sentence(found, subject.page.t)}")
    return found if isinstance(found, ExtremesAnswer) else None


def _step(found: ExtremesAnswer, view: GruView, t: Catalog) -> None:
    """Write some units out in full digits, and the largest difference of all of them."""
    extreme = equal_beside(found, view.extreme)
    position = min(view.place, len(found.tokens)) - 1
    token = found.tokens[position].replace(" ", "·")
    st.latex(_FORMULAS[view.extreme])
    head = [t("gru.unit"), "$H_{t-1}$", t("gru.forced"), t(f"gru.beside.{view.extreme}")]
    rows = [
        [str(unit), *(digits(float(values[unit])) for values in (found.before, extreme.forced, extreme.beside))]
        for unit in range(min(UNITS, len(found.before)))
    ]
    lines = [" | ".join(cells) for cells in (head, ["---:"] * 4, *rows)]
    st.markdown("\n".join(f"| {line} |" for line in lines))
    key = "gru.equal" if extreme.apart == 0 else "gru.apart"
    st.markdown(t(key, apart=digits(extreme.apart), units=len(found.before), place=position + 1, token=f"`{token}`"))


_FORMULAS: dict[ExtremeName, str] = {
    "frozen": r"Z_t = 1:\quad H_t = 1 \odot H_{t-1} + 0 \odot \tilde H_t = H_{t-1}",
    "rnn": r"R_t = 1,\ Z_t = 0:\quad H_t = \tilde H_t = \tanh(X_t W_{xh} + H_{t-1} W_{hh} + b_h)",
    "fresh": r"R_t = 0:\quad \tilde H_t = \tanh(X_t W_{xh} + b_h)",
}


def _worse_than_guessing(subject: Subject, t: Catalog) -> Outcome | None:
    """Read held-out text with the gates at each extreme."""
    uniform = math.log(subject.watch.description(subject.name).vocabulary_size)
    losses: dict[ExtremeName, float] = {}
    for name, hold in HOLDS.items():
        answer = subject.ask(f"extreme-{name}", EvaluationQuestion(hold=hold))
        if not isinstance(answer, EvaluationAnswer):
            return None
        losses[name] = answer.loss
    said = " · ".join(f"{t(f'settings.extreme.{name}')}: {perplexity_text_of(losses[name], t)}" for name in HOLDS)
    measured = t("gru.extremes.measured", said=said, uniform=perplexity_text_of(uniform, t))
    worse = frozenset(str(name) for name, loss in losses.items() if loss >= uniform)
    return Outcome(answers=worse, measured=measured if worse else f"{measured} {t('gru.extremes.none')}")


def _place_of_the_reset(subject: Subject, found: ExtremesAnswer) -> None:
    """Ask which step differs first between the lecture's form and torch's, with the same weights and state."""
    page, t = subject.page, subject.page.t
    options = {name: t(f"gru.place.{name}") for name in ("first", "second", "never")}
    subject_name = f"place/{subject.config.reset}"
    question = Question(subject=subject_name, text=t("gru.place"), options=options, why="reset")
    apart = [place for place, value in enumerate(found.resets) if value > 0]
    answer = "never" if not apart else "first" if apart[0] == 0 else "second"
    shown = ", ".join(
        f"`{token.replace(' ', '·')}` {value:.2g}" for token, value in zip(found.tokens[:8], found.resets, strict=False)
    )
    measured = t("gru.place.measured", steps=shown, most=f"{max(found.resets):.3g}")
    predict(page, subject.settings, question, Outcome(answers=frozenset({answer}), measured=measured))
