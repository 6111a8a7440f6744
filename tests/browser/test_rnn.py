"""The page on recurrent networks in a real browser: memory taken away, and words found in a sentence of one's own."""

import re

import pytest
from playwright.sync_api import Page, expect

from seqviz.text.catalog import load_catalog
from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser

SMALL = "hidden_size=8&batch_size=4&steps=8"


def option(page: Page, words: str):
    """One of several that can be picked, by its words."""
    return page.get_by_role("radio", name=words, exact=True).or_(page.get_by_role("button", name=words, exact=True))


def after(page: Page, steps: int) -> None:
    page.get_by_role("button", name=f"+{steps}", exact=True).click()
    expect(page.locator(".sv-readout-value").first).to_have_text(str(steps), timeout=PATIENCE)


def test_a_network_without_memory_stands_beside_counting_and_its_state_is_drawn(open_page):
    t = load_catalog("en")
    page = open_page(f"rnn?lang=en&{SMALL}")
    option(page, t("rnn.rung.bigram")).first.click()
    expect(page.get_by_text(t("kit.predict.waiting"))).to_be_visible(timeout=PATIENCE)
    after(page, 100)
    curve = page.locator(".sv-panel-perplexity")
    expect(curve.get_by_text(t("settings.recurrence.none"))).to_be_visible(timeout=PATIENCE)
    option(page, t("settings.idea.ladder")).first.click()
    bars = page.locator(".st-key-panel-ladder .js-plotly-plot")
    for name in (t("rnn.rung.bigram"), t("settings.recurrence.none")):
        expect(bars.get_by_text(name)).to_be_visible(timeout=PATIENCE)
    option(page, t("settings.idea.path")).first.click()
    option(page, t("rnn.places.one")).first.click()
    expect(page.locator(".st-key-panel-path .js-plotly-plot")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(re.compile("Places after .*: 1 without recurrence"))).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible(timeout=PATIENCE)


def test_words_are_found_in_a_sentence_of_ones_own_and_a_reload_goes_on(open_page):
    t = load_catalog("zh")
    page = open_page("rnn?lang=zh&idea=uses")
    option(page, t("rnn.counting.segmentation")).first.click()
    expect(page.locator(".st-key-panel-label-scores .js-plotly-plot")).to_be_visible(timeout=PATIENCE)
    after(page, 10)
    line = page.get_by_label(t("settings.line"))
    line.fill("我们学习。")
    line.press("Enter")
    steps = page.locator(".st-key-panel-label-sentence .sv-unrolled .step")
    expect(steps).to_have_count(5, timeout=PATIENCE)
    expect(steps.nth(4).locator(".said")).to_have_text(re.compile("^[BMES]$"), timeout=PATIENCE)
    expect(page.locator(".st-key-panel-label-confusions .js-plotly-plot")).to_have_count(2, timeout=PATIENCE)
    page.reload()
    expect(page.locator(".sv-readout-value").first).to_have_text("10", timeout=PATIENCE)
    expect(steps.nth(4).locator(".said")).to_have_text(re.compile("^[BMES]$"), timeout=PATIENCE)
    page.get_by_role("button", name=t("kit.reset"), exact=True).click()
    expect(page.get_by_role("button", name=t("kit.train"), exact=True)).to_be_visible(timeout=PATIENCE)
