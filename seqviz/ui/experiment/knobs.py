"""Knobs: the few settings that may be turned while a model trains; they show what is in force."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.tied import tied
from seqviz.ui.page import Page

LEARNING_RATES = (*(digit * 10.0**power for power in range(-5, 1) for digit in (1, 2, 5)), 10.0)
THETAS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 100.0)
NO_CLIPPING = math.inf


def learning_rate_knob(
    page: Page, settings: Settings[Any, Any], slot: Slot, *, on_turn: Callable[[float], None] | None = None
) -> None:
    """Draw the learning rate; ``on_turn`` is called before a run is told of another one."""
    knob(
        page, slot, "learning_rate", LEARNING_RATES, setting=float(settings.value("learning_rate")),
        take=settings.taker("learning_rate"), on_turn=on_turn,
    )  # fmt: skip


def theta_knob(page: Page, settings: Settings[Any, Any], slot: Slot) -> None:
    """Draw the length at which gradients are clipped; the last place is no clipping at all."""

    def take(value: float) -> None:
        if value == NO_CLIPPING:
            settings.change(clip=False)
        else:
            settings.change(clip=True, theta=value)

    setting = float(settings.value("theta")) if settings.value("clip") else NO_CLIPPING
    knob(page, slot, "theta", (*THETAS, NO_CLIPPING), setting=setting, take=take, no_value=NO_CLIPPING)


def knob(
    page: Page,
    slot: Slot,
    name: str,
    grid: Sequence[float],
    *,
    setting: float,
    take: Callable[[float], None],
    no_value: float | None = None,
    contestant: str | None = None,
    on_turn: Callable[[float], None] | None = None,
) -> None:
    """Draw a slider over round values, with the value in force among them.

    While a run can still make steps it shows and turns what the run does, for one ``contestant`` or for all; else the
    ``setting``, which ``take`` changes. ``no_value`` stands for a setting that the run has switched off; ``on_turn`` is
    called with another value before the run is told of it.
    """
    t, watch = page.t, slot.watch
    live = watch is not None and not watch.poll.ended
    value = setting
    if watch is not None and live:
        known = watch.poll.settings.get(contestant or watch.names[0], {})
        if name in known:
            found = known[name]
            value = no_value if found is None and no_value is not None else float(found)

    def turn(picked: float | None) -> None:
        if picked is None:
            return
        if live:
            if on_turn is not None:
                on_turn(picked)
            slot.command(name, picked, contestant=contestant)
        else:
            take(picked)

    choices = sorted({*grid, value})
    st.select_slider(
        t(f"kit.knob.{name}"), choices, help=t(f"kit.knob.{name}.help"), width=132,
        format_func=lambda value: t("kit.no-clipping") if value == NO_CLIPPING else f"{value:.12g}",
        **tied(f"{page.name}.knob-{name}", value, turn, options=choices).value,
    )  # fmt: skip
