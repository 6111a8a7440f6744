"""On a stage: a projector of 1280 by 720, type for the back row, and the figures still in sight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

STAGE = {"width": 1280, "height": 720}
BACK_ROW = 18
"""Pixels of the smallest figures that are read from the back."""
SIZES = """[...document.querySelectorAll(".sv-panel-perplexity .ytick text")]
    .map((text) => parseFloat(getComputedStyle(text).fontSize))"""
DRAWINGS = {
    "beam-search?lang=en&shown=yes": ".sv-tree-pill",
    "bleu?lang=zh": "[class*='st-key-panel-bleu']",
    "sequence-models?lang=en&idea=forecast": ".js-plotly-plot",
    "gradients?lang=zh&screen=recall&delay=10&predicted=recall/10.rnn": ".st-key-gradients-race .xtick text",
    "deep?lang=en&predicted=best-rnn.show": ".sv-panel-perplexity",
    "encoder-decoder?lang=zh&screen=plug": ".st-key-panel-plugged .sv-blocks",
}


@pytest.mark.parametrize("address", DRAWINGS)
def test_the_first_drawing_is_in_sight_without_a_sidebar(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}&projector=on", viewport=STAGE)
    expect(page.locator(DRAWINGS[address]).first).to_be_in_viewport(ratio=0.6)
    expect(page.locator("[data-testid=stSidebar]")).not_to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= STAGE["width"]


def test_charts_write_for_the_back_row_and_the_menu_leads_off_the_stage(open_page: Callable[..., Page]) -> None:
    page = open_page("lab?lang=en&projector=on", viewport=STAGE)
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text("What came out")).to_be_visible()  # a verdict leaves them in sight
    expect(page.locator(".sv-panel-perplexity .ytick text").last).to_be_in_viewport()  # the topmost
    band = page.locator(".sv-band").first
    for gate in (0, 1, 2):
        expect(page.locator(".sv-band").nth(gate)).to_be_in_viewport()  # beside the curves
    pause = page.get_by_role("button", name="Pause", exact=True)
    pause.click()
    expect(pause).not_to_be_visible()  # a chart that moves writes its figures anew
    assert min(page.evaluate(SIZES)) >= BACK_ROW
    expect(band).to_have_attribute("height", "16")  # a pixel of the canvas is a unit
    page.get_by_role("button", name="48 units").click()
    expect(band).to_have_attribute("height", "48")
    page.get_by_role("tab", name="parts").click()
    expect(page.get_by_role("heading", name="Gradient norm by parameter")).to_be_visible()
    expect(page.get_by_role("heading", name="Gradient norm", exact=True)).not_to_be_visible()
    page.get_by_role("button", name="Reset", exact=True).click()
    page.locator(".st-key-stage-menu button").first.click()
    expect(page.get_by_role("link", name="Beam search", exact=True)).to_be_visible()
    page.get_by_text("Projector mode").click()
    expect(page.locator("[data-testid=stSidebar]")).to_be_visible()
    assert "projector" not in page.url
