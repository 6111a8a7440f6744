"""The page of encoder and decoder in a real browser: a cut with the shape that crosses it, then two blocks together."""

import pytest
from playwright.sync_api import expect

from seqviz.text.catalog import load_catalog
from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser


def test_a_network_is_cut_and_two_blocks_are_plugged_together(open_page):
    t = load_catalog("en")
    page = open_page("encoder-decoder?lang=en&line=old+persian&cut-cnn=filters-1")
    crossing = page.locator(".st-key-panel-strip-cnn .sv-blocks .cut b")
    expect(crossing).to_have_text("?", timeout=PATIENCE)
    asked = page.locator(".st-key-panel-predict-encoder-decoder-cut")
    asked.get_by_text("11 × 64", exact=True).click()
    expect(page.locator(".st-key-told-encoder-decoder-cut")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name=t("kit.step", count=10), exact=True).click()
    expect(crossing).to_have_text("11 × 64", timeout=PATIENCE)
    expect(page.locator(".st-key-panel-strip-rnn .sv-blocks .cut b")).to_have_text("64", timeout=PATIENCE)
    expect(page.locator(".st-key-panel-strip-cnn .js-plotly-plot")).to_be_visible(timeout=PATIENCE)
    expect(asked.get_by_text(t("kit.predict.wrong"))).to_be_visible(timeout=PATIENCE)
    page.get_by_text(t("settings.screen.plug"), exact=True).click()
    page.get_by_text(t("encoder-decoder.pair.cnn-gru"), exact=True).click(timeout=PATIENCE)
    flow = page.locator(".st-key-panel-plugged .sv-blocks .flow")
    expect(flow).to_contain_text("1 × 128", timeout=PATIENCE)
