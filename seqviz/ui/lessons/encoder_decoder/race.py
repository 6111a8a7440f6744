"""Pairs that race on one task: their curves, who is ahead by more than chance, and what a loss amounts to."""

import math
from functools import partial

import streamlit as st

from seqviz.components.readout import LiveFigure, readout
from seqviz.config import Seq2SeqConfig
from seqviz.config.fields import facts_of
from seqviz.config.rivals import contest_of
from seqviz.data.pairs.number_words import LARGEST
from seqviz.jobs.watch import Watch
from seqviz.metrics.gap import paired_gap
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import clock_text, count_text, decimals_text, percent_text
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.header import preset_chips
from seqviz.ui.experiment.knobs import learning_rate_knob
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.prediction import forget, predict, skip
from seqviz.ui.experiment.readings import device_text
from seqviz.ui.experiment.side_by_side import rival_chips
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.status import status_line, status_row
from seqviz.ui.experiment.timeline import time_travel
from seqviz.ui.experiment.translators import Names, examined, translator_chart, translator_standings
from seqviz.ui.experiment.transport import transport
from seqviz.ui.lessons.encoder_decoder.outline import EncoderDecoderSettings
from seqviz.ui.lessons.encoder_decoder.questions import race_outcome, race_question
from seqviz.ui.lessons.encoder_decoder.rights import Rights, rights_at
from seqviz.ui.page import Page

STEPS = (10, 50)
ASKED = (1, 2)
"""Shares of the width: question and verdict, and the curves."""
OFFERED = tuple(name for name in facts_of(Seq2SeqConfig)["pairs"].options if name != "own")
"""Tasks of the race; the learner's own pairs are learnt on the page about translators."""


def race_slot(page: Page) -> Slot:
    """Return the place of the race's run."""
    return open_slot(f"{page.name}/race", Seq2SeqConfig)


def race_names(settings: EncoderDecoderSettings, watch: Watch | None, t: Catalog) -> dict[str, str]:
    """Return the pairs on the screen and what they are called: of the run, or before one of the settings."""
    shown = watch.contest if watch else contest_of(settings.config, settings.view.rivals, settings.view.budget)
    return contestant_names(shown, t)


def race_screen(page: Page, settings: EncoderDecoderSettings) -> None:
    """Draw the presets, the pairs and their task, and keep the race live."""
    preset_chips(page, settings)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="race-row"):
        control(settings, "pairs", page.t, options=OFFERED, width=290, bare=True)
        rival_chips(page, settings)
    slot = race_slot(page)
    live(settings, slot, lambda: _draw(page, settings, slot))


def _draw(page: Page, settings: EncoderDecoderSettings, slot: Slot) -> None:
    t, watch = page.t, slot.watch
    contest = contest_of(settings.config, settings.view.rivals, settings.view.budget)
    names, question = race_names(settings, watch, t), race_question(contest, t)
    with page.control_bar():
        transport(
            page, slot, contest, steps=STEPS[-1:] if page.on_stage else STEPS, slow=10.0,
            on_start=partial(skip, settings, question) if question else None,
            on_reset=partial(forget, settings, question) if question else None,
        )  # fmt: skip
        _figures(page, watch)
        st.space("stretch")
        learning_rate_knob(page, settings, slot)
    with status_row(page):
        status_line(page, settings, slot, contest, name=lambda name: names.get(name, name))
        _pace(page, watch)
    past = time_travel(page, watch, of="race") if watch is not None else None
    told, curves = st.columns(ASKED, gap="small")
    with told:
        if question is not None:
            predict(page, settings, question, race_outcome(watch, contest, t), narrow=True)
        if watch is not None:
            _verdict(page, rights_at(watch, past), names)
    with curves:
        translator_chart(page, watch, names, "exact", axis=settings.view.axis)
    if watch is not None:
        loss, guess = st.columns(2, gap="small")
        with guess:
            _sentence_losses(page, watch, names, past)
        with loss:
            translator_chart(page, watch, names, "loss", axis=settings.view.axis)
        translator_standings(page, watch, names, at=past)


def _figures(page: Page, watch: Watch | None) -> None:
    t = page.t
    found = [one for name in watch.names if (one := examined(watch, name))] if watch else []
    best = percent_text(max(one.exact for one in found), t.language, digits=1) if found else ""
    readout(
        [
            LiveFigure(label=t("kit.figure.step"), value=t.number(watch.poll.step) if watch else "", room=6),
            LiveFigure(label=t("encoder-decoder.figure.best"), value=best, colour="success", room=7),
        ],
        key=f"{page.name}.figures", width="content",
    )  # fmt: skip


def _pace(page: Page, watch: Watch | None) -> None:
    if watch is None:
        return
    t, speed = page.t, watch.poll.steps_per_second
    readout(
        [
            LiveFigure(
                label=t("kit.figure.speed"), value=decimals_text(speed, t.language, digits=1) if speed else "", room=5
            ),
            LiveFigure(label=t("kit.figure.elapsed"), value=clock_text(watch.poll.elapsed), room=5),
            LiveFigure(
                label=t("kit.figure.device"), value=device_text(watch.description(watch.names[0])), words=True, room=20
            ),
        ],
        key=f"{page.name}.pace", width="content", size="small",
    )  # fmt: skip


def _verdict(page: Page, rights: Rights, names: Names) -> None:
    """Say of each rival how far it is from the first pair, and whether that is more than chance."""
    t = page.t
    if len(names) < 2 or len(rights) < len(names):
        return
    own, *rivals = names
    with page.panel("race-verdict", title=t("encoder-decoder.verdict"), hint=t("encoder-decoder.verdict.hint")):
        for name in rivals:
            better, worse = sorted((name, own), key=lambda one: rights[one].share, reverse=True)
            apart = paired_gap(rights[better].right, rights[worse].right)
            key = "encoder-decoder.verdict.told" if apart.told_apart else "encoder-decoder.verdict.open"
            st.markdown(
                t(
                    key, first=f"**{plain(names[better])}**", second=f"**{plain(names[worse])}**",
                    more=percent_text(rights[better].share, t.language, digits=1),
                    less=percent_text(rights[worse].share, t.language, digits=1),
                    only_first=apart.first, only_second=apart.second,
                    gap=decimals_text(100 * abs(apart.difference), t.language, digits=1),
                    error=decimals_text(100 * apart.error, t.language, digits=1),
                    sentences=count_text(len(rights[better].right), t.language),
                )
            )  # fmt: skip
        st.caption(t("encoder-decoder.verdict.step", step=t.number(max(one.step for one in rights.values()))))


def _sentence_losses(page: Page, watch: Watch, names: Names, past: int | None) -> None:
    """Draw what each loss amounts to: as unsure of a whole sentence as of one among so many equally likely ones."""
    t, lines = page.t, []
    for name in watch.names:
        if (found := examined(watch, name, at=past)) is None:
            continue
        tokens = found.tokens / found.sentences
        whole = found.loss * tokens
        lines.append(
            [
                plain(names[name]), decimals_text(found.loss, t.language), decimals_text(tokens, t.language, digits=1),
                decimals_text(whole, t.language, digits=2), count_text(float(f"{math.exp(whole):.3g}"), t.language),
            ]
        )  # fmt: skip
    if not lines:
        return
    head = [t(f"encoder-decoder.guess.{column}") for column in ("model", "loss", "tokens", "sentence", "choices")]
    rows = [head, ["---", *["---:"] * (len(head) - 1)], *lines]
    with page.panel("race-guess", title=t("encoder-decoder.guess"), hint=t("encoder-decoder.guess.hint")):
        st.markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))
        trained = watch.contest.configs[0]
        if isinstance(trained, Seq2SeqConfig) and trained.pairs == "numbers-en-fr":
            numbers = LARGEST + 1
            st.markdown(
                t(
                    "encoder-decoder.guess.numbers", numbers=count_text(numbers, t.language),
                    nats=decimals_text(math.log(numbers), t.language, digits=2),
                )
            )  # fmt: skip
