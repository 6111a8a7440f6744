"""Up to four models side by side, chosen without code: a menu of differences, and a chip for each rival."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from seqviz.config.fields import Facts, facts_of
from seqviz.config.rivals import (
    FREE,
    MOST_RIVALS,
    NAMES,
    Rival,
    config_of,
    contest_of,
    rival_of,
)
from seqviz.config.suggested_rivals import changes_worth_trying
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.settings import Outline, Settings
from seqviz.ui.experiment.tied import tied
from seqviz.ui.page import Page


@dataclass(frozen=True)
class _RivalSettings:
    """One rival as its controls see it."""

    settings: Settings[Any, Any]
    place: int

    @property
    def outline(self) -> Outline[Any, Any]:
        """The page's own."""
        return self.settings.outline

    @property
    def config(self) -> Any:
        """The whole experiment of the rival."""
        return config_of(self.settings.view.rivals[self.place], self.settings.config)

    def value(self, name: str) -> Any:
        """Return a setting of the rival."""
        return getattr(self.config, name)

    def facts(self, name: str) -> Facts:
        """Return what it may hold."""
        return facts_of(type(self.settings.config))[name]

    def taker(self, name: str) -> Callable[[Any], None]:
        """Return what changes it."""

        def take(value: Any) -> None:
            if value is not None:
                config = replace(self.config, **{name: value})
                rivals = list(self.settings.view.rivals)
                rivals[self.place] = rival_of(config, self.settings.config)
                self.settings.change(rivals=tuple(rivals))

        return take


def compare_menu(page: Page, settings: Settings[Any, Any]) -> None:
    """Draw the menu that adds a rival; what they are compared by stands in it too: their budget, and the axis."""
    t, rivals = page.t, settings.view.rivals
    with st.popover(t("kit.compare"), icon=":material/compare_arrows:"), st.container(width=420):
        st.markdown(t("kit.compare.hint", most=MOST_RIVALS + 1))
        offers = suggestions(settings.config)
        names = {name: _offer_name(settings.config, rival, t) for name, rival in offers.items()}

        def add(name: str | None) -> None:
            if name in offers:
                settings.change(rivals=(*rivals, offers[name]))

        st.pills(
            t("kit.compare.add"), list(names), format_func=lambda name: names.get(name, name),
            disabled=len(rivals) >= MOST_RIVALS,
            **tied(f"{page.name}.compare-{len(rivals)}", None, add, options=offers).default,
        )  # fmt: skip
        if rivals:
            control(settings, "budget", t, shape="buttons")
            if "axis" in facts_of(type(settings.view)):
                control(settings, "axis", t, shape="buttons")


def rival_chips(page: Page, settings: Settings[Any, Any]) -> None:
    """Draw a chip for each contestant; that of a rival opens its settings, or takes it away. None for one model."""
    rivals = settings.view.rivals
    if not rivals:
        return
    names = list(contestant_names(contest_of(settings.config, rivals), page.t).values())
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", width="content", key=f"lanes-{page.name}"
    ):
        st.markdown(f":gray[{page.t('kit.compare.lanes')}] **{names[0]}**", width="content")
        for place, name in enumerate(names[1:]):
            with st.popover(name), st.container(width=320):
                for field in FREE[type(settings.config)]:
                    control(_RivalSettings(settings, place), field, page.t, place=NAMES[place + 1])
                st.button(
                    page.t("kit.compare.remove"), key=f"{page.name}.remove-rival-{place}", icon=":material/close:",
                    on_click=_remove, args=(settings, place),
                )  # fmt: skip


def suggestions(base: Any) -> dict[str, Rival]:
    """Return the comparisons that one most often wants, by short names."""
    wanted = changes_worth_trying(base)
    return {name: rival_of(config, base) for name, changes in wanted.items() if (config := _tried(base, changes))}


def _tried(base: Any, changes: dict[str, Any]) -> Any:
    try:
        return replace(base, **changes)
    except Problem:
        return None


def _offer_name(base: Any, rival: Rival, t: Catalog) -> str:
    return contestant_names(contest_of(base, (rival,)), t)["b"]


def _remove(settings: Settings[Any, Any], place: int) -> None:
    rivals = settings.view.rivals
    settings.change(rivals=rivals[:place] + rivals[place + 1 :])
