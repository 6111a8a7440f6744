"""Exercises: the answer is always computed, from fresh numbers or from the run; one click sets the controls.

An arithmetic exercise makes a fresh instance whenever it is asked again. An experiment sets the page's controls and is
judged by what the page computes then.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from seqviz.exercises.instance import Instance, read_number
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.tied import tied
from seqviz.ui.page import Page
from seqviz.ui.progress import remember_answer

_STATE = "exercises"


@dataclass(frozen=True, kw_only=True)
class Arithmetic:
    """An exercise with a number for an answer.

    The labels are ``<page>.exercise.<name>`` (the text, with the instance's values) and, for each mistake that is
    known, ``<page>.exercise.<name>.<mistake>``; ``make`` draws an instance.
    """

    name: str
    make: Callable[[np.random.Generator], Instance]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the page found: whether the task is ``done`` (``None``: it cannot be said yet), and it in numbers."""

    done: bool | None
    measured: str = ""


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """An exercise that is solved on the page: ``set_up`` are the settings to begin with, ``judge`` looks at the page.

    The label is ``<page>.exercise.<name>``.
    """

    name: str
    set_up: Mapping[str, Any]
    judge: Callable[[], Told]


Exercise = Arithmetic | Experiment


@dataclass
class _Attempt:
    """Where the learner stands with one arithmetic exercise."""

    seed: int
    said: str = ""
    verdict: str | None = None


def exercises(page: Page, settings: Settings[Any, Any], tasks: Sequence[Exercise]) -> None:
    """Draw the exercises of a page, one below the other; nothing while there is none."""
    if not tasks:
        return
    with page.panel(f"exercises-{page.name}", title=page.t("kit.exercises"), hint=page.t("kit.exercises.hint")):
        for task in tasks:
            with st.container(key=f"exercise-{page.name}-{task.name}", gap="xsmall"):
                if isinstance(task, Arithmetic):
                    _arithmetic(page, task)
                else:
                    _experiment(page, settings, task)


def _arithmetic(page: Page, task: Arithmetic) -> None:
    t = page.t
    attempt = _attempt(page, task)
    instance = task.make(np.random.default_rng(attempt.seed))
    st.markdown(t(f"{page.name}.exercise.{task.name}", **instance.values))

    def take(said: str | None) -> None:
        attempt.said = said or ""
        attempt.verdict = _judged(instance, attempt.said)
        if attempt.verdict != "unreadable":
            remember_answer(f"{page.name}/exercise-{task.name}", right=attempt.verdict == "right")

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        tie = tied(f"{page.name}.exercise-{task.name}", attempt.said, take)
        st.text_input(
            t("kit.exercises.answer"), placeholder=t("kit.exercises.answer"), label_visibility="collapsed",
            max_chars=40, width=180, **tie.value,
        )  # fmt: skip
        st.button(t("kit.exercises.check"), key=f"{page.name}.exercise-check-{task.name}")
        st.button(
            t("kit.exercises.again"), key=f"{page.name}.exercise-again-{task.name}", type="tertiary",
            on_click=_renew, args=(page, task),
        )  # fmt: skip
    if attempt.verdict is not None:
        st.markdown(_told(page, task, attempt.verdict, instance))


def _told(page: Page, task: Arithmetic, verdict: str, instance: Instance) -> str:
    t = page.t
    if verdict == "right":
        return f":green[:material/check_circle:] {t('kit.exercises.right', answer=f'{instance.answer:.4g}')}"
    if verdict == "unreadable":
        return t("kit.exercises.unreadable")
    hint = t("kit.exercises.wrong") if verdict == "wrong" else t(f"{page.name}.exercise.{task.name}.{verdict}")
    return f":orange[:material/cancel:] {hint}"


def _judged(instance: Instance, said: str) -> str | None:
    """Read the number; a fraction, a percentage and a decimal comma are numbers too."""
    if not said.strip():
        return None
    number = read_number(said)
    return "unreadable" if number is None else instance.judge(number)


def _experiment(page: Page, settings: Settings[Any, Any], task: Experiment) -> None:
    t = page.t
    told = task.judge()
    st.markdown(t(f"{page.name}.exercise.{task.name}"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            t("kit.exercises.set-up"), key=f"{page.name}.exercise-set-up-{task.name}",
            on_click=settings.change, kwargs=dict(task.set_up),
        )  # fmt: skip
        if told.done:
            remember_answer(f"{page.name}/exercise-{task.name}", right=True)
        mark = ":green[:material/check_circle:] " if told.done else ""
        st.markdown(f"{mark}{told.measured}")


def _attempt(page: Page, task: Arithmetic) -> _Attempt:
    attempts: dict[str, _Attempt] = st.session_state.setdefault(_STATE, {})
    return attempts.setdefault(f"{page.name}/{task.name}", _Attempt(seed=_fresh_seed()))


def _renew(page: Page, task: Arithmetic) -> None:
    st.session_state[_STATE][f"{page.name}/{task.name}"] = _Attempt(seed=_fresh_seed())


def _fresh_seed() -> int:
    return int(np.random.SeedSequence().generate_state(1)[0])
