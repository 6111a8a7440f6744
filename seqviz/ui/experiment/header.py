"""The row at the head of every page: presets as chips; settings, take home and the link at the right; warnings."""

from collections.abc import Callable, Iterator
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
    beside: Draw | None = None,
    menu: Draw | None = None,
    downloads: Callable[[], list[Download]] | None = None,
) -> None:
    """Draw the row, keep the address, and say what the address got wrong or why a change was refused.

    Parameters
    ----------
    chips
        Drawn in place of the presets.
    beside
        Drawn before the settings menu.
    menu
        Drawn in the settings menu below its groups.
    downloads
        Files of this page besides those of its panels; asked for when the menu is drawn.
    """
    t = page.t
    with _row():
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
            if chips is not None:
                chips()
            elif settings.outline.presets:
                preset_chips(page, settings)
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
            if beside is not None:
                beside()
            if settings.outline.groups or menu:
                _menu(page, settings, menu)
            if downloads is not None:
                take_home(page, downloads)
            copy_link_button(_link(settings), key="copy-link", label=t("kit.copy-link"), done=t("kit.copied"))
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


def _link(settings: Settings[Any, Any]) -> dict[str, str]:
    """The address to copy: whoever opens it gets the language of the browser, and the size of type of this one."""
    projector = {"projector": "on"} if st.query_params.get("projector") == "on" else {}
    return settings.query | projector


def _menu(page: Page, settings: Settings[Any, Any], menu: Draw | None) -> None:
    t, outline = page.t, settings.outline
    wide = len(outline.groups) >= WIDE
    with (
        st.popover(t("kit.settings"), icon=":material/tune:"),
        st.container(key="settings-wide" if wide else "settings-narrow"),
    ):
        if outline.groups:
            for column, (group, names) in zip(
                st.columns(len(outline.groups), gap="large"), outline.groups.items(), strict=True
            ):
                with column:
                    st.markdown(f"**{t(f'{outline.page}.group.{group}')}**")
                    for name in names:
                        control(settings, name, t)
        if menu is not None:
            menu()


@contextmanager
def _row() -> Iterator[None]:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small", key="header-row"
    ):
        yield
