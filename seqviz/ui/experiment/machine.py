"""The cell as a machine on a page with live language models: one unit of one model, along the learner's sentence.

A page needs two lines. In its outline ``view=MachineView`` (or a subclass), so that unit and token live in the address;
and behind ``lab.draw()``, or wherever the machine shall stand, ``machine(lab)``.
"""

from dataclasses import dataclass

import streamlit as st

from seqviz.components.machine import Move
from seqviz.components.machine import machine as machine_component
from seqviz.components.machine_labels import machine_labels
from seqviz.config.fields import number
from seqviz.config.language_model import LanguageModelConfig
from seqviz.exercises.blanks import blanks_of
from seqviz.jobs.standing_question import StandingQuestion
from seqviz.records.machine import MachineQuestion
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import LanguageModelView, contest, probed_text
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.tied import tied

EVERY = 0.5
"""Seconds between two answers while the model learns."""


@dataclass(frozen=True, kw_only=True)
class MachineView(LanguageModelView):
    """What the address restores besides: the unit, its layer (the first is 1), and the token that is shown."""

    shown_unit: int = number(0, 0, 1023, key="shown-unit")
    shown_layer: int = number(1, 1, 4, key="shown-layer")
    shown_token: int = number(12, 0, 199, key="shown-token")


def machine(lab: Laboratory, *, contestant: str | None = None) -> None:
    """Draw the machine of one contestant, live: of the shown state, and under the laboratory's interventions.

    By default it is the contestant whose inside is looked at; where there are several the learner chooses. Before
    there is a model, a button builds one with its random weights.
    """
    if not isinstance(lab.settings.view, MachineView):
        raise TypeError("the outline of a page with a machine has view=MachineView, or a subclass of it")
    live(lab.settings, lab.slot, lambda: _draw(lab, contestant))


def _draw(lab: Laboratory, contestant: str | None) -> None:
    watch, t = lab.slot.watch, lab.page.t
    if watch is None:
        with st.container(border=True, key=f"panel-{lab.page.name}-machine"):
            st.markdown(t("machine.before"))
            st.button(t("machine.untrained"), key=f"{lab.page.name}.untrained", on_click=_begin, args=(lab,))
        return
    name = contestant or _whose(lab)
    config = dict(zip(watch.contest.names, watch.contest.configs, strict=True))[name]
    assert isinstance(config, LanguageModelConfig)
    layer = _layer(lab, config.layers)
    view = lab.settings.view
    assert isinstance(view, MachineView)
    unit = min(view.shown_unit, config.hidden_size - 1)
    question = MachineQuestion(text=probed_text(lab.settings, t), unit=unit, layer=layer)
    standing = watch.ask("machine", question, name, past=lab.past, every=EVERY)
    _show(lab, standing, run=f"{watch.run.id}/{name}", unit=unit, at=view.shown_token)


def _show(lab: Laboratory, standing: StandingQuestion, *, run: str, unit: int, at: int) -> None:
    t, answer = lab.page.t, standing.answer
    notice = "" if answer else t("machine.coming")
    if standing.problem is not None:
        notice = sentence(standing.problem, t)
    machine_component(
        answer,
        key=f"{lab.page.name}.machine",
        labels=machine_labels(t.language),
        unit=unit,
        at=at,
        version=f"{run}/{standing.version}/{t.language}",
        blanks=lambda: blanks_of(answer),
        notice=notice,
        on_move=lambda move: _go(lab, move),
    )


def _go(lab: Laboratory, move: Move) -> None:
    lab.settings.change(shown_unit=move.unit, shown_token=move.at)


def _begin(lab: Laboratory) -> None:
    """Build the model and stop before its first step."""
    lab.slot.start(contest(lab.settings))
    lab.slot.command("pause")


def _whose(lab: Laboratory) -> str:
    names, looked_at = lab.names, lab.settings.view.looked_at
    chosen = looked_at if looked_at in names else next(iter(names))
    if len(names) > 1:
        st.segmented_control(
            lab.page.t("kit.inside.whose"), list(names), required=True, format_func=lambda name: names[name],
            **tied(f"{lab.page.name}.machine-of", chosen, lab.settings.taker("looked_at"), options=names).default,
        )  # fmt: skip
    return chosen


def _layer(lab: Laboratory, layers: int) -> int:
    """Let the learner choose the layer where there are several; return it, counted from 0."""
    view = lab.settings.view
    assert isinstance(view, MachineView)
    chosen = min(view.shown_layer, layers)
    if layers > 1:
        options, take = list(range(1, layers + 1)), lab.settings.taker("shown_layer")
        st.segmented_control(
            lab.page.t("machine.layer"), options, required=True,
            **tied(f"{lab.page.name}.machine-layer", chosen, take, options=options).default,
        )  # fmt: skip
    return chosen - 1
