"""The row at the head of every page: presets as chips; settings, take home and the link at the right; warnings."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st

from seqviz.components.copy_link import copy_link_button
from seqviz.ui.experiment.address import keep_address
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.messages import sentence, warn
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.take_home import Download, take_home
from seqviz.ui.experiment.tied import tied
from seqviz.ui.page import Page

Draw = Callable[[], None]
WIDE = 3
"""From so many groups on the menu takes the width of the screen."""


def header(
    page: Page,
    settings: Settings[Any, Any],
    *,
    chips: Draw | None = None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
    beside: Draw | None = None,
    menu: Draw | None = None,
    downloads: Callable[[], list[Download]] | None = None,
) -> None:
    """Draw the row, keep the address, and say what the address got wrong or why a change was refused.

    Parameters
    ----------
    chips
        Drawn in place of the presets.
    groups
        The groups of the settings menu, where they depend on what is shown; by default those of the outline.
    beside
        Drawn before the settings menu.
    menu
        Drawn in the settings menu below its groups.
    downloads
        Files of this page besides those of its panels; asked for when the menu is drawn.
    """
    t, groups = page.t, settings.outline.groups if groups is None else groups
    with _row():
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
            if chips is not None:
                chips()
            elif settings.outline.presets:
                preset_chips(page, settings)
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
            if beside is not None:
                beside()
            if groups or menu:
                _menu(page, settings, groups, menu)
            if downloads is not None:
                take_home(page, downloads)
            copy_link_button(_link(page, settings), key="copy-link", label=t("kit.copy-link"), done=t("kit.copied"))
    problems = [*settings.problems, *([settings.refused] if settings.refused else [])]
    warn([sentence(problem, t, settings=settings.outline.labels) for problem in problems])
    keep_address(settings)


def preset_chips(page: Page, settings: Settings[Any, Any]) -> None:
    """Draw the presets; choosing one sets everything behind it, and choosing it again starts it afresh."""
    t, name = page.t, settings.outline.page
    now = settings.preset

    def take(picked: str | None) -> None:
        if preset := picked or now:
            settings.choose(preset)

    st.pills(
        t("kit.presets"),
        list(settings.outline.presets),
        format_func=lambda preset: t(f"{name}.preset.{preset}"),
        label_visibility="collapsed",
        **tied(f"{name}.preset", now, take, options=settings.outline.presets).default,
    )


def _link(page: Page, settings: Settings[Any, Any]) -> dict[str, str]:
    """The address to copy: whoever opens it gets the language of the browser, and the size of type of this one."""
    return settings.query | ({"projector": "on"} if page.on_stage else {})


def _menu(page: Page, settings: Settings[Any, Any], groups: Mapping[str, tuple[str, ...]], menu: Draw | None) -> None:
    t, name = page.t, settings.outline.page
    wide = len(groups) >= WIDE
    with (
        st.popover(t("kit.settings"), icon=":material/tune:"),
        st.container(key="settings-wide" if wide else "settings-narrow"),
    ):
        if groups:
            for column, (group, fields) in zip(st.columns(len(groups), gap="large"), groups.items(), strict=True):
                with column:
                    st.markdown(f"**{t(f'{name}.group.{group}')}**")
                    for field in fields:
                        control(settings, field, t)
        if menu is not None:
            menu()


@contextmanager
def _row() -> Iterator[None]:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small", key="header-row"
    ):
        yield
