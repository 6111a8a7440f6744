"""Sampling in a real browser: thrown by the keyboard, played to the end, counted, restored; and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from seqviz.text.catalog import load_catalog
from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser


def ready(page):
    """Wait for the ribbons: the page has then been drawn to its end."""
    expect(page.locator(".st-key-panel-beam-search-throw .js-plotly-plot .bars path").first).to_be_visible(
        timeout=PATIENCE
    )
    return page


def test_the_keyboard_throws_and_a_reload_restores_the_sequence(open_page):
    page = ready(open_page("beam-search?lang=en&screen=sample&seed=3&temperature=0.5&top_p=0.9"))
    panel = page.locator(".st-key-panel-beam-search-throw")
    expect(panel.get_by_text("Nothing thrown yet")).to_be_visible()
    page.keyboard.press("t")
    expect(panel.get_by_text(re.compile(r"u = 0\.\d{3} falls on"))).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile("thrown=1"), timeout=PATIENCE)
    page.keyboard.press("p")  # plays on by itself to the end
    anew = page.get_by_role("button", name="New dice", exact=False).first
    expect(anew).to_be_visible(timeout=PATIENCE)
    written = panel.locator(".lm-text").inner_text()
    page.reload()
    expect(ready(page).locator(".st-key-panel-beam-search-throw .lm-text")).to_have_text(written, timeout=PATIENCE)
    page.get_by_text("Just show me").click()
    expect(page.locator(".st-key-panel-beam-search-spread .js-plotly-plot .bars path").first).to_be_visible(
        timeout=PATIENCE
    )
    page.get_by_role("button", name="Show where the answers of the searches stand").click()
    expect(page.locator(".st-key-panel-beam-search-spread .js-plotly-plot").get_by_text("greedy")).to_be_visible(
        timeout=PATIENCE
    )


def test_a_phone_shows_the_same_in_chinese_without_scrolling_sideways(open_page):
    page = ready(
        open_page("beam-search?lang=zh&screen=sample&thrown=1&top_k=2", viewport={"width": 390, "height": 844})
    )
    t = load_catalog("zh")
    expect(page.get_by_text(t("sampling.cut.top_k")).first).to_be_visible()
    page.locator(".st-key-beam-search-dice-n button").last.click()
    expect(page).to_have_url(re.compile("seed=2"), timeout=PATIENCE)
    expect(page.get_by_text(t("sampling.step.before"))).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
