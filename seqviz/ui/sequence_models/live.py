"""The training screens: forecast, fill in, order. A fragment looks at the run a few times a second."""

from collections.abc import Mapping

import streamlit as st

from seqviz.components.timeline import timeline
from seqviz.config import ForecastConfig
from seqviz.records.forecast import HorizonQuestion
from seqviz.records.jobs import RunStatus
from seqviz.ui.page import Page
from seqviz.ui.sequence_models import session
from seqviz.ui.sequence_models.charts import Look
from seqviz.ui.sequence_models.facts import HORIZONS, Facts, facts_of
from seqviz.ui.sequence_models.panels import draw_panels
from seqviz.ui.sequence_models.predictions import predicted
from seqviz.ui.sequence_models.questions import ask_first
from seqviz.ui.sequence_models.settings import ALONE, feedback, say, settings_of_page, view
from seqviz.ui.sequence_models.transport import figures, transport
from seqviz.ui.sequence_models.watch import ForecastWatch

PERIOD: dict[RunStatus, float] = {"starting": 0.1, "training": 0.22, "paused": 0.5, "orphaned": 0.5}
"""Seconds between two looks; a run that has ended needs none."""


def training_screen(page: Page, config: ForecastConfig) -> None:
    """Draw one experiment and keep it live."""
    watch = _watch_of(config)
    status = watch.poll.status if watch else None
    waiting = watch is not None and watch.horizon.waiting
    period = PERIOD.get(status, 0.3 if waiting else None) if status else None
    st.fragment(_tick, run_every=period)(page, config, status, settings_of_page(config.task))


def _watch_of(config: ForecastConfig) -> ForecastWatch | None:
    """Return the watched run if it is one of this experiment on this series."""
    watch = session.current_watch()
    if watch is None:
        return None
    ran = watch.run.config
    return watch if (ran.task, ran.source, ran.own) == (config.task, config.source, config.own) else None


def _tick(page: Page, config: ForecastConfig, drawn_for: RunStatus | None, address: Mapping[str, str]) -> None:
    """One look. Where the run or the settings have changed, the whole page is drawn again, the link to copy too."""
    watch = _watch_of(config)
    if watch is not None:
        watch.refresh()
    if (watch.poll.status if watch else None) != drawn_for or settings_of_page(config.task) != address:
        st.rerun()
    subject = f"{config.task}/{config.source}/{config.family if config.task != 'forecast' else ''}"
    with page.control_bar():
        transport(config, watch, subject, page.t, closed=predicted(subject) is None)
        figures(config, watch, page.t)
    _say(watch, config, page)
    # What is drawn belongs to the run; the knobs already show what the next one will be.
    shown = watch.run.config if watch else config
    facts = facts_of(shown)
    lesson, question = st.columns([1.15, 1], gap="medium")
    past = _time_travel(watch, page)
    if watch is not None:
        watch.ask(_question(shown, facts), past=past)
    with lesson:
        page.lesson(config.task)
    with question:
        ask_first(page, config, watch if shown == config else None, facts, subject)
    k = view("k") if config.task == "forecast" else 1
    draw_panels(page, config, Look(config=shown, watch=watch, facts=facts, k=k, past=past))


def _time_travel(watch: ForecastWatch | None, page: Page) -> int | None:
    t = page.t
    return timeline(
        watch.poll.checkpoints if watch else (), now=watch.poll.step if watch else 0, key="sequence-models.timeline",
        label=t("sequence-models.timeline"), live_label=t("sequence-models.timeline.live"),
        past_label=t("sequence-models.timeline.past"), back_label=t("sequence-models.timeline.back"),
    )  # fmt: skip


def _question(config: ForecastConfig, facts: Facts) -> HorizonQuestion:
    alone = config.task == "forecast" and view("k") == ALONE
    horizons = tuple(sorted({*HORIZONS, facts.split.furthest}))
    return HorizonQuestion(horizons=horizons, feedback=feedback(), alone=alone)


def _say(watch: ForecastWatch | None, config: ForecastConfig, page: Page) -> None:
    """Say what has gone wrong, or that the settings have moved on from the run."""
    t = page.t
    if (refused := session.start_problem()) is not None:
        st.error(say(refused, t))
    if watch is None:
        return
    if watch.poll.problem is not None:
        st.error(say(watch.poll.problem, t))
    elif watch.horizon.problem is not None:
        st.warning(say(watch.horizon.problem, t))
    if watch.outcome is not None:
        st.error(t("sequence-models.diverged", step=watch.outcome.step, good=watch.outcome.last_good_step))
    elif watch.run.config != config:
        st.info(t("sequence-models.settings-changed"), icon=":material/restart_alt:")
