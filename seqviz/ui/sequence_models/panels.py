"""The panels of the training screens: the knobs of the models, and the charts beside and below them."""

from contextlib import AbstractContextManager

import streamlit as st

from seqviz.config import ForecastConfig
from seqviz.ui.bound import show
from seqviz.ui.page import Page
from seqviz.ui.sequence_models.charts import Look, error_chart, forecast_chart, horizon_chart
from seqviz.ui.sequence_models.facts import NOISY
from seqviz.ui.sequence_models.settings import ALONE, VIEW, change, feedback, key_of, knob, view
from seqviz.ui.sequence_models.transport import learning_rate

KNOB_HEIGHT = 84
"""Pixels that one more knob takes: the charts beside the knobs are as tall as they."""


def draw_panels(page: Page, config: ForecastConfig, look: Look) -> None:
    """Draw the knobs, which set ``config`` for the next run, and the charts of what is looked at."""
    wide = config.task == "forecast"
    height = (345 if wide else 375) + (KNOB_HEIGHT if config.source in NOISY else 0)
    columns = st.columns([1.1, 2, 2] if wide else [1.2, 4], gap="medium")
    with columns[0], _panel(page, "models", hint=f"models.{config.task}", history=look.facts.reach.before):
        _model_knobs(page, config)
        learning_rate(config, look.watch, page.t)
    with columns[1], _panel(page, "errors"):
        error_chart(page, look, height=height)
    if wide:
        with columns[2], _panel(page, "horizon"):
            horizon_chart(page, look, height=height)
    with _panel(page, config.task):
        if wide:
            _view_switches(page)
        forecast_chart(page, look)


def _panel(page: Page, name: str, *, hint: str = "", **values: object) -> AbstractContextManager[object]:
    text = page.t(f"sequence-models.{hint or name + '.hint'}", **values)
    return page.panel(name, title=page.t(f"sequence-models.{name}.title"), hint=text)


def _model_knobs(page: Page, config: ForecastConfig) -> None:
    t = page.t
    if config.task != "forecast":
        show(key_of("family"), config.family)
        st.segmented_control(
            t("sequence-models.setting.family"), ("window", "latent"), key=key_of("family"), required=True,
            format_func=lambda name: t(f"sequence-models.name.{name}"), on_change=change, args=("family",),
        )  # fmt: skip
    knob("tau", t, top=32)
    knob("width", t, top=128)
    if config.task == "forecast":
        knob("horizon", t)
    if config.source in NOISY:
        knob("noise", t, top=1)


def _view_switches(page: Page) -> None:
    """Draw what the forecast chart shows: how far ahead, and what the models read meanwhile."""
    t, labels = page.t, {k: page.t("sequence-models.k.steps", count=k) for k in VIEW["k"]}
    labels[ALONE] = t("sequence-models.k.alone")
    with st.container(horizontal=True, gap="medium"):
        for name, options in (("k", VIEW["k"]), ("feedback", ("prediction", "truth"))):
            key = key_of(f"pick-{name}")
            show(key, view(name) if name == "k" else feedback())
            st.segmented_control(
                t(f"sequence-models.{name}"), options, key=key, required=True, on_change=_pick, args=(name,),
                format_func=lambda option: labels.get(option) or t(f"sequence-models.feedback.{option}"),
                help=t(f"sequence-models.{name}.help"),
            )  # fmt: skip


def _pick(name: str) -> None:
    """Keep the choice under a key of its own: that of a widget is dropped while another screen is shown.

    Where Streamlit dropped it before the click was heard, there is no choice.
    """
    picked = st.session_state.get(key_of(f"pick-{name}"))
    if picked is not None:
        st.session_state[key_of(name)] = picked
