"""Many sequences: counted beside their exact probabilities, and what the temperature makes of them."""

from functools import lru_cache
from zlib import crc32

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.drawings import draw, readings
from seqviz.components.sampling import Answers, entropy_picture, heat_picture, spread_picture, spread_readings
from seqviz.components.tree_words import p_text
from seqviz.decoding.editable import EditableTable
from seqviz.decoding.reshaping import Shaping
from seqviz.decoding.spread import over_temperatures, spread
from seqviz.decoding.tables import Prefix
from seqviz.records.sampling import SequenceShares, Spread
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text, number_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.prediction import Outcome, Question, follow, guess_of, predict
from seqviz.ui.lessons.beam_search.memory import BeamSettings, compared
from seqviz.ui.lessons.beam_search.predictions import Questions, is_open, look
from seqviz.ui.lessons.beam_search.writing import shown
from seqviz.ui.page import Page

DRAWS = (10, 50, 200, 500, 1_000, 2_000)
BANDS = {"one": (1, 1), "few": (2, 10), "some": (11, 40), "many": (41, 10**9)}
GRID = tuple(round(0.05 * 100 ** (step / 40), 4) for step in range(41))
"""Temperatures of the curves, evenly spaced on a logarithmic axis from .05 to 5."""
SMALL = 20_000
"""Sequences of full length up to which all temperatures are computed."""


def spread_of(settings: BeamSettings) -> Spread:
    """Return what the seeds have drawn with the settings on the screen."""
    config, view = settings.config, settings.view
    return _spread(config.table, config.forced, view.shaping, view.seed, view.draws)


@lru_cache(maxsize=8)
def _spread(table: EditableTable, forced: Prefix, shaping: Shaping, seed: int, count: int) -> Spread:
    return spread(table.model(), max_length=table.length, seed=seed, count=count, shaping=shaping, prefix=forced)


@lru_cache(maxsize=8)
def _heated(table: EditableTable, forced: Prefix, cuts: Shaping) -> tuple[SequenceShares, ...]:
    return over_temperatures(table.model(), GRID, max_length=table.length, shaping=cuts, prefix=forced)


def draw_spread(page: Page, settings: BeamSettings, asked: Questions) -> None:
    """Ask how many sequences will come, then draw them all, and the curves over the temperature."""
    t, found = page.t, spread_of(settings)
    question = _question(settings, t)
    follow(settings, question)
    if predict(page, settings, question, _outcome(found, t)) is None:
        return
    answers = {name: trace.best for name, trace in compared(settings).traces.items()} if is_open(settings) else {}
    title = t("sampling.spread.title", count=count_text(found.count, t.language))
    with page.panel("beam-search-spread", title=title, hint=t("sampling.spread.hint")):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            with st.container(width="content"):
                draw(readings(spread_readings(found, t)))
            control(settings, "draws", t, options=DRAWS, width=200)
        if found.shares is None:
            st.markdown(f":gray[{t('sampling.spread.too-many')}]")
        figure = spread_picture(found, answers, t, reshaped=settings.view.shaping != Shaping())
        chart(figure, key="beam-search-spread", label=title)
        if not answers:
            st.button(
                t("sampling.spread.open"), key="beam-search-answers", icon=":material/account_tree:", on_click=look,
                args=(settings, asked),
            )  # fmt: skip
    if found.shares is not None and settings.config.table.sequences <= SMALL:
        _draw_heat(page, settings, found.shares, answers)


def is_told(settings: BeamSettings, t: Catalog) -> bool:
    """Return whether what the seeds have drawn may be seen."""
    return guess_of(settings, _question(settings, t)) is not None


def _question(settings: BeamSettings, t: Catalog) -> Question:
    config, view = settings.config, settings.view
    about = repr((config.table, config.forced, view.shaping, view.draws))
    values = {"count": count_text(view.draws, t.language), "temperature": number_text(view.temperature, t.language)}
    options = {band: t(f"sampling.predict.{band}") for band in BANDS}
    subject = f"spread/{crc32(about.encode()):08x}"
    return Question(subject=subject, text=t("sampling.predict", **values), options=options, why="spread")


def _outcome(found: Spread, t: Catalog) -> Outcome:
    band = next(name for name, (low, high) in BANDS.items() if low <= found.distinct <= high)
    values = {"distinct": count_text(found.distinct, t.language)}
    if found.shares is not None:
        values["expected"] = number_text(found.shares.distinct(found.count), t.language)
        values["possible"] = count_text(len(found.shares), t.language)
    key = "counted" if found.shares is None else "expected"
    return Outcome(answers=frozenset({band}), measured=t(f"sampling.predict.{key}", **values))


def _draw_heat(page: Page, settings: BeamSettings, now: SequenceShares, answers: Answers) -> None:
    """Draw what leads when it is cold, now and when it is hot, the searches' answers, and the entropy."""
    t, here, cuts = page.t, settings.view.temperature, settings.view.shaping
    heated = _heated(settings.config.table, settings.config.forced, Shaping(top_k=cuts.top_k, top_p=cuts.top_p))
    cold, hot = heated[0], heated[-1]
    leaders = [shares.sequence(0) for shares in (cold, now, hot)]
    paths = list(dict.fromkeys([*leaders, *(answer.tokens for answer in answers.values())]))
    with page.panel("beam-search-heat", title=t("sampling.heat.title"), hint=t("sampling.heat.hint")):
        left, right = st.columns([1.5, 1], gap="medium")
        with left:
            st.markdown(f":small[{t('sampling.heat.shares')}]")
            figure = heat_picture(GRID, heated, paths, t, here=here)
            chart(figure, key="beam-search-heat", label=t("sampling.heat.shares"))
        with right:
            st.markdown(f":small[{t('sampling.heat.entropy')}]")
            chart(entropy_picture(GRID, heated, t, here=here), key="beam-search-bits", label=t("sampling.heat.entropy"))
        values = {
            "cold": shown(leaders[0]), "cold_p": p_text(float(cold.share[0]), t.language),
            "hot": shown(leaders[2]), "hot_p": p_text(float(hot.share[0]), t.language),
        }  # fmt: skip
        st.markdown(t("sampling.heat.ends", **values))
