"""A long question about the state that a page shows: its newest answer, or why there is none."""

from collections.abc import Callable, Sequence
from operator import is_
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from seqviz.components.chart import FigureTemplate
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import why_not
from seqviz.ui.experiment.tied import tied

EVERY = 2.0
"""Seconds between two askings while it trains: each takes a tenth of a second from it, a piece at a time."""


def answered(lab: Laboratory, what: str, question: Any, contestant: str, *, past: int | None) -> Any:
    """Return what a contestant answers on the kept state ``past``, or on the present; ``None``, and a sentence, if not.

    ``what`` names the question on its page.
    """
    t, watch = lab.page.t, lab.slot.watch
    if watch is None or watch.poll.description is None:
        st.info(t("units.train-first"), icon=":material/play_arrow:")
        return None
    standing = watch.ask(what, question, contestant, past=past, every=EVERY)
    if standing.problem is not None:
        st.info(why_not(standing.problem, t), icon=":material/error:")
    elif not standing.current:
        st.caption(t("units.reading"))
    return standing.answer if standing.current and standing.problem is None else None


def known(lab: Laboratory, what: str, question: Any, contestant: str, *, past: int | None) -> Any:
    """Return the answer that is already there, without asking; ``None`` if it answers anything else."""
    standing = lab.slot.watch.asked(what, contestant) if lab.slot.watch is not None else None
    if standing is None or standing.about is None or standing.problem is not None:
        return None
    return standing.answer if (standing.about.question, standing.about.past) == (question, past) else None


def drawn(
    lab: Laboratory, name: str, answers: Sequence[Any], about: Any, make: Callable[[], go.Figure]
) -> FigureTemplate:
    """Return a figure of some answers, made anew only when they or what it is ``about`` has changed.

    A live page looks several times a second; the answers are others every few seconds at most.
    """
    assert lab.slot.watch is not None  # there are answers
    memory = lab.slot.watch.memory
    before, then, figure = memory.get(f"drawn-{name}", ((), None, None))
    if figure is None or then != about or len(before) != len(answers) or not all(map(is_, before, answers)):
        figure = FigureTemplate.of(make())
        memory[f"drawn-{name}"] = (tuple(answers), about, figure)
    assert isinstance(figure, FigureTemplate)
    return figure


def whose(lab: Laboratory, place: str) -> str:
    """Return the contestant that is looked at; where there are several, let the learner choose."""
    names = lab.names
    chosen = lab.settings.view.looked_at if lab.settings.view.looked_at in names else next(iter(names))
    if len(names) > 1:
        st.segmented_control(
            lab.page.t("kit.inside.whose"), list(names), required=True, label_visibility="collapsed",
            format_func=lambda name: names.get(name, name),
            **tied(
                f"{lab.page.name}.looked-at-{place}", chosen, lab.settings.taker("looked_at"), options=names
            ).default,
        )  # fmt: skip
    return chosen
