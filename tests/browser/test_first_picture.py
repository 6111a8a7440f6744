"""While a page comes, nothing that is there already jumps; what it is about is in sight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

GOOD = 0.1
"""What browsers' makers call a good share of the window that moves (the layout shift of web.dev)."""
GATES = {"lab": 3, "gru": 2, "lstm": 3}
"""How many gates the first model of the page has; they are its first bands."""
WINDOWS = """new Promise((done) => new PerformanceObserver((list) => {
    let [worst, sum, first, last] = [0, 0, -Infinity, -Infinity];
    for (const { startTime: at, value, hadRecentInput } of list.getEntries()) {
        if (hadRecentInput) continue;
        if (at - last > 1000 || at - first > 5000) [sum, first] = [0, at];
        [sum, last] = [sum + value, at];
        worst = Math.max(worst, sum);
    }
    done(worst);
}).observe({ type: "layout-shift", buffered: true }))"""


@pytest.mark.parametrize("address", ["lab?lang=en", "home?lang=zh"])
def test_the_layout_shifts_less_than_a_tenth(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(address)
    expect(page.locator("[class*='st-key-prose-']").last).to_be_attached()
    page.wait_for_timeout(1_000)  # what comes late
    assert page.evaluate(WINDOWS) < GOOD


@pytest.mark.parametrize("name", GATES)
def test_the_gates_stand_beside_the_curves_above_the_fold(open_page: Callable[..., Page], name: str) -> None:
    page = open_page(f"{name}?lang=en&hidden_size=16")
    page.get_by_role("button", name="Train", exact=True).click()
    for gate in range(GATES[name]):
        expect(page.locator(".sv-band").nth(gate)).to_be_in_viewport(ratio=0.9)
    expect(page.locator(".sv-panel-perplexity .xtick text").first).to_be_in_viewport(ratio=1)
    sheet, plot = (page.locator(one).first.bounding_box() for one in (".sv-sheet", ".sv-panel-perplexity .nsewdrag"))
    panel = page.locator(".sv-panel-perplexity").bounding_box()
    assert sheet["x"] > panel["x"] + panel["width"]
    assert plot["width"] > 0.65 * panel["width"]  # names and figures leave the rest of its panel to the curves
