"""The line under the control bar that says how the run stands: one place, so that nothing moves when it changes."""

import math
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from seqviz.config.contest import Contest
from seqviz.jobs.watch import Watch
from seqviz.records.problem import Problem
from seqviz.records.training import OutcomeRecord
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.page import Page

Name = Callable[[str], str]


def status_row(page: Page) -> DeltaGenerator:
    """Return the row under the control bar: the status line, and at its end how fast the run goes."""
    return st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small",
        key=f"status-row-{page.name}",
    )  # fmt: skip


def status_line(page: Page, settings: Settings[Any, Any], slot: Slot, contest: Contest, *, name: Name = str) -> None:
    """Draw what has gone wrong, where the run waits, or that the settings have moved on from it.

    ``name`` gives the words for a contestant.
    """
    with st.container(
        key=f"status-line-{page.name}", horizontal=True, vertical_alignment="center", gap="small", width="content"
    ):
        st.markdown(_line(page, settings, slot, contest, name))
        if slot.watch is not None and slot.watch.outcomes:
            _go_on(page, slot, slot.watch)
        problem = slot.watch.poll.problem if slot.watch else None
        if problem is not None and "nearest" in problem.values:
            _offer(page, settings, problem)


def _line(page: Page, settings: Settings[Any, Any], slot: Slot, contest: Contest, name: Name) -> str:
    t, watch = page.t, slot.watch
    problem = slot.refused or (watch.poll.problem if watch else None)
    if problem is not None:
        return _bad(sentence(problem, t, settings=settings.outline.labels))
    if watch is None:
        return f":material/history: {sentence(slot.gone, t)}" if slot.gone else f":gray[{t('kit.status.none')}]"
    if watch.outcomes:
        return _bad(" ".join(_broken(page, watch, record, name) for record in watch.outcomes.values()))
    if watch.poll.status == "queued":
        return f":material/hourglass_top: {t('kit.status.queued', place=watch.poll.place or 1)}"
    if watch.poll.rested:
        return f":material/bedtime: {t('kit.status.rested')}"
    if watch.contest != contest:
        return f":material/restart_alt: {t('kit.status.changed')}"
    return f":gray[{t(f'jobs.status.{watch.poll.status}')}]"


def _broken(page: Page, watch: Watch, record: OutcomeRecord, name: Name) -> str:
    """Say which model broke and what would have held it, by the settings that were in force."""
    if not record.stopped:
        return page.t("kit.status.broken.goes-on", name=name(record.contestant), step=record.step)
    theta = watch.setting("theta", record.contestant)
    what = "rate" if theta is None else "clip" if theta == math.inf else "slower"
    advice = page.t(f"kit.status.broken.{what}")
    who = name(record.contestant)
    key = "kit.status.broken.one" if len(watch.names) == 1 else "kit.status.broken"
    return page.t(key, name=who, step=record.step, good=record.last_good_step, advice=advice)


def _go_on(page: Page, slot: Slot, watch: Watch) -> None:
    """Offer the way on from the last good weights, at a tenth of the rate."""
    stopped = {name: record for name, record in watch.outcomes.items() if record.stopped}
    if not stopped:
        return
    name, record = next(iter(stopped.items()))
    in_force = watch.setting("learning_rate", name)
    if in_force is None or watch.poll.status not in ("training", "paused", "diverged"):
        return
    rate = float(f"{in_force / 10:.1g}")
    st.button(
        page.t("kit.status.go-on", step=record.last_good_step, rate=f"{rate:g}"), key=f"{page.name}.go-on",
        type="tertiary", on_click=slot.command, args=("go_on", rate),
    )  # fmt: skip


def _offer(page: Page, settings: Settings[Any, Any], problem: Problem) -> None:
    """Offer the nearest size that runs."""
    field, nearest = str(problem.values["field"]), problem.values["nearest"]
    label = page.t(f"{settings.outline.labels}.{field}")
    st.button(
        page.t("kit.status.nearest", field=label, value=nearest), key=f"{page.name}.nearest", type="tertiary",
        on_click=settings.change, kwargs={field: nearest},
    )  # fmt: skip


def _bad(text: str) -> str:
    return f":red[:material/error:] {text}"
