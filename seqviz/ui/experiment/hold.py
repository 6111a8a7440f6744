"""Hold a gate of a trained model: predict what it costs, see it on held-out text, and take it back.

The screen of every page whose cell has gates. What was predicted, or asked to be shown, stands as a bar beside the
model as it is; the run that trains is never touched.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config.language_model import Cell
from seqviz.figures.effects import HeldBar, held_bars
from seqviz.figures.theme import ColourName
from seqviz.records.problem import Problem
from seqviz.records.training import EvaluationAnswer, EvaluationQuestion
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.effect import Subject, effect_of, expected_next, felt, freshness, subject_of, written
from seqviz.ui.experiment.held_throughout import held_throughout
from seqviz.ui.experiment.holding import (
    GATES_OF,
    HeldAt,
    HoldView,
    Level,
    gate_of,
    interventions,
    rows_of,
    scope_of,
)
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import prefix_of, probe_of, question_row
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict, skip
from seqviz.ui.experiment.readings import perplexity_text_of
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.tied import tied

LEVELS: tuple[Level, ...] = ("live", "0", "1", "mean", "value")
LITTLE = 1.5
"""Times the perplexity of the model as it is: below this a hold costs little."""

Losses = dict[str, float]
"""By the key of what is held, in nats a token; ``live`` is the model as it is."""


def hold_screen(lab: Laboratory, past: int | None, *, then: Callable[[Subject], None] | None = None) -> None:
    """Draw the choice of what is held, the question, and what the run says to it; ``then`` what follows the bars."""
    page, settings, t = lab.page, lab.settings, lab.page.t
    view, cell = settings.view, settings.config.cell
    assert isinstance(view, HoldView)
    gate = gate_of(view, cell)
    if gate is None:
        st.info(t("hold.no-gates"))
        return
    with page.panel(f"hold-{page.name}", title=t("hold.title"), hint=t("hold.hint")):
        _choices(lab, view, gate)
    try:
        scope = scope_of(view)
    except Problem as problem:
        st.error(sentence(problem, t), icon=":material/error:")
        return
    subject = subject_of(page, settings, lab.slot.watch, past)
    held = HeldAt(gate, view.level)
    losses = _measured(subject, view, scope, cell) if subject else {}
    if view.level != "live":
        answer = _outcome(subject, losses, held.key, t) if subject else None
        if predict(page, settings, question_of(held, view, scope, t), answer) is None:
            return
    if subject is not None:
        freshness(subject)
        _results(subject, view, held, scope, losses, then)
        if view.level in ("0", "1") and not scope:
            held_throughout(lab, subject, f"{gate}-{view.level}", losses.get(held.key))


def question_of(held: HeldAt, view: HoldView, scope: str, t: Catalog) -> Question:
    """Ask what a hold costs."""
    value = f"-{view.held_at:g}".replace(".", "p") if held.level == "value" else ""
    options = {band: t(f"hold.band.{band}") for band in ("little", "worse", "guess")}
    text = t("hold.question", held=name_of(held, view, t))
    return Question(subject=f"hold/{held.key}{value}{scope}", text=text, options=options, why=None)


def name_of(held: HeldAt, view: HoldView, t: Catalog) -> str:
    """Return what is held, as a bar is called."""
    level = f"{view.held_at:g}" if held.level == "value" else t(f"hold.level.{held.level}")
    return t("hold.name", gate=t(f"settings.gate.{held.gate}"), level=level)


def loss_of(subject: Subject, view: HoldView, held: HeldAt) -> float | None:
    """Return the held-out loss of the model with a gate held; ``None`` while it is being computed, NaN if it cannot."""
    answer = subject.ask(f"held-{held.key}", EvaluationQuestion(hold=interventions(view, held)))
    if isinstance(answer, Problem):
        return math.nan
    return answer.loss if isinstance(answer, EvaluationAnswer) else None


def shown_rows(settings: Settings[Any, Any], view: HoldView, scope: str, cell: Cell, t: Catalog) -> list[HeldAt]:
    """Return what the learner has predicted or asked to see, in the order of the bars."""
    own = [HeldAt(gate, "value") for gate in GATES_OF[cell] if view.level == "value" and gate == gate_of(view, cell)]
    return [
        held for held in (*rows_of(cell), *own) if guess_of(settings, question_of(held, view, scope, t)) is not None
    ]


def _choices(lab: Laboratory, view: HoldView, gate: str) -> None:
    page, settings, t = lab.page, lab.settings, lab.page.t
    gates = GATES_OF[settings.config.cell]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.segmented_control(
            t("settings.gate"), gates, required=True, format_func=lambda name: t(f"settings.gate.{name}"),
            width="content", **tied(f"{page.name}.setting-gate", gate, settings.taker("gate"), options=gates).default,
        )  # fmt: skip
        st.segmented_control(
            t("settings.level"), LEVELS, required=True, format_func=lambda name: t(f"settings.level.{name}"),
            width="content",
            **tied(f"{page.name}.setting-level", view.level, settings.taker("level"), options=LEVELS).default,
        )  # fmt: skip
        if view.level == "value":
            st.slider(
                t("settings.held_at"), -1.0, 1.0, step=0.05, width=180,
                **tied(f"{page.name}.setting-held_at", float(view.held_at), settings.taker("held_at")).value,
            )  # fmt: skip
        with st.popover(t("hold.where")):
            layers = settings.config.layers
            st.number_input(
                t("settings.held_layer"), 1, 4, help=t("hold.layers", layers=layers),
                **tied(f"{page.name}.setting-held_layer", view.held_layer, settings.taker("held_layer")).value,
            )  # fmt: skip
            st.text_input(
                t("settings.held_units"), help=t("settings.held_units.help"), max_chars=60,
                **tied(f"{page.name}.setting-held_units", view.held_units, settings.taker("held_units")).value,
            )  # fmt: skip
        st.button(
            t("hold.undo"), key=f"{page.name}.hold-undo", icon=":material/undo:", disabled=view.level == "live",
            on_click=settings.change, kwargs={"level": "live"}, help=t("hold.undo.help"),
        )  # fmt: skip


def _measured(subject: Subject, view: HoldView, scope: str, cell: Cell) -> Losses:
    """Return the losses that are known; one question after the other, so that the run is never kept for long."""
    losses: Losses = {}
    rows = shown_rows(subject.settings, view, scope, cell, subject.page.t)
    for held in (HeldAt(GATES_OF[cell][0], "live"), *rows):
        loss = loss_of(subject, view, held)
        if loss is None:
            break
        losses["live" if held.level == "live" else held.key] = loss
    return losses


def _outcome(subject: Subject, losses: Losses, key: str, t: Catalog) -> Outcome | None:
    """Judge a guess by the run: what held-out text says with the gate held, and with nothing held."""
    if key not in losses or "live" not in losses:
        return None
    if math.isnan(losses[key]):
        return Outcome(measured=t("hold.impossible"))
    uniform = math.log(subject.watch.description(subject.name).vocabulary_size)
    ratio = math.exp(min(losses[key] - losses["live"], 500.0))
    band = "guess" if losses[key] >= uniform else "little" if ratio < LITTLE else "worse"
    words = {
        "held": perplexity_text_of(losses[key], t), "live": perplexity_text_of(losses["live"], t),
        "uniform": perplexity_text_of(uniform, t),
    }  # fmt: skip
    return Outcome(answers=frozenset({band}), measured=t("hold.measured", ratio=f"{ratio:.3g}", **words))


def _results(
    subject: Subject, view: HoldView, held: HeldAt, scope: str, losses: Losses, then: Callable[[Subject], None] | None
) -> None:
    page, settings, t = subject.page, subject.settings, subject.page.t
    try:
        hold = interventions(view, held)
    except Problem as problem:
        st.error(sentence(problem, t))
        return
    question_row(page, settings, writing=True)
    probe = probe_of(settings, t)
    left, right = st.columns([3, 2], gap="small")
    with left:
        _bars(subject, view, held, scope, losses)
        if then is not None:
            then(subject)
    found = effect_of(subject, probe, hold)
    with right:
        if found is not None:
            expected_next(subject, found, len(found.tokens) - 1)
        written(subject, prefix_of(settings, t), hold)
    if found is not None:
        felt(subject, found)


def _bars(subject: Subject, view: HoldView, held: HeldAt, scope: str, losses: Losses) -> None:
    page, settings, t = subject.page, subject.settings, subject.page.t
    cell = subject.config.cell
    rows = shown_rows(settings, view, scope, cell, t)
    uniform = math.log(subject.watch.description(subject.name).vocabulary_size)
    bars = [_bar(t("hold.live"), "hidden", losses.get("live"), t)]
    bars += [_bar(name_of(row, view, t), row.gate, losses.get(row.key), t) for row in rows]
    chosen = t("hold.live") if held.level == "live" else name_of(held, view, t)
    with page.panel(f"held-{page.name}", title=t("hold.bars"), hint=t("hold.bars.hint")):
        figure = held_bars(bars, chosen=chosen, uniform=math.exp(uniform), labels=(t("hold.axis"), t("hold.uniform")))
        chart(figure, key=f"{page.name}.held", label=t("hold.bars"))
        open_ = [row for row in rows_of(cell) if row not in rows]
        if open_:
            st.button(
                t("hold.show-all"), key=f"{page.name}.hold-all", type="tertiary",
                on_click=_show_all, args=(settings, [question_of(row, view, scope, t) for row in open_]),
            )  # fmt: skip


def _bar(name: str, tone: ColourName, loss: float | None, t: Catalog) -> HeldBar:
    known = loss is not None and math.isfinite(loss)
    perplexity = math.exp(min(loss, 500.0)) if known and loss is not None else None
    return HeldBar(name=name, tone=tone, perplexity=perplexity, said=perplexity_text_of(loss, t) if known else "…")


def _show_all(settings: Settings[Any, Any], questions: Sequence[Question]) -> None:
    for question in questions:
        skip(settings, question)
