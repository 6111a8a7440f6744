"""What every page with a live language model keeps and asks: its sentence, what it writes, its rivals."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from seqviz.config.contest import Budget, Contest
from seqviz.config.fields import check, choice, number, text
from seqviz.config.language_model import SIGMOID_GATES, LanguageModelConfig
from seqviz.config.rivals import Rival, contest_of, rivals_field
from seqviz.data.texts import like_text, own_text
from seqviz.jobs.watch import Watch
from seqviz.records.problem import Problem
from seqviz.records.training import ProbeQuestion, SampleQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.reading import EncodingChoice, encoding_field
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.tied import tied
from seqviz.ui.page import Page

LONGEST_PROBE = 200
LONGEST_PREFIX = 80
FIRST_WORDS = 48
SAMPLE_SECONDS = 2.0
Said = Callable[[Settings[Any, Any], Catalog], str]


@dataclass(frozen=True, kw_only=True)
class LanguageModelView:
    """What the address of such a page restores besides the model.

    An empty ``probe`` or ``prefix`` stands for the one that goes with the text. ``looked_at`` is the contestant whose
    inside is shown, where there are more than two. ``encoding`` is how a learner's file is read.
    """

    probe: str = text(longest=LONGEST_PROBE)
    prefix: str = text(longest=LONGEST_PREFIX)
    temperature: float = number(0.6, 0.0, 2.0)
    rivals: tuple[Rival, ...] = rivals_field()
    budget: Budget = choice("steps", Budget)
    axis: Budget = choice("steps", Budget, key="axis")
    looked_at: str = text("a", longest=1, key="inside")
    encoding: EncodingChoice = encoding_field()

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a value outside its range."""
        check(self)


def without_effect(config: LanguageModelConfig) -> frozenset[str]:
    """Return the settings that change nothing about such a model."""
    names = {"reset": config.cell == "gru", "forget_bias": config.cell == "lstm", "theta": config.clip}
    names["held"] = bool(SIGMOID_GATES[config.cell])
    return frozenset(name for name, effective in names.items() if not effective)


def contest(settings: Settings[Any, Any]) -> Contest:
    """Return what the page would train now."""
    return contest_of(settings.config, settings.view.rivals, settings.view.budget)


def probe_of(settings: Settings[Any, Any], t: Catalog) -> str:
    """Return the sentence to look inside: the learner's, or the one that goes with the text."""
    return str(settings.view.probe) or _own(settings, FIRST_WORDS) or t(f"kit.probe.{settings.config.text}")


def probed_text(settings: Settings[Any, Any], t: Catalog) -> str:
    """Return that sentence as the text itself is written."""
    return _as_text(settings, probe_of(settings, t))


def prefix_of(settings: Settings[Any, Any], t: Catalog) -> str:
    """Return where the text that the model writes begins."""
    return str(settings.view.prefix) or _own(settings, 10) or t(f"kit.prefix.{settings.config.text}")


def _as_text(settings: Settings[Any, Any], line: str) -> str:
    """Write a line as the text itself is written; one that would vanish stays, so that its tokens are named."""
    return like_text(settings.config.text, line) or line


def why_not(problem: Problem, t: Catalog) -> str:
    """Say why there is no answer; what the page asks by itself is no question of the learner's."""
    return t("kit.late") if problem.key in ("jobs.slow", "jobs.silent", "jobs.busy") else sentence(problem, t)


def _own(settings: Settings[Any, Any], length: int) -> str:
    """The beginning of the learner's own text, cut after a word where there are words."""
    if settings.config.text != "own" or not settings.config.own_text:
        return ""
    try:
        beginning = own_text(settings.config.own_text[: 8 * length]).text[: length + 1]
    except Problem:
        return ""
    return beginning[:length].rpartition(" ")[0] if " " in beginning[length // 2 :] else beginning[:length]


def question_row(page: Page, settings: Settings[Any, Any], *, writing: bool = False) -> DeltaGenerator:
    """Draw the learner's sentence, where it is asked for with what the model writes; return the row, to go on in it."""
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key=f"questions-{page.name}")
    with row:
        _line(page, settings, "probe", probe_of, LONGEST_PROBE)
        if writing:
            writing_row(page, settings, width=300)
    return row


def writing_row(page: Page, settings: Settings[Any, Any], *, width: int | Literal["stretch"] = "stretch") -> None:
    """Draw where the text that the model writes begins, and how daring it is."""
    t = page.t
    with st.container(
        horizontal=True, vertical_alignment="bottom", gap="medium", width=width, key=f"writing-{page.name}"
    ):
        _line(page, settings, "prefix", prefix_of, LONGEST_PREFIX)
        st.slider(
            t("kit.temperature"), 0.0, 2.0, step=0.1, help=t("kit.temperature.help"), width=130,
            **tied(f"{page.name}.temperature", float(settings.view.temperature), settings.taker("temperature")).value,
        )  # fmt: skip


def _line(page: Page, settings: Settings[Any, Any], name: str, said: Said, longest: int) -> None:
    """Draw a line of the learner's; an emptied one brings the usual line back."""
    t = page.t
    usual = said(Settings(settings.outline, settings.config, settings.outline.view()), t)

    def take(written: str | None) -> None:
        settings.change(**{name: "" if not written or written == usual else written})

    st.text_input(
        t(f"kit.{name}"), help=t(f"kit.{name}.help"), max_chars=longest,
        **tied(f"{page.name}.{name}", said(settings, t), take).value,
    )  # fmt: skip


def inside_of(settings: Settings[Any, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the contestants whose inside is shown: up to two side by side, of more the chosen one."""
    if len(names) <= 2:
        return names
    return (settings.view.looked_at if settings.view.looked_at in names else names[0],)


def ask(page: Page, settings: Settings[Any, Any], watch: Watch, *, past: int | None) -> None:
    """Keep the look inside and the sample of each contestant on show fresh, and say what is wrong with a question."""
    t = page.t
    probe, prefix = ProbeQuestion(text=probed_text(settings, t)), _as_text(settings, prefix_of(settings, t))
    sample = SampleQuestion(prefix=prefix, temperature=settings.view.temperature)
    problems: dict[str, None] = {}
    for name in inside_of(settings, watch.names):
        looks = watch.ask("probe", probe, name, past=past)
        writes = watch.ask("sample", sample, name, past=past, every=SAMPLE_SECONDS)
        for standing in (looks, writes):
            if standing.problem is not None:
                problems[why_not(standing.problem, t)] = None
        if looks.answer is not None and looks.answer.unknown:
            problems[t("kit.unknown", tokens=plain(" ".join(looks.answer.unknown[:12])))] = None
    with st.container():
        for said in problems:
            st.caption(f":material/error: {said}")
