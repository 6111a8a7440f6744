"""The laboratory in a window: its buttons, its live figures, a run from Train to Reset."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.watching import PATIENCE

SMALL = "lab?lang=en&cell=gru&hidden_size=32"


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def figure(page: Page, label: str) -> float:
    """The live figure under ``label``; nan while there is none."""
    box = page.locator(".sv-readout-box", has=page.get_by_text(label, exact=True))
    text = box.locator(".sv-readout-value").inner_text().replace(",", "")
    return float(text) if re.fullmatch(r"[\d.]+(e[+-]?\d+)?", text) else float("nan")


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE / 1_000
    while not condition():
        assert time.monotonic() < deadline, f"waited too long for: {what}"
        time.sleep(0.1)


def train(page: Page, steps: int) -> None:
    """Press Train and wait until ``steps`` steps are done."""
    button(page, "Train").click()
    wait_for(lambda: figure(page, "step") >= steps, f"{steps} steps")


def pause(page: Page) -> None:
    button(page, "Pause").click()
    expect(button(page, "Resume")).to_be_visible(timeout=PATIENCE)
    rest(page)


def rest(page: Page) -> None:
    """Wait until the live figures, which are drawn after the buttons, have come to rest."""
    seen: list[float] = []

    def still() -> bool:
        seen.append(figure(page, "step"))
        page.wait_for_timeout(1_000)
        return len(seen) > 1 and seen[-1] == seen[-2]

    wait_for(still, "the figures to rest")


def leave(page: Page) -> None:
    """Give the run's place back: the next test may need it."""
    button(page, "Reset").click()
    expect(button(page, "Train")).to_be_visible(timeout=PATIENCE)
