"""The control bar: transport, live figures, the two knobs that matter, the device."""

import math
from dataclasses import replace

import streamlit as st

from seqviz.components.readout import LiveFigure, readout
from seqviz.config import LanguageModelConfig
from seqviz.metrics.perplexity import perplexity
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.ui.lab import session
from seqviz.ui.lab.settings import current_config, set_config
from seqviz.ui.live.watch import Watch

STEPS = (1, 10, 100)
SLOW_STEPS_PER_SECOND = 2.0
NO_CLIPPING = math.inf
LEARNING_RATES = (*(digit * 10.0**power for power in range(-5, 1) for digit in (1, 2, 5)), 10.0)
THETAS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 100.0)


def transport(config: LanguageModelConfig, watch: Watch | None, t: Catalog) -> None:
    """Draw the buttons. What each does happens in its callback, before the page is drawn again."""
    status = watch.poll.status if watch else None
    if status in ("starting", "training"):
        st.button(
            t("lab.pause"), icon=":material/pause:", type="primary", on_click=_command, args=("pause",), key="lab.pause"
        )
    elif status in ("paused", "orphaned"):
        st.button(
            t("lab.resume"),
            icon=":material/play_arrow:",
            type="primary",
            on_click=_command,
            args=("resume",),
            key="lab.resume",
        )
    else:
        st.button(
            t("lab.train"),
            icon=":material/play_arrow:",
            type="primary",
            on_click=_train,
            args=(config,),
            key="lab.train",
        )
    for count in STEPS:
        st.button(
            t("lab.step", count=count), on_click=_step, args=(config, count), key=f"lab.step-{count}",
            help=t("lab.step.help", count=count), disabled=watch is not None and watch.poll.ended,
        )  # fmt: skip
    st.button(t("lab.reset"), on_click=_reset, key="lab.reset", help=t("lab.reset.help"), disabled=watch is None)
    st.toggle(t("lab.slow"), key="lab.slow", on_change=_slow, help=t("lab.slow.help"))


def figures(watch: Watch | None, t: Catalog) -> None:
    """Draw the live figures; before the first run they stand there empty."""
    log = watch.curves if watch else None
    poll = watch.poll if watch else None
    batch = watch.run.config.batch_size * watch.run.config.steps if watch else 0
    speed = poll.steps_per_second if poll else 0.0
    description = poll.description if poll else None
    readout(
        [
            LiveFigure(label=t("lab.figure.step"), value=t.number(poll.step) if poll else "", room=7),
            LiveFigure(
                label=t("lab.figure.validation"),
                value=perplexity_text(log.validation_loss if log else None),
                colour="validation",
            ),
            LiveFigure(
                label=t("lab.figure.training"),
                value=perplexity_text(log.training_loss if log else None),
                colour="training",
            ),
            LiveFigure(
                label=t("lab.figure.steps-per-second"), value=t.number(speed, digits=1) if speed else "", room=6
            ),
            LiveFigure(label=t("lab.figure.tokens-per-second"), value=t.number(speed * batch) if speed else "", room=8),
            LiveFigure(label=t("lab.figure.elapsed"), value=_clock(poll.elapsed) if poll else "", room=6),
            LiveFigure(
                label=t("lab.figure.device"), value=description.device if description else "", words=True, room=20
            ),
        ],
        key="lab.figures",
    )


def knobs(config: LanguageModelConfig, watch: Watch | None, t: Catalog) -> None:
    """Draw learning rate and theta: they change the run while it trains, and the settings while none does."""
    _knob("learning_rate", LEARNING_RATES, config, watch, t)
    _knob("theta", (*THETAS, NO_CLIPPING), config, watch, t)


def _knob(name: str, grid: tuple[float, ...], config: LanguageModelConfig, watch: Watch | None, t: Catalog) -> None:
    """A slider over round values, with the value in force among them. It is a new one for every run."""
    live = _live(watch)
    run = live.run.id if live is not None else "-".join(config.to_query().values())
    key = f"lab.live-{name}-{run}"
    value = st.session_state.setdefault(key, _in_force(name, config, live))
    st.select_slider(
        t(f"lab.knob.{name}"), sorted({*grid, value}), key=key, help=t(f"lab.knob.{name}.help"),
        format_func=lambda value: t("lab.no-clipping") if value == NO_CLIPPING else f"{value:g}",
        on_change=_turn, args=(name, key), width=170,
    )  # fmt: skip


def _live(watch: Watch | None) -> Watch | None:
    return watch if watch is not None and not watch.poll.ended else None


def _in_force(name: str, config: LanguageModelConfig, live: Watch | None) -> float:
    """The value that the last step used: after a reload it may differ from the setting that the run began with."""
    if live is not None and live.curves.steps:
        value: float | None = getattr(live.curves.steps[-1], name)
        return NO_CLIPPING if value is None else value
    config = config if live is None else live.run.config
    return config.learning_rate if name == "learning_rate" else config.theta if config.clip else NO_CLIPPING


def _turn(name: str, key: str) -> None:
    value = st.session_state[key]
    if _live(st.session_state.get(session.WATCH)) is not None:
        _command(name, value)
    elif name == "learning_rate":
        set_config(replace(current_config(), learning_rate=value))
    elif value == NO_CLIPPING:
        set_config(replace(current_config(), clip=False))
    else:
        set_config(replace(current_config(), clip=True, theta=value))


def _train(config: LanguageModelConfig, *, steps: int | None = None) -> None:
    session.start(config, steps=steps)
    if st.session_state.get("lab.slow"):
        _slow()


def _step(config: LanguageModelConfig, count: int) -> None:
    if st.session_state.get(session.WATCH) is None:
        _train(config, steps=count)
    else:
        _command("step", count)


def _reset() -> None:
    session.discard()


def _slow() -> None:
    _command("speed", SLOW_STEPS_PER_SECOND if st.session_state["lab.slow"] else None)


def _command(name: str, value: float | None = None) -> None:
    """Tell the run; a run that is gone says so in its next poll."""
    watch: Watch | None = st.session_state.get(session.WATCH)
    if watch is None:
        return
    try:
        watch.run.command(name, value)
    except Problem as problem:
        st.session_state[session.PROBLEM] = problem
    watch.refresh()


def perplexity_text(loss: float | None) -> str:
    """Return the perplexity of a loss in nats in a few characters, however large; nothing while there is none."""
    if loss is None:
        return ""
    value = perplexity(loss) if math.isfinite(loss) else math.inf
    return "∞" if value == math.inf else f"{value:.2f}" if value < 1000 else f"{value:.0e}"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
