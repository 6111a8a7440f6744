"""The control bar of the training screens: transport and live figures; and the knob that turns a running model."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from seqviz.components.readout import LiveFigure, readout
from seqviz.config import ForecastConfig
from seqviz.figures.forecast import TONES
from seqviz.records.forecast import CONTESTANTS
from seqviz.text.catalog import Catalog
from seqviz.ui.bound import show
from seqviz.ui.sequence_models import session
from seqviz.ui.sequence_models.facts import names_of
from seqviz.ui.sequence_models.predictions import forget
from seqviz.ui.sequence_models.settings import current_config, set_config
from seqviz.ui.sequence_models.watch import ForecastWatch

STEP = 10
SLOW = 10.0
"""Steps per second in slow motion."""
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 1.0, 10.0)


def transport(config: ForecastConfig, watch: ForecastWatch | None, subject: str, t: Catalog, *, closed: bool) -> None:
    """Draw the buttons; ``closed``: the learner has not predicted yet."""
    status = watch.poll.status if watch else None
    current = watch is not None and watch.run.config == config
    ended = watch is not None and current and watch.poll.ended
    if current and status in ("starting", "training"):
        _button("pause", t, "pause", session.command, "pause")
    elif current and status in ("paused", "orphaned"):
        _button("resume", t, "play_arrow", session.command, "resume")
    else:
        _button("again" if watch else "train", t, "play_arrow", _start, config, disabled=closed)
    st.button(
        t("sequence-models.step", count=STEP), key="sequence-models.step", on_click=_step, args=(config,),
        help=t("sequence-models.step.help", count=STEP), disabled=closed or ended,
    )  # fmt: skip
    st.button(
        t("sequence-models.reset"), key="sequence-models.reset", on_click=_reset, args=(subject,),
        help=t("sequence-models.reset.help"),
    )  # fmt: skip
    st.toggle(
        t("sequence-models.slow"), key="sequence-models.slow", on_change=_slow, help=t("sequence-models.slow.help")
    )


def figures(config: ForecastConfig, watch: ForecastWatch | None, t: Catalog) -> None:
    """Draw the live figures; before the first run they stand there empty."""
    poll, names = watch.poll if watch else None, names_of(t.language)
    newest = watch.evaluations[-1].errors if watch and watch.evaluations else ("", "")
    described = poll.description if poll else None
    values = [LiveFigure(label=t("sequence-models.figure.step"), value=t.number(poll.step) if poll else "", room=6)]
    for name, error in zip(CONTESTANTS[config.task], newest, strict=True):
        text = f"{error:.3g}" if isinstance(error, float) else ""
        values.append(
            LiveFigure(
                label=names[name], value=text, colour=TONES[name], room=6, help=t("sequence-models.figure.error.help")
            )
        )
    speed = poll.steps_per_second if poll else 0.0
    values += [
        LiveFigure(label=t("sequence-models.figure.speed"), value=t.number(speed) if speed else "", room=6),
        LiveFigure(
            label=t("sequence-models.figure.device"), value=described.device if described else "", words=True, room=18
        ),
    ]
    readout(values, key="sequence-models.figures")


def learning_rate(config: ForecastConfig, watch: ForecastWatch | None, t: Catalog) -> None:
    """Draw the learning rate: it changes the run while it trains, and the settings while none does."""
    live = watch if watch is not None and not watch.poll.ended else None
    if live is None:
        key, value = "sequence-models.live-rate", config.learning_rate
        show(key, value)
    else:
        key = f"sequence-models.live-rate-{live.run.id}"
        value = st.session_state.setdefault(key, live.learning_rate or live.run.config.learning_rate)
    st.select_slider(
        t("sequence-models.setting.learning_rate"), sorted({*RATES, value}), key=key,
        format_func=lambda value: f"{value:g}", on_change=_turn, args=(key, live is not None),
        help=t("sequence-models.setting.learning_rate.live"),
    )  # fmt: skip


def _button(
    name: str, t: Catalog, icon: str, act: Callable[..., None], argument: object, *, disabled: bool = False
) -> None:
    st.button(
        t(f"sequence-models.{name}"), icon=f":material/{icon}:", type="primary", key=f"sequence-models.{name}",
        on_click=act, args=(argument,), disabled=disabled,
    )  # fmt: skip


def _turn(key: str, live: bool) -> None:
    if live:
        session.command("learning_rate", st.session_state[key])
    else:
        set_config(replace(current_config(), learning_rate=st.session_state[key]))


def _start(config: ForecastConfig, *, steps: int | None = None) -> None:
    session.start(config, steps=steps)
    if st.session_state.get("sequence-models.slow"):
        _slow()


def _step(config: ForecastConfig) -> None:
    watch: ForecastWatch | None = st.session_state.get(session.WATCH)
    if watch is not None and watch.run.config == config:
        session.command("step", STEP)
    else:
        _start(config, steps=STEP)


def _reset(subject: str) -> None:
    session.discard()
    forget(subject)


def _slow() -> None:
    session.command("speed", SLOW if st.session_state.get("sequence-models.slow") else None)
