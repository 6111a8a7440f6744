"""The live view: a fragment that looks at the run a few times a second and redraws what has changed."""

import streamlit as st

from seqviz.components.board import board
from seqviz.components.board_frame import CURVE_PANELS, INSIDE_PANELS
from seqviz.components.timeline import timeline
from seqviz.config import LanguageModelConfig
from seqviz.records.jobs import RunStatus
from seqviz.records.training import ProbeQuestion, SampleQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.address import shown_problem
from seqviz.ui.lab import session
from seqviz.ui.lab.prediction import prediction_row
from seqviz.ui.lab.settings import current_config
from seqviz.ui.lab.transport import figures, knobs, transport
from seqviz.ui.live.drawing import board_labels, figure_templates
from seqviz.ui.live.frames import curves_frame, inside_frame
from seqviz.ui.live.watch import Watch
from seqviz.ui.page import Page

PERIOD: dict[RunStatus, float] = {"starting": 0.1, "training": 0.2, "paused": 0.5, "orphaned": 0.5}
"""Seconds between two looks; a run that has ended needs none."""


def live_view(page: Page, config: LanguageModelConfig) -> None:
    """Draw the control bar, time travel, the board and its questions, and keep them live."""
    watch = session.current_watch()
    status = watch.poll.status if watch else None
    waiting = watch is not None and (watch.probe.waiting or watch.sample.waiting)
    period = PERIOD.get(status, 0.3 if waiting else None) if status else None
    st.fragment(_tick, run_every=period)(page, config, status)


def _tick(page: Page, config: LanguageModelConfig, drawn_for: RunStatus | None) -> None:
    """One look. Where the run or the settings have changed since the page was drawn, the whole page is drawn again."""
    t = page.t
    watch = session.current_watch()
    if watch is not None:
        watch.refresh()
    if (watch.poll.status if watch else None) != drawn_for or current_config() != config:
        st.rerun()
    with page.control_bar(), st.container(gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            transport(config, watch, t)
            st.space("stretch")
            knobs(config, watch, t)
        figures(watch, t)
    prediction_row(watch, t)
    _say(watch, config, page)
    _curves(watch, t)
    past = _time_travel(watch, page)
    probe, sample = _questions(config, page)
    if watch is not None:
        _ask(watch, probe, sample, past, t)
    _inside(watch, config, t)


def _curves(watch: Watch | None, t: Catalog) -> None:
    """Draw the charts: what the run has done so far."""
    parameters = watch.poll.description.parameters if watch and watch.poll.description else ()
    board(
        curves_frame(watch, t), key="lab.curves", labels=board_labels(t, empty="curves"),
        figures=figure_templates(t.language, parameters), panels=CURVE_PANELS,
    )  # fmt: skip


def _ask(watch: Watch, probe: ProbeQuestion, sample: SampleQuestion, past: int | None, t: Catalog) -> None:
    """Keep the answers fresh, and say what is wrong with a question."""
    watch.ask(probe, sample, past=past)
    for standing in (watch.probe, watch.sample):
        if standing.problem is not None:
            st.warning(shown_problem(standing.problem, t))
    if watch.probe.answer is not None and watch.probe.answer.unknown:
        st.caption(t("lab.unknown", tokens=plain(" ".join(watch.probe.answer.unknown[:12]))))


def _inside(watch: Watch | None, config: LanguageModelConfig, t: Catalog) -> None:
    """Draw the panels that obey the learner's sentence and the time travel above them."""
    board(
        inside_frame(watch, t), key="lab.inside", labels=board_labels(t, empty="inside"), figures={},
        panels=INSIDE_PANELS, bands={"rnn": 1, "gru": 4, "lstm": 6}[config.cell],
    )  # fmt: skip


def _say(watch: Watch | None, config: LanguageModelConfig, page: Page) -> None:
    """Say what has gone wrong, or that the settings have moved on from the run."""
    t = page.t
    if (refused := session.start_problem()) is not None:
        st.error(shown_problem(refused, t))
    if watch is None:
        return
    if watch.poll.problem is not None:
        st.error(shown_problem(watch.poll.problem, t))
    if watch.outcome is not None:
        st.error(t("lab.diverged", step=watch.outcome.step, good=watch.outcome.last_good_step))
    elif watch.run.config != config:
        st.info(t("lab.settings-changed"), icon=":material/restart_alt:")


def _time_travel(watch: Watch | None, page: Page) -> int | None:
    t = page.t
    return timeline(
        watch.poll.checkpoints if watch else (), now=watch.poll.step if watch else 0, key="lab.timeline",
        label=t("lab.timeline"), live_label=t("lab.timeline.live"), past_label=t("lab.timeline.past"),
        back_label=t("lab.timeline.back"),
    )  # fmt: skip


def _questions(config: LanguageModelConfig, page: Page) -> tuple[ProbeQuestion, SampleQuestion]:
    """Draw the learner's probe sentence, prefix and temperature."""
    t = page.t
    text = config.text
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="lab-questions"):
        probe = st.text_input(
            t("lab.probe"), t(f"lab.default-probe.{text}"), key=f"lab.probe-{text}",
            help=t("lab.probe.help"), persist_state="session",
        )  # fmt: skip
        prefix = st.text_input(
            t("lab.prefix"), t(f"lab.default-prefix.{text}"), key=f"lab.prefix-{text}",
            help=t("lab.prefix.help"), width=200, persist_state="session",
        )  # fmt: skip
        temperature = st.slider(
            t("lab.temperature"), 0.0, 2.0, 0.6, 0.1, key="lab.temperature", help=t("lab.temperature.help"), width=200,
            persist_state="session",
        )  # fmt: skip
    return ProbeQuestion(text=probe), SampleQuestion(prefix=prefix, temperature=temperature)
