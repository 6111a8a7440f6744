"""The transport of every page that trains: start, pause, some steps, slow motion, reset."""

from collections.abc import Callable, Sequence

import streamlit as st

from seqviz.components.space_key import space_key
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
    stops: Sequence[int] = (),
    on_go: Callable[[bool], None] | None = None,
) -> None:
    """Draw the buttons. What each does happens in its callback, before the page is drawn again.

    The space bar is the first of ``steps`` too.

    ``on_start`` and ``on_reset`` are called besides: a page may close its question, or ask it anew. At the steps
    ``stops`` a run pauses by itself: the page has something to do there before it goes on. ``on_go`` hears whether the
    learner wants the run to go on by itself: true for train and resume, false for pause and single steps.
    """
    watch = slot.watch
    status = watch.poll.status if watch else None

    def goes(on: bool) -> None:
        if on_go is not None:
            on_go(on)

    def start(count: int | None = None) -> None:
        goes(count is None)
        if on_start is not None:
            on_start()
        slot.start(contest, steps=steps_to_stop(0, stops) if count is None else count)

    def step(count: int) -> None:
        if slot.watch is None:
            start(count)
        else:
            goes(False)
            slot.command("step", count)

    def pause() -> None:
        goes(False)
        slot.command("pause")

    def resume() -> None:
        goes(True)
        go_on(slot, stops)

    def reset() -> None:
        slot.discard()
        if on_reset is not None:
            on_reset()

    if status in ("queued", "starting", "training"):
        _main(page, "pause", "pause", pause)
    elif status in ("paused", "orphaned") and watch is not None and watch.contest == contest:
        _main(page, "resume", "play_arrow", resume)
    else:
        _main(page, "train", "play_arrow", start)
    ended = watch is not None and watch.poll.ended
    for count in steps:
        st.button(
            page.t("kit.step", count=count), key=f"{page.name}.step-{count}", on_click=step, args=(count,),
            help=page.t("kit.step.help" if count != steps[0] else "kit.step.help.key", count=count), disabled=ended,
        )  # fmt: skip
    space_key(f"{page.name}.step-{steps[0]}")
    st.button(
        page.t("kit.reset"), key=f"{page.name}.reset", on_click=reset, help=page.t("kit.reset.help"),
        disabled=watch is None and on_reset is None,
    )  # fmt: skip
    tie = tied(f"{page.name}.slow", slot.slow is not None, lambda on: slot.go_slowly(slow if on else None))
    st.toggle(page.t("kit.slow"), help=page.t("kit.slow.help"), **tie.value)


def go_on(slot: Slot, stops: Sequence[int] = ()) -> None:
    """Let the run go on by itself, up to the next stop if there is one."""
    count = steps_to_stop(slot.watch.poll.step if slot.watch else 0, stops)
    if count is None:
        slot.command("resume")
    else:
        slot.command("step", count)


def steps_to_stop(step: int, stops: Sequence[int]) -> int | None:
    """Return how many steps there are from ``step`` to the next stop, ``None`` where no stop is left."""
    return min((stop - step for stop in stops if stop > step), default=None)


def _main(page: Page, name: str, icon: str, act: Callable[[], None]) -> None:
    st.button(page.t(f"kit.{name}"), icon=f":material/{icon}:", type="primary", key=f"{page.name}.{name}", on_click=act)
