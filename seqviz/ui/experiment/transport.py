"""The transport of every page that trains: start, pause, some steps, slow motion, reset."""

from collections.abc import Callable

import streamlit as st

from seqviz.config.contest import Contest
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.tied import tied
from seqviz.ui.page import Page

STEPS = (1, 10, 100)
SLOW = 2.0
"""Steps per second in slow motion."""


def transport(
    page: Page,
    slot: Slot,
    contest: Contest,
    *,
    steps: tuple[int, ...] = STEPS,
    slow: float = SLOW,
    on_start: Callable[[], None] | None = None,
    on_reset: Callable[[], None] | None = None,
) -> None:
    """Draw the buttons. What each does happens in its callback, before the page is drawn again.

    ``on_start`` and ``on_reset`` are called besides: a page may close its question, or ask it anew.
    """
    watch = slot.watch
    status = watch.poll.status if watch else None

    def start(count: int | None = None) -> None:
        if on_start is not None:
            on_start()
        slot.start(contest, steps=count)

    def step(count: int) -> None:
        if slot.watch is None:
            start(count)
        else:
            slot.command("step", count)

    def reset() -> None:
        slot.discard()
        if on_reset is not None:
            on_reset()

    if status in ("queued", "starting", "training"):
        _main(page, "pause", "pause", lambda: slot.command("pause"))
    elif status in ("paused", "orphaned") and watch is not None and watch.contest == contest:
        _main(page, "resume", "play_arrow", lambda: slot.command("resume"))
    else:
        _main(page, "train", "play_arrow", start)
    ended = watch is not None and watch.poll.ended
    for count in steps:
        st.button(
            page.t("kit.step", count=count), key=f"{page.name}.step-{count}", on_click=step, args=(count,),
            help=page.t("kit.step.help", count=count), disabled=ended,
        )  # fmt: skip
    st.button(
        page.t("kit.reset"), key=f"{page.name}.reset", on_click=reset, help=page.t("kit.reset.help"),
        disabled=watch is None and on_reset is None,
    )  # fmt: skip
    tie = tied(f"{page.name}.slow", slot.slow is not None, lambda on: slot.go_slowly(slow if on else None))
    st.toggle(page.t("kit.slow"), help=page.t("kit.slow.help"), **tie.value)


def _main(page: Page, name: str, icon: str, act: Callable[[], None]) -> None:
    st.button(page.t(f"kit.{name}"), icon=f":material/{icon}:", type="primary", key=f"{page.name}.{name}", on_click=act)
