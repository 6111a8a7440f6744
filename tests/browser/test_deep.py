"""The page on deep networks in a real browser: a cell of the grid is opened by a click, and its machine follows."""

import re

import pytest
from playwright.sync_api import expect

from seqviz.text.catalog import load_catalog
from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser


def test_a_cell_of_the_grid_is_opened_by_a_click_and_its_machine_follows(open_page):
    t = load_catalog("en")
    page = open_page("deep?lang=en&hidden_size=8&batch_size=4&steps=8&rivals=layers:2&idea=grid&probe=the%20people")
    page.get_by_role("button", name="+10", exact=True).click()
    expect(page.locator(".sv-readout-value").first).to_have_text("10", timeout=PATIENCE)
    grid = page.locator(".st-key-panel-layer-grid")
    expect(grid.get_by_text(re.compile("Open: layer 2, token 10"))).to_be_visible(timeout=PATIENCE)
    letters = grid.locator(".js-plotly-plot .textpoint")
    expect(letters).to_have_count(10, timeout=PATIENCE)
    letter = letters.nth(3).bounding_box()
    assert letter
    layer = grid.get_by_text(t("live.layer", layer=1), exact=True).bounding_box()
    assert layer
    page.mouse.click(letter["x"] + letter["width"] / 2, layer["y"] + layer["height"] / 2)
    expect(grid.get_by_text(re.compile("Open: layer 1, token 4"))).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile("shown-token=3"), timeout=PATIENCE)
    page.get_by_role("button", name=t("kit.reset"), exact=True).click()
    expect(page.get_by_role("button", name=t("kit.train"), exact=True)).to_be_visible(timeout=PATIENCE)
