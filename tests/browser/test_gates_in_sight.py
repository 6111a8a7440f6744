"""At a desk, too, a learner sees gates and curves at once while it trains: nobody scrolls between the two."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DESK = {"width": 1440, "height": 900}
GATES = {"gru": 2, "lstm": 3}
"""How many gates the page's first model has; they are its first bands."""


@pytest.mark.parametrize("name", GATES)
def test_the_gates_stand_beside_the_curves_above_the_fold(open_page: Callable[..., Page], name: str) -> None:
    page = open_page(f"{name}?lang=en&hidden_size=16", viewport=DESK)
    page.get_by_role("button", name="Train", exact=True).click()
    for gate in range(GATES[name]):
        expect(page.locator(".sv-band").nth(gate)).to_be_in_viewport(ratio=0.9)
    expect(page.locator(".sv-panel-perplexity .xtick text").first).to_be_in_viewport(ratio=1)
    sheet, plot = (page.locator(one).first.bounding_box() for one in (".sv-sheet", ".sv-panel-perplexity .nsewdrag"))
    panel = page.locator(".sv-panel-perplexity").bounding_box()
    assert sheet["x"] > panel["x"] + panel["width"]
    assert plot["width"] > 0.65 * panel["width"]  # names and figures leave the rest of its panel to the curves
