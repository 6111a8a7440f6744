"""Gradients through time in a browser: the strips are drawn, and a click in a column follows that letter."""

import re

import pytest
from playwright.sync_api import Page, expect

from seqviz.text.catalog import load_catalog

pytestmark = pytest.mark.browser


def drawn(page: Page, panel: str) -> None:
    """Wait until the chart of a panel holds what plotly has drawn."""
    expect(page.locator(f".st-key-panel-{panel} .sv-chart[data-drawn]").first).to_be_visible()


def test_a_click_on_a_letter_follows_its_loss_in_all_three_cells(open_page):
    """The space bar makes a step where nothing has the focus, a focused button one alone, and a field writes it."""
    page = open_page("gradients?lang=en&screen=reach&predicted=reach.gru")
    one = page.get_by_role("button", name="+1", exact=True)
    expect(one).to_be_visible()
    expect(page.locator("[data-listens='.st-key-gradients-step-1']")).to_be_attached()
    page.keyboard.press(" ")
    step = page.locator(".sv-readout-box", has=page.get_by_text("step", exact=True)).locator(".sv-readout-value")
    expect(step).to_have_text("1")
    sentence = page.get_by_role("textbox", name="Sentence")
    written = sentence.input_value()
    sentence.press("End")
    sentence.press(" ")
    expect(sentence).to_have_value(f"{written} ")
    sentence.press("Backspace")
    one.press(" ")
    expect(step).to_have_text("2")
    bars = page.locator(".st-key-panel-strips .barlayer .point path")
    expect(bars.first).to_be_attached()
    chart = page.locator(".st-key-panel-strips .sv-chart")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    letter = page.locator(".st-key-panel-strips .textpoint text").nth(30).bounding_box()
    page.mouse.move(letter["x"] + letter["width"] / 2, box["y"] + 200)
    page.mouse.click(letter["x"] + letter["width"] / 2, box["y"] + 200)
    expect(page).to_have_url(re.compile(r"followed=30"))
    page.get_by_role("button", name=load_catalog("en")("gradients.reach.pin", token="n")).click()
    expect(page).to_have_url(re.compile(r"pinned=30"))
    expect(step).to_have_text("2")


def test_the_product_is_drawn_in_chinese_on_a_phone_without_a_sideways_page(open_page):
    page = open_page(
        "gradients?lang=zh&screen=product&predicted=numbers.thousand", viewport={"width": 390, "height": 844}
    )
    drawn(page, "product")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator(".st-key-panel-factors .katex").first).to_be_attached()
