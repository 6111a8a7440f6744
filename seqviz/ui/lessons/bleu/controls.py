"""What both views of the page share: its header row, and the knobs of its control bar."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from seqviz.metrics.example_pairs import example_pairs
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.take_home import Download
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.bleu.outline import OWN, BleuSettings, pair_changes
from seqviz.ui.page import Page


def draw_header(page: Page, settings: BleuSettings, downloads: Callable[[], list[Download]]) -> None:
    """Draw the switch between the two views, where the pairs come from, and what the kit adds at the right."""
    header(
        page, settings, chips=partial(_chips, page, settings), beside=partial(_switch, page, settings),
        downloads=downloads,
    )  # fmt: skip


def _switch(page: Page, settings: BleuSettings) -> None:
    control(settings, "view", page.t, shape="buttons", width="content", bare=True)


def _chips(page: Page, settings: BleuSettings) -> None:
    if settings.view.view == "corpus":
        control(settings, "test_set", page.t, shape="buttons", width="content", bare=True)
        return
    now = None if settings.view.pair == OWN else settings.view.pair

    def take(picked: str | None) -> None:
        """Take the chip that was picked; a chip picked again starts its pair afresh."""
        if name := picked or now:
            settings.change(**pair_changes(name))

    st.pills(
        page.t("kit.presets"),
        list(example_pairs()),
        format_func=lambda name: page.t(f"bleu.preset.{name}"),
        label_visibility="collapsed",
        **tied("bleu.preset", now, take, options=example_pairs()).default,
    )


def draw_knobs(page: Page, settings: BleuSettings) -> None:
    """Draw k and the formula."""
    with st.container(horizontal=True, width="content", gap="small", vertical_alignment="center", key="bleu-knobs"):
        control(settings, "max_n", page.t, shape="slider", width=110)
        control(settings, "formula", page.t, shape="buttons", width="content")
