"""The training screens: forecast, fill in, order. A fragment looks at the run a few times a second."""

from collections.abc import Mapping
from contextlib import AbstractContextManager

import streamlit as st

from seqviz.components.timeline import timeline
from seqviz.config import ForecastConfig
from seqviz.records.forecast import HorizonQuestion
from seqviz.records.jobs import RunStatus
from seqviz.ui.page import Page
from seqviz.ui.sequence_models import session
from seqviz.ui.sequence_models.charts import error_chart, forecast_chart, horizon_chart
from seqviz.ui.sequence_models.facts import HORIZONS, Facts, facts_of
from seqviz.ui.sequence_models.predictions import predicted
from seqviz.ui.sequence_models.questions import ask_first
from seqviz.ui.sequence_models.settings import (
    ALONE,
    VIEW,
    change,
    feedback,
    key_of,
    knob,
    say,
    settings_of_page,
    view,
)
from seqviz.ui.sequence_models.transport import figures, learning_rate, transport
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
    _panels(page, config, shown, watch, facts)


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
    if watch.outcome is not None:
        st.error(t("sequence-models.diverged", step=watch.outcome.step, good=watch.outcome.last_good_step))
    elif watch.run.config != config:
        st.info(t("sequence-models.settings-changed"), icon=":material/restart_alt:")


def _panels(
    page: Page, config: ForecastConfig, shown: ForecastConfig, watch: ForecastWatch | None, facts: Facts
) -> None:
    """Draw the knobs of ``config``, and the charts of the run, whose settings are ``shown``."""
    k = view("k") if config.task == "forecast" else 1
    wide = config.task == "forecast"
    columns = st.columns([1.1, 2, 2] if wide else [1.2, 4], gap="medium")
    with columns[0], _panel(page, "models", hint=f"models.{config.task}", history=facts.reach.before):
        _model_knobs(page, config)
        learning_rate(config, watch, page.t)
    with columns[1], _panel(page, "errors"):
        error_chart(page, shown, watch, k)
    if wide:
        with columns[2], _panel(page, "horizon"):
            horizon_chart(page, shown, watch, k)
    with _panel(page, config.task):
        if wide:
            _view_switches(page)
        forecast_chart(page, shown, watch, facts, k)


def _panel(page: Page, name: str, *, hint: str = "", **values: object) -> AbstractContextManager[object]:
    text = page.t(f"sequence-models.{hint or name + '.hint'}", **values)
    return page.panel(name, title=page.t(f"sequence-models.{name}.title"), hint=text)


def _model_knobs(page: Page, config: ForecastConfig) -> None:
    t = page.t
    if config.task != "forecast":
        st.session_state[key_of("family")] = config.family
        st.segmented_control(
            t("sequence-models.setting.family"), ("window", "latent"), key=key_of("family"), required=True,
            format_func=lambda name: t(f"sequence-models.name.{name}"), on_change=change, args=("family",),
        )  # fmt: skip
    knob("tau", t, top=32)
    knob("width", t, top=128)
    if config.task == "forecast":
        knob("horizon", t)
    if config.source in ("sine", "ratings"):
        knob("noise", t, top=1)


def _view_switches(page: Page) -> None:
    """Draw what the forecast chart shows: how far ahead, and what the models read meanwhile."""
    t, labels = page.t, {k: page.t("sequence-models.k.steps", count=k) for k in VIEW["k"]}
    labels[ALONE] = t("sequence-models.k.alone")
    with st.container(horizontal=True, gap="large"):
        for name, options in (("k", VIEW["k"]), ("feedback", ("prediction", "truth"))):
            key = key_of(f"pick-{name}")
            st.session_state[key] = view(name) if name == "k" else feedback()
            st.segmented_control(
                t(f"sequence-models.{name}"), options, key=key, required=True, on_change=_pick, args=(name,),
                format_func=lambda option: labels.get(option) or t(f"sequence-models.feedback.{option}"),
                help=t(f"sequence-models.{name}.help"),
            )  # fmt: skip


def _pick(name: str) -> None:
    """Keep the choice under a key of its own: that of a widget is dropped while another screen is shown."""
    st.session_state[key_of(name)] = st.session_state[key_of(f"pick-{name}")]
