"""One sequence, thrown token by token: the control bar, and what happens to the probabilities before each throw."""

import time
from collections.abc import Callable
from functools import lru_cache, partial

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.drawings import draw, draw_style, readings, running_text
from seqviz.components.sampling import product_text, throw_picture, throw_table
from seqviz.decoding.editable import MAX_LENGTH, EditableTable
from seqviz.decoding.reshaping import Shaping
from seqviz.decoding.sampling import throws
from seqviz.decoding.tables import Prefix
from seqviz.records.sampling import Throw
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.lessons.beam_search.memory import BeamSettings, memory_of
from seqviz.ui.lessons.beam_search.outline import MAX_SEED
from seqviz.ui.lessons.beam_search.writing import shown
from seqviz.ui.page import Page

BEAT_SECONDS = 1.2
TEMPERATURES = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0)
NUCLEI = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def thrown_of(settings: BeamSettings) -> tuple[tuple[Throw, ...], int]:
    """Return all throws of the seed, and how many of them have fallen."""
    config, view = settings.config, settings.view
    found = _throws(config.table, config.forced, view.shaping, view.seed)
    return found, min(view.thrown, len(found))


@lru_cache(maxsize=16)
def _throws(table: EditableTable, forced: Prefix, shaping: Shaping, seed: int) -> tuple[Throw, ...]:
    return throws(table.model(), max_length=table.length, seed=seed, shaping=shaping, prefix=forced)


def draw_dice_bar(page: Page, settings: BeamSettings) -> None:
    """Draw the transport, the figures of the sequence so far, and what reshapes the probabilities."""
    draw_style()
    t, (found, fallen) = page.t, thrown_of(settings)
    with page.control_bar():
        _draw_transport(page, settings, len(found), fallen)
        log_p = decimals_text(found[fallen - 1].log_prob, t.language, digits=2) if fallen else "–"
        tokens = f"{len(settings.config.forced) + fallen} / {settings.config.table.length}"
        draw(readings([(t("sampling.figure.tokens"), tokens), ("log p", log_p)]))
        control(settings, "temperature", t, options=TEMPERATURES, width=150)
        control(settings, "top_k", t, shape="slider", most=len(settings.config.table.vocabulary), width=110)
        control(settings, "top_p", t, options=NUCLEI, width=130)
    # Always there, so that nothing below changes its place when it begins to play.
    st.fragment(_beat, run_every=BEAT_SECONDS if memory_of(settings).playing else None)(settings)


def _draw_transport(page: Page, settings: BeamSettings, count: int, fallen: int) -> None:
    t, playing = page.t, memory_of(settings).playing
    at_end, throw = fallen == count, partial(_throw_to, settings)
    play = ("pause", t("sampling.pause")) if playing else ("play_arrow", t("sampling.play"))

    def button(key: str, icon: str, label: str, act: Callable[[], None], *, told: str = "", idle: bool = False) -> None:
        st.button(
            label, key=f"beam-search-dice-{key}", icon=f":material/{icon}:", help=told or label, on_click=act,
            shortcut=key, type="primary" if told else "secondary", disabled=idle,
        )  # fmt: skip

    with st.container(horizontal=True, width="content", gap="xsmall", vertical_alignment="center", key="beam-dice"):
        button("b", "arrow_back", t("sampling.back"), partial(throw, fallen - 1), idle=fallen == 0)
        if at_end:
            anew = partial(_again, settings, thrown=1)
            button("t", "casino", t("sampling.anew"), anew, told=t("sampling.again"))
        else:
            button("t", "casino", t("sampling.throw"), partial(throw, fallen + 1), told=t("sampling.throw.help"))
        button("p", *play, partial(_toggle, settings))
        button("a", "fast_forward", t("sampling.all"), partial(throw, count), idle=at_end)
        button("n", "autorenew", t("sampling.again"), partial(_again, settings, thrown=MAX_LENGTH if at_end else 0))


def _throw_to(settings: BeamSettings, thrown: int) -> None:
    memory_of(settings).playing = False
    settings.change(thrown=thrown)


def _again(settings: BeamSettings, *, thrown: int) -> None:
    """Take the dice of the next seed, so many of which have fallen."""
    memory_of(settings).playing = False
    settings.change(seed=(settings.view.seed + 1) % (MAX_SEED + 1), thrown=thrown)


def _toggle(settings: BeamSettings) -> None:
    memory, (found, fallen) = memory_of(settings), thrown_of(settings)
    memory.playing, memory.moved_at = not memory.playing, time.monotonic()
    if memory.playing and fallen == len(found):
        settings.change(thrown=0)


def _beat(settings: BeamSettings) -> None:
    """Throw once a beat has passed; stop at the end."""
    memory, now = memory_of(settings), time.monotonic()
    if memory.playing and now - memory.moved_at >= 0.9 * BEAT_SECONDS:
        found, fallen = thrown_of(settings)
        settings.change(thrown=min(fallen + 1, len(found)))
        memory.playing, memory.moved_at = fallen + 1 < len(found), now
        st.rerun()


def draw_throw(page: Page, settings: BeamSettings) -> None:
    """Draw what is written so far, and the last throw from the model's probabilities to the die."""
    t, view, (found, fallen) = page.t, settings.view, thrown_of(settings)
    throw = found[max(fallen, 1) - 1]
    before = shown(throw.prefix) or t("sampling.step.nothing")
    title = t("sampling.step.title", step=len(throw.prefix) + 1, prefix=before)
    with page.panel("beam-search-throw", title=title, hint=t("sampling.step.hint")):
        picture, numbers = st.columns([2.1, 1], gap="medium")
        heat, up_to = view.temperature, view.shaping.top_p
        with picture:
            figure = throw_picture(throw, t, temperature=heat, top_p=up_to, thrown=fallen > 0)
            chart(figure, key="beam-search-die", label=title)
        with numbers:
            _written(page, settings, found[:fallen])
            draw(throw_table(throw, t, temperature=heat, thrown=fallen > 0))
            if fallen:
                picked = {"u": decimals_text(throw.u, t.language), "token": shown([throw.chosen.token])}
                st.markdown(t("sampling.step.picked", **picked))


def _written(page: Page, settings: BeamSettings, fallen: tuple[Throw, ...]) -> None:
    t, config = page.t, settings.config
    if not fallen:
        st.markdown(f":gray[{t('sampling.step.before')}]")
        return
    tokens = (*fallen[-1].prefix, fallen[-1].chosen.token)
    draw(running_text(tokens, given=len(config.forced), n=1, separator=" "))
    model, forced = config.model, config.forced
    factors = [float(model.row(forced[:place])[model.vocabulary.index(token)]) for place, token in enumerate(forced)]
    st.markdown(f":small[{product_text(fallen, factors, t)}]")
