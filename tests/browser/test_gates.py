"""The pages of the gated cells in a real browser: predict, hold, undo, edit, and an extreme to the last digit."""

import re

import pytest
from playwright.sync_api import Page, expect

from seqviz.text.catalog import load_catalog
from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser

SMALL = "hidden_size=8&batch_size=4&steps=8&rivals="


def after_a_hundred_steps(page: Page) -> None:
    page.get_by_role("button", name="+100", exact=True).click()
    step = page.locator(".sv-readout-value").first
    expect(step).to_have_text("100", timeout=PATIENCE)


def option(page: Page, words: str):
    """One of several that can be picked, by its words."""
    return page.get_by_role("radio", name=words, exact=True).or_(page.get_by_role("button", name=words, exact=True))


def test_a_gate_is_held_and_let_go_and_a_memory_edited(open_page):
    t = load_catalog("en")
    page = open_page(f"lstm?lang=en&{SMALL}&idea=hold")
    after_a_hundred_steps(page)
    expect(page.get_by_text(t("hold.bars"))).to_have_count(0)  # nothing beside the question
    option(page, t("hold.band.worse")).first.click()
    panel = page.locator(".st-key-panel-held-lstm")
    expect(panel.get_by_text("forget F = 0")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(re.compile(r"Perplexity [\d.]+ against [\d.]+ unheld"))).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name=t("hold.undo"), exact=True).click()
    expect(page.get_by_role("button", name=t("hold.undo"), exact=True)).to_be_disabled(timeout=PATIENCE)
    written = page.locator(".st-key-panel-written-lstm [data-testid=stText]")
    expect(written.nth(1)).to_have_text(re.compile("^the people.{100}"), timeout=PATIENCE)
    expect(written.nth(1)).to_have_text(written.nth(0).inner_text(), timeout=PATIENCE)
    option(page, t("settings.idea.edit")).first.click()
    option(page, t("hold.lasts.3")).first.click()
    expect(page.locator(".st-key-panel-felt-lstm .js-plotly-plot")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Last felt").or_(page.get_by_text("still felt at the end"))).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible(timeout=PATIENCE)


def test_a_gru_at_an_extreme_is_an_rnn_to_the_last_digit(open_page):
    t = load_catalog("zh")
    page = open_page(f"gru?lang=zh&{SMALL}&idea=extremes")
    after_a_hundred_steps(page)
    option(page, t("settings.extreme.fresh")).first.click()
    row = page.locator(".st-key-panel-extremes table tbody tr").first
    expect(row).to_be_visible(timeout=PATIENCE)
    _, _, forced, beside = row.locator("td").all_inner_texts()
    assert forced == beside
    expect(page.get_by_text("两者相等")).to_be_visible()
    page.get_by_role("button", name=t("kit.reset"), exact=True).click()
    expect(page.get_by_role("button", name=t("kit.train"), exact=True)).to_be_visible(timeout=PATIENCE)
