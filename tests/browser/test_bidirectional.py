"""The page on bidirectional networks in a real browser: guess a blank, train, see three sides, and the leak."""

import re

import pytest
from playwright.sync_api import expect

from seqviz.text.catalog import load_catalog
from tests.browser.watching import PATIENCE, settled

pytestmark = pytest.mark.browser

SMALL = "text=hungry-en&hidden_size=16&max_steps=40"


def test_a_blank_is_guessed_and_filled_from_both_sides(open_page):
    t = load_catalog("en")
    page = settled(open_page(f"bidirectional?lang=en&{SMALL}&held-out=2"))
    readers = page.locator(".sv-readers")
    expect(readers.locator(".token.hidden").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(t("bidirectional.side.both"), exact=True)).to_have_count(0)
    guess = page.get_by_role("textbox", name=t("bidirectional.guess"), exact=True)
    guess.fill("really")
    guess.press("Enter")
    expect(readers.get_by_text("pig", exact=True)).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.locator(".sv-readout-value").first).to_have_text("40", timeout=PATIENCE)
    expect(readers.locator(".strip .positive")).to_have_count(2, timeout=PATIENCE)
    expect(readers.locator(".box")).to_have_count(2)
    expect(page.get_by_text(t("bidirectional.side.both"), exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(re.compile("You guessed really"))).to_be_visible(timeout=PATIENCE)
    bars = page.locator(".st-key-panel-blank-scores .js-plotly-plot")
    expect(bars.get_by_text(t("bidirectional.score.joined"))).to_be_visible(timeout=PATIENCE)
    masks = readers.locator(".strip .positive").first
    assert "data:image/png" in masks.evaluate("one => getComputedStyle(one).maskImage")  # the states are drawn
