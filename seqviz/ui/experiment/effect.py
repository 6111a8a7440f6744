"""What an intervention does, on any page: what the model expects next, for how long it is felt, and what it writes.

Everything is asked about one kept state of the run, so that both sides come from the same weights; the run itself
trains on and notices nothing.
"""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config.language_model import LanguageModelConfig
from seqviz.data.texts import like_text
from seqviz.figures.effects import divergence_bars, next_bars
from seqviz.jobs.watch import Watch
from seqviz.records.effects import EffectAnswer, EffectQuestion
from seqviz.records.problem import Problem
from seqviz.records.training import Intervention, SampleQuestion
from seqviz.text.numbers import count_text
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.page import Page

_AT = "looked-at-step"
LEARNT = 100
"""Steps after which a model is worth looking at: an earlier state gives way to the first of these."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The model that is looked at: a contestant of a run after ``at`` steps, and the page that looks.

    ``past`` is the kept state that answers, ``None`` where the run rests and its present stays as it is.
    """

    page: Page
    settings: Settings[Any, Any]
    watch: Watch
    name: str
    at: int
    past: int | None

    @property
    def config(self) -> LanguageModelConfig:
        """What was trained."""
        found = self.watch.contest.configs[self.watch.names.index(self.name)]
        assert isinstance(found, LanguageModelConfig)
        return found

    def ask(self, what: str, question: Any) -> Any:
        """Return the answer about this model, ``None`` while it is on its way; a ``Problem`` where there is none.

        An answer about another state than the others is none: the run has let go of theirs in the meantime.
        """
        standing = self.watch.ask(what, question, self.name, past=self.past)
        if standing.problem is not None and standing.settled:
            return standing.problem
        return standing.answer if standing.current and standing.answer.step == self.at else None


def subject_of(page: Page, settings: Settings[Any, Any], watch: Watch | None, past: int | None) -> Subject | None:
    """Return the page's own model: at the ``past`` step, as it is where the run rests, else at a kept state.

    While it trains that is the newest state that was kept when it was looked at first.

    ``None``, and a sentence, while there is no model that has learnt something.
    """
    kept = [step for step in watch.poll.checkpoints if step > 0] if watch is not None else []
    rests = watch is not None and watch.poll.status not in ("queued", "starting", "training")
    if watch is None or not (kept or (rests and watch.poll.step)):
        st.info(page.t("hold.wait"), icon=":material/play_arrow:")
        return None
    at = watch.memory.get(_AT)
    if past is not None and past > 0:
        at = past
    elif rests:
        watch.memory.pop(_AT, None)
        return Subject(page=page, settings=settings, watch=watch, name=watch.names[0], at=watch.poll.step, past=None)
    elif at not in kept or at < LEARNT <= kept[-1]:  # none yet, or thinned since, or looked at before it had learnt
        at = watch.memory[_AT] = kept[-1]
    return Subject(page=page, settings=settings, watch=watch, name=watch.names[0], at=at, past=at)


def freshness(subject: Subject) -> None:
    """Say which state is looked at, and offer the present one."""
    t, watch = subject.page.t, subject.watch
    newest = watch.poll.checkpoints[-1]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(t("hold.at", step=count_text(subject.at, t.language)), width="content")
        if subject.past is not None and newest != subject.at:
            st.button(
                t("hold.anew", step=count_text(newest, t.language)), key=f"{subject.page.name}.look-anew",
                type="tertiary", on_click=watch.memory.update, args=({_AT: newest},),
            )  # fmt: skip


def effect_of(subject: Subject, text: str, hold: tuple[Intervention, ...]) -> EffectAnswer | None:
    """Return what the interventions change along a text; say why, where there is no answer."""
    found = subject.ask("effect", EffectQuestion(text=as_text(subject, text), hold=hold))
    if isinstance(found, Problem):
        st.caption(f":material/error: {sentence(found, subject.page.t)}")
        return None
    assert found is None or isinstance(found, EffectAnswer)
    return found


def as_text(subject: Subject, line: str) -> str:
    """Write a line as the model's own text is written; one that would vanish stays."""
    return like_text(subject.config.text, line) or line


def felt(subject: Subject, found: EffectAnswer, *, place: int | None = None) -> None:
    """Draw the divergence along the text; with the place of an edit, counted from 0."""
    t = subject.page.t
    figure = divergence_bars(
        found.tokens, found.divergence, place=place, edited=t("hold.edited-here"), y=t("hold.nats")
    )
    with subject.page.panel(f"felt-{subject.page.name}", title=t("hold.felt"), hint=t("hold.felt.hint")):
        chart(figure, key=f"{subject.page.name}.felt", label=t("hold.felt"))


def expected_next(subject: Subject, found: EffectAnswer, position: int) -> None:
    """Draw what both models expect after the token at ``position``."""
    t, position = subject.page.t, min(position, len(found.tokens) - 1)
    joiner = " " if subject.config.unit == "word" else ""
    read = joiner.join(found.tokens[max(0, position - 11) : position + 1]).replace(" ", "·")
    title = t("hold.next", text=f"…{read}")
    with subject.page.panel(f"next-{subject.page.name}", title=title, hint=t("hold.next.hint")):
        figure = next_bars(found.likely[position], names=(t("hold.without"), t("hold.with")))
        chart(figure, key=f"{subject.page.name}.next", label=title)


def written(subject: Subject, prefix: str, hold: tuple[Intervention, ...]) -> None:
    """Draw what the model writes without and with the interventions: same seed, same temperature."""
    t, temperature = subject.page.t, float(subject.settings.value("temperature"))
    prefix = as_text(subject, prefix)
    with subject.page.panel(
        f"written-{subject.page.name}", title=t("hold.written"), hint=t("hold.written.hint", value=f"{temperature:g}")
    ):
        columns, sides = st.columns(2), (("without", ()), ("with", hold))
        for column, (name, what) in zip(columns, sides, strict=True):
            question = SampleQuestion(prefix=prefix, temperature=temperature, hold=what)
            answer = subject.ask(f"written-{name}", question)
            with column:
                st.caption(t("hold.with" if name == "with" else "hold.without"))
                if isinstance(answer, Problem):
                    st.caption(f":material/error: {sentence(answer, t)}")
                else:
                    st.text(f"{answer.prefix}{answer.text}" if answer is not None else "…")
