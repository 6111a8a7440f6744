"""While a page comes, nothing that is there already jumps."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

GOOD = 0.1
"""What browsers' makers call a good share of the window that moves (the layout shift of web.dev)."""
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
