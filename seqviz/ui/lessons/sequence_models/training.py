"""The training screens: forecast, fill in, order. Two models in one run, looked at a few times a second."""

from contextlib import AbstractContextManager
from dataclasses import replace

import streamlit as st

from seqviz.components.readout import LiveFigure, readout
from seqviz.config.contest import Contest
from seqviz.config.forecast import ForecastConfig, contest_of
from seqviz.data.series.facts import HORIZONS, most_of
from seqviz.figures.forecast import TONES
from seqviz.figures.forecast_run import ALONE, NOISY
from seqviz.jobs.watch import Watch
from seqviz.records.forecast import CONTESTANTS, Facts, Feedback, HorizonAnswer, HorizonQuestion
from seqviz.text.numbers import number_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.knobs import learning_rate_knob
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.prediction import forget, predict, skip
from seqviz.ui.experiment.readings import device_text
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.status import status_line
from seqviz.ui.experiment.tied import tied
from seqviz.ui.experiment.timeline import time_travel
from seqviz.ui.experiment.transport import transport
from seqviz.ui.lessons.sequence_models.charts import Look, error_chart, forecast_chart, horizon_chart
from seqviz.ui.lessons.sequence_models.facts import facts_of, names_of
from seqviz.ui.lessons.sequence_models.outline import SequenceSettings, experiment_of
from seqviz.ui.lessons.sequence_models.questions import errors_of, outcome_of, question_of
from seqviz.ui.page import Page

STEPS = (10, 100)
SLOW = 10.0
"""Steps per second in slow motion."""
ASK_SECONDS = 0.3


def slot_of(page: Page, settings: SequenceSettings) -> Slot:
    """Return the place of this experiment on this series: each has a run of its own, which waits while others show."""
    config = experiment_of(settings)

    def fits(contest: Contest) -> bool:
        ran = trained(contest)
        return (ran.task, ran.source) == (config.task, config.source)

    return open_slot(f"{page.name}/{config.task}/{config.source}", ForecastConfig, fits=fits)


def training_screen(page: Page, settings: SequenceSettings) -> None:
    """Draw one experiment and keep it live."""
    slot = slot_of(page, settings)
    live(settings, slot, lambda: _draw(page, settings, slot))


def trained(contest: Contest) -> ForecastConfig:
    """Return the experiment that a contest is."""
    config = contest.configs[0]
    assert isinstance(config, ForecastConfig)
    return replace(config, model=None)


def _draw(page: Page, settings: SequenceSettings, slot: Slot) -> None:
    config, watch = experiment_of(settings), slot.watch
    contest, question, names = contest_of(config), question_of(page, config), names_of(page.t.language)
    with page.control_bar():
        transport(
            page,
            slot,
            contest,
            steps=STEPS,
            slow=SLOW,
            on_start=lambda: skip(settings, question),
            on_reset=lambda: forget(settings, question),
        )
        _figures(page, config, watch)
    status_line(page, settings, slot, contest, name=names.__getitem__)
    text, pictures = st.columns([1, 2.3], gap="medium")
    with text:
        predict(page, settings, question, outcome_of(page, config, watch))
        _model_knobs(page, settings, slot, config)
        page.lesson(config.task)
    with pictures:
        _pictures(page, settings, watch, config)


def _figures(page: Page, config: ForecastConfig, watch: Watch | None) -> None:
    """Draw the live figures; before the first run they stand there empty."""
    t, names = page.t, names_of(page.t.language)
    poll, errors = watch.poll if watch else None, (errors_of(watch) if watch else None) or {}
    described = watch.description(watch.names[0]) if watch else None
    values = [LiveFigure(label=t("sequence-models.figure.step"), value=t.number(poll.step) if poll else "", room=6)]
    for name in CONTESTANTS[config.task]:
        value = number_text(errors[name], t.language) if name in errors else ""
        about = t("sequence-models.figure.error.help")
        values.append(LiveFigure(label=names[name], value=value, colour=TONES[name], room=6, help=about))
    speed = t.number(poll.steps_per_second) if poll and poll.steps_per_second else ""
    values.append(LiveFigure(label=t("sequence-models.figure.speed"), value=speed, room=6))
    device = device_text(described)
    values.append(LiveFigure(label=t("sequence-models.figure.device"), value=device, words=True, room=18))
    readout(values, key="sequence-models.figures")


def _model_knobs(page: Page, settings: SequenceSettings, slot: Slot, config: ForecastConfig) -> None:
    """Draw what the next run will be made of, and the rate that turns this one."""
    t, series = page.t, facts_of(config).series
    reach = facts_of(config).reach
    with _panel(page, "models", hint=f"models.{config.task}", history=reach.before, after=reach.after):
        if config.task != "forecast":
            control(settings, "family", t, shape="buttons")
        control(settings, "tau", t, shape="slider", top=32, most=most_of(config, series, "tau"))
        control(settings, "width", t, shape="slider", top=128)
        if config.task == "forecast":
            control(settings, "horizon", t, shape="slider", most=most_of(config, series, "horizon"))
        if config.source in NOISY:
            control(settings, "noise", t, shape="slider", top=1)
        learning_rate_knob(page, settings, slot)


def _pictures(page: Page, settings: SequenceSettings, watch: Watch | None, config: ForecastConfig) -> None:
    """Draw the charts. What they show belongs to the run; the knobs already show what the next one will be."""
    wide = config.task == "forecast"
    shown = trained(watch.contest) if watch else config
    facts = facts_of(shown)
    k = settings.view.k if wide else 1
    above = st.container()
    past = time_travel(page, watch)
    feedback = settings.view.feedback if wide else "prediction"
    answers = _answers(watch, facts, past, feedback, alone=wide and k == ALONE)
    look = Look(config=shown, watch=watch, facts=facts, k=k, past=past, answers=answers)
    with above:
        columns = st.columns(2 if wide else 1, gap="medium")
        with columns[0], _panel(page, "errors"):
            error_chart(page, look, height=240)
        if wide:
            with columns[1], _panel(page, "horizon"):
                horizon_chart(page, look, height=240)
    with _panel(page, config.task):
        if wide:
            _view_switches(page, settings, facts)
        forecast_chart(page, look)


def _answers(
    watch: Watch | None, facts: Facts, past: int | None, feedback: Feedback, *, alone: bool
) -> dict[str, HorizonAnswer]:
    """Keep asking each contestant for its forecasts; return those that answer what is asked now."""
    if watch is None:
        return {}
    horizons = tuple(sorted({*HORIZONS, facts.split.furthest}))
    question = HorizonQuestion(horizons=horizons, feedback=feedback, alone=alone)
    asked = {name: watch.ask("horizon", question, name, past=past, every=ASK_SECONDS) for name in watch.names}
    return {name: standing.answer for name, standing in asked.items() if standing.current}


def _view_switches(page: Page, settings: SequenceSettings, facts: Facts) -> None:
    """Draw what the forecast chart shows: how far ahead, and what the models read meanwhile."""
    t = page.t
    distances = (*facts.baselines.horizons, ALONE)
    with st.container(horizontal=True, gap="medium"):
        now = ALONE if settings.view.k == ALONE else facts.nearest_horizon(settings.view.k)
        st.segmented_control(
            t("sequence-models.setting.k"),
            distances,
            format_func=lambda k: t("sequence-models.k.alone") if k == ALONE else t.number(k),
            required=True,
            help=t("sequence-models.setting.k.help"),
            **tied("sequence-models.k", now, settings.taker("k"), options=distances).default,
        )
        control(settings, "feedback", t, shape="buttons", width="content")


def _panel(page: Page, name: str, *, hint: str = "", **values: object) -> AbstractContextManager[object]:
    text = page.t(f"sequence-models.{hint or name + '.hint'}", **values)
    return page.panel(name, title=page.t(f"sequence-models.{name}.title"), hint=text)
