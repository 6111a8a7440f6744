"""What stays on all eight screens: presets, settings, link, control bar, and the way from screen to screen."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import streamlit as st

from seqviz.ngrams.corpus import CountedCorpus
from seqviz.ngrams.smoothing import RULES
from seqviz.ui.address import shown_problem, warn, write_address
from seqviz.ui.bound import bound
from seqviz.ui.language_models.loading import draw_own_text, load
from seqviz.ui.language_models.markup import draw, figures
from seqviz.ui.language_models.notation import number
from seqviz.ui.language_models.settings import (
    LINES,
    PAGE,
    SCREENS,
    Screen,
    Settings,
    bind,
    current,
    in_address,
    update,
)
from seqviz.ui.language_models.texts import TEXTS, held_out_perplexity
from seqviz.ui.page import Page
from seqviz.ui.sharing import copy_link

PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "words": {"text": "lincoln", "unit": "word"},
        "letters": {"text": "lincoln", "unit": "character"},
        "every": {"text": "every", "unit": "word"},
        "chinese": {"text": "hsk", "unit": "word"},
        "own": {"text": "own"},
    }
)
STRENGTHS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0)


def draw_header(page: Page) -> tuple[Settings, CountedCorpus]:
    """Draw everything above the panels; return the settings and the counted text."""
    settings, problems = current()
    write_address(in_address(settings))
    warn([shown_problem(problem, page.t, settings=f"{PAGE}.field") for problem in problems])
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        _presets(page, settings)
        with st.container(horizontal=True, width="content"):
            _settings_menu(page, settings)
            copy_link(page.t, in_address(settings))
    if settings.text == "own":
        draw_own_text(page)
    corpus = load(page, settings)
    _control_bar(page, settings, corpus)
    _screens(page, settings)
    write_address(in_address(settings))
    return settings, corpus


def draw_footer(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """Offer the next idea and name the text."""
    t = page.t
    after = SCREENS.index(settings.screen) + 1
    if after < len(SCREENS):
        following = SCREENS[after]
        st.button(
            t(f"{PAGE}.next", screen=t(f"{PAGE}.screen.{following}")), icon=":material/arrow_forward:",
            key=f"{PAGE}.next", on_click=update, kwargs={"screen": following},
        )  # fmt: skip
    source = corpus.source
    values = {
        "tokens": t.number(len(corpus.training)),
        "held_out": t.number(len(corpus.validation)),
        "unit": _unit(page, corpus),
    }
    if source.name == "own":
        page.source(t(f"{PAGE}.source.own", **values))
    else:
        named = {"text": t(f"{PAGE}.text.{source.name}"), "source": source.source, "licence": source.licence}
        page.source(t(f"{PAGE}.source", **named, **values))


def _presets(page: Page, settings: Settings) -> None:
    now = next((name for name, values in PRESETS.items() if _matches(settings, values)), None)

    def choose(name: str | None) -> None:
        if name:
            update(**PRESETS[name], **dict.fromkeys(LINES, ""), length=0)

    st.pills(
        page.t(f"{PAGE}.presets"), list(PRESETS), format_func=lambda name: page.t(f"{PAGE}.preset.{name}"),
        label_visibility="collapsed", width="content", **bound(f"{PAGE}.preset", now, choose),
    )  # fmt: skip


def _matches(settings: Settings, values: Mapping[str, Any]) -> bool:
    return all(getattr(settings, name) == value for name, value in values.items())


def _settings_menu(page: Page, settings: Settings) -> None:
    t = page.t
    with st.popover(t(f"{PAGE}.settings"), icon=":material/tune:"):
        st.selectbox(
            t(f"{PAGE}.settings.text"), TEXTS, format_func=lambda name: t(f"{PAGE}.text.{name}"),
            help=t(f"{PAGE}.settings.text.help"), **bind("text", settings, options=TEXTS, hidden=True),
        )  # fmt: skip
        st.segmented_control(
            t(f"{PAGE}.settings.unit"), ("word", "character"), format_func=lambda unit: t(f"{PAGE}.unit.{unit}"),
            required=True, help=t(f"{PAGE}.settings.unit.help"), **bind("unit", settings, hidden=True),
        )  # fmt: skip
        st.number_input(
            t(f"{PAGE}.settings.seed"), 0, 999_999, help=t(f"{PAGE}.settings.seed.help"),
            **bind("seed", settings, hidden=True),
        )  # fmt: skip


def _control_bar(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    t = page.t
    with page.control_bar():
        st.slider(t(f"{PAGE}.n"), 1, 5, help=t(f"{PAGE}.n.help"), width=190, **bind("n", settings))
        st.selectbox(
            t(f"{PAGE}.rule"), RULES, format_func=lambda rule: t(f"{PAGE}.rule.{rule}"), width=230,
            help=t(f"{PAGE}.rule.help"), **bind("rule", settings, options=RULES),
        )  # fmt: skip
        if settings.rule == "kneser-ney":
            st.slider(
                t(f"{PAGE}.discount"), 0.01, 1.0, step=0.01, help=t(f"{PAGE}.discount.help"), width=190,
                **bind("discount", settings),
            )  # fmt: skip
        elif settings.rule != "none":
            options = sorted({*STRENGTHS, settings.k})
            st.select_slider(
                t(f"{PAGE}.k.{settings.rule}"), options, format_func=lambda k: f"{k:g}", width=190,
                help=t(f"{PAGE}.k.{settings.rule}.help"), **bind("k", settings),
            )  # fmt: skip
        unit = _unit(page, corpus)
        draw(
            figures(
                [
                    (t(f"{PAGE}.figure.perplexity"), number(page, held_out_perplexity(corpus, settings))),
                    (t(f"{PAGE}.figure.tokens", unit=unit), t.number(len(corpus.training))),
                    (t(f"{PAGE}.figure.vocabulary"), t.number(len(corpus.vocabulary))),
                    (t(f"{PAGE}.figure.held-out"), t.number(len(corpus.validation))),
                ]
            )
        )


def _screens(page: Page, settings: Settings) -> None:
    def name(screen: Screen) -> str:
        return f"{SCREENS.index(screen) + 1} · {page.t(f'{PAGE}.screen.{screen}')}"

    st.segmented_control(
        page.t(f"{PAGE}.screens"), SCREENS, format_func=name, required=True, label_visibility="collapsed",
        **bind("screen", settings),
    )  # fmt: skip


def _unit(page: Page, corpus: CountedCorpus) -> str:
    return page.t(f"{PAGE}.units.{corpus.unit}")
