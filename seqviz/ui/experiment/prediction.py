"""Predict first: a question, a guess that is locked once given, the outcome as it was computed, and why.

One way on every page. The answers offered are never seen beside the outcome. Whoever would rather look may: that is no
guess, and is never called right or wrong. A guess is part of the page's address, so that it survives a reload.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.tied import tied
from seqviz.ui.page import Page
from seqviz.ui.progress import remember_answer

SHOW = "show"
"""The guess of somebody who would rather see at once."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a page asks before it shows.

    Parameters
    ----------
    subject
        Names the question, and what it depends on: letters, digits, ``-`` and ``/``. Another subject is asked anew.
    text
        The question, as Markdown.
    options
        Answer to label, both in the learner's language. An answer is a short word of the address.
    why
        The section of the lesson that explains the outcome; it stands below the verdict.
    """

    subject: str
    text: str
    options: Mapping[str, str]
    why: str | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came out: the right ``answers`` (several where the run cannot tell them apart), and it in numbers.

    With no answer yet ``measured`` says how it stands so far.
    """

    answers: frozenset[str] = field(default_factory=frozenset)
    measured: str = ""


def guess_of(settings: Settings[Any, Any], question: Question) -> str | None:
    """Return the learner's guess, ``SHOW`` where they would rather see, ``None`` where they have not answered."""
    guess = settings.guesses.get(question.subject)
    return guess if guess in question.options or guess == SHOW else None


def skip(settings: Settings[Any, Any], question: Question) -> None:
    """Let the learner look: who starts the run with the question still open has chosen so."""
    if guess_of(settings, question) is None:
        settings.guesses[question.subject] = SHOW


def forget(settings: Settings[Any, Any], question: Question) -> None:
    """Ask anew."""
    settings.guesses.pop(question.subject, None)


def follow(settings: Settings[Any, Any], question: Question) -> None:
    """Keep open what the learner has opened, where a setting has changed what the question is about.

    The subject is ``topic/what it depends on``: a guess of the same topic about something else becomes a look, and is
    not compared with what comes out now.
    """
    topic = question.subject.partition("/")[0]
    others = [said for said in settings.guesses if said != question.subject and said.partition("/")[0] == topic]
    for other in others:
        del settings.guesses[other]
    if others:
        skip(settings, question)


def predict(
    page: Page, settings: Settings[Any, Any], question: Question, outcome: Outcome | None, *, narrow: bool = False
) -> str | None:
    """Draw the question, or the guess beside what came out; return the guess.

    ``outcome`` is ``None`` as long as nothing is known. What the page computes may be shown once there is a guess.
    In a ``narrow`` place, and on a stage, the explanation opens by a click, and the answered question with it: a
    verdict of a line or two leaves the height to what it is about.
    """
    guess = guess_of(settings, question)
    key = question.subject.partition("/")[0]
    with st.container(border=True, key=f"panel-predict-{page.name}-{key}", gap="xsmall"):
        if guess is None:
            _ask(page, settings, question)
        else:
            _tell(page, settings, question, guess, outcome, narrow=narrow or page.on_stage)
    return guess


def _ask(page: Page, settings: Settings[Any, Any], question: Question) -> None:
    t = page.t
    st.markdown(f"**{t('kit.predict.title')}** {question.text}")
    words = {**question.options, SHOW: t("kit.predict.show")}

    def take(picked: str | None) -> None:
        if picked is not None:
            settings.guesses[question.subject] = picked

    st.pills(
        t("kit.predict.title"),
        list(words),
        format_func=lambda answer: words.get(answer, answer),
        label_visibility="collapsed",
        **tied(f"{page.name}.predict-{question.subject}", None, take, options=words).default,
    )


def _tell(
    page: Page, settings: Settings[Any, Any], question: Question, guess: str, outcome: Outcome | None, *, narrow: bool
) -> None:
    known = outcome is not None and bool(outcome.answers)
    why = question.why if known else None
    shortened = narrow and why is not None
    lines = [] if shortened else [f"**{page.t('kit.predict.outcome')}** {question.text}"]
    lines += _came_out(page, question, guess, outcome)
    with st.container(key=f"told-{page.name}-{question.subject.partition('/')[0]}"):
        row = {"gap": "small", "horizontal": True, "vertical_alignment": "center"} if shortened else {"gap": "xsmall"}
        with st.container(**row):
            st.markdown((" · " if page.on_stage and shortened else "  \n").join(line for line in lines if line))
            if known:
                _after(page, settings, question, why if narrow else None, asked=shortened)
        if not narrow and why is not None:
            page.lesson(why, title=False)


def _came_out(page: Page, question: Question, guess: str, outcome: Outcome | None) -> list[str]:
    """Return the guess and what came out, or how it stands so far."""
    t, said = page.t, [] if guess == SHOW else [_said(page, question, guess, outcome)]
    if outcome is None or not outcome.answers:
        return [*said, (outcome.measured if outcome else "") or t("kit.predict.waiting")]
    named = t("kit.or").join(question.options[answer] for answer in question.options if answer in outcome.answers)
    return [*said, t("kit.predict.came-out", answer=f"**{named}**"), outcome.measured]


def _after(page: Page, settings: Settings[Any, Any], question: Question, why: str | None, *, asked: bool) -> None:
    """Draw the explanation behind a click, the question above it if that is to be ``asked`` there, and the way back."""
    t = page.t
    with st.container(horizontal=True, gap="medium", width="content" if asked else "stretch"):
        if why is not None:
            with st.popover(t("kit.predict.why"), type="tertiary"):
                if asked:
                    st.markdown(question.text)
                page.lesson(why, title=False)
        st.button(
            t("kit.predict.again"), key=f"{page.name}.predict-again-{question.subject}", type="tertiary",
            on_click=forget, args=(settings, question),
        )  # fmt: skip


def _said(page: Page, question: Question, guess: str, outcome: Outcome | None) -> str:
    """Return the learner's guess with its verdict, once there is one; the course counts it then."""
    said = page.t("kit.predict.yours", answer=f"**{question.options[guess]}**")
    if outcome is None or not outcome.answers:
        return said
    right = guess in outcome.answers
    remember_answer(f"{page.name}/{question.subject}", right=right)
    mark = ":green[:material/check_circle:]" if right else ":orange[:material/cancel:]"
    return f"{mark} {said} {page.t('kit.predict.right' if right else 'kit.predict.wrong')}"
