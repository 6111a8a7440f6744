"""Train with the gate held: a model that never had the gate beside one that only loses it afterwards.

A hold shows what a trained model leans on. What the gate is good for shows a model that learns without it.
"""

from typing import Any, get_args

import streamlit as st

from seqviz.config.language_model import SIGMOID_GATES, HeldThroughout, LanguageModelConfig
from seqviz.config.rivals import MOST_RIVALS, Rival
from seqviz.jobs.watch import Watch
from seqviz.records.training import EvaluationAnswer, EvaluationQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text
from seqviz.ui.experiment.effect import Subject
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import contest
from seqviz.ui.experiment.readings import perplexity_text_of


def held_throughout(lab: Laboratory, subject: Subject, held: str, afterwards: float | None) -> None:
    """Draw the comparison, or the button that starts it; ``afterwards`` is the loss with the gate held after training.

    ``held`` is a gate and its value as the config writes them; nothing is drawn where that is no setting of training.
    """
    cell = subject.config.cell
    if held not in get_args(HeldThroughout) or held.partition("-")[0] not in SIGMOID_GATES[cell]:
        return
    t, page = subject.page.t, subject.page
    named = t(f"settings.held.{held}")
    with page.panel(
        f"held-throughout-{page.name}", title=t("hold.throughout", held=named), hint=t("hold.throughout.hint")
    ):
        rival = trained_so(subject.watch, cell, held)
        if rival is None:
            st.button(
                t("hold.throughout.start"), key=f"{page.name}.held-throughout", icon=":material/play_arrow:",
                on_click=_start, args=(lab, held),
            )  # fmt: skip
        else:
            st.markdown(_difference(subject, rival, afterwards, t))


def trained_so(watch: Watch, cell: str, held: str) -> str | None:
    """Return the contestant of such a cell that has trained with the gate held."""
    for name, config in zip(watch.names, watch.contest.configs, strict=True):
        if isinstance(config, LanguageModelConfig) and config.cell == cell and config.held == held:
            return name
    return None


def _start(lab: Laboratory, held: str) -> None:
    """Train anew: the page's own model, and beside it the same one with the gate held."""
    settings = lab.settings
    rival: Rival = (("held", held),)
    others = tuple(other for other in settings.view.rivals if other != rival)[: MOST_RIVALS - 1]
    settings.change(rivals=(rival, *others))
    lab.slot.start(contest(settings))


def _difference(subject: Subject, rival: str, afterwards: float | None, t: Catalog) -> str:
    """Say what the gate is worth to a model that leans on it, and what it is worth to the cell."""
    whole, without = _loss(subject, subject.name), _loss(subject, rival)
    if whole is None or without is None or afterwards is None:
        return t("hold.throughout.wait")
    words = {"whole": whole, "afterwards": afterwards, "without": without}
    return t(
        "hold.throughout.told",
        step=count_text(subject.at, t.language),
        **{name: perplexity_text_of(loss, t) for name, loss in words.items()},
    )


def _loss(subject: Subject, name: str) -> float | None:
    """Return a contestant's held-out loss at the step that is looked at; ``None`` while it is on its way."""
    standing: Any = subject.watch.ask(f"whole-{name}", EvaluationQuestion(), name, past=subject.past)
    found = standing.answer
    return found.loss if standing.current and isinstance(found, EvaluationAnswer) and found.step == subject.at else None
