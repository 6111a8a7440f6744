"""Decoding trade-offs in a real browser: predict, train, decode, and the results stand on the screen."""

import pytest
from playwright.sync_api import expect

from seqviz.text.catalog import load_catalog

pytestmark = pytest.mark.browser

SMALL = "encoder_size=16&decoder_size=16&batch_size=16&max_steps=50&sentences=5&moment=early"


def test_a_test_set_is_decoded_and_shown(open_page):
    t = load_catalog("zh")
    page = open_page(f"decoding-tradeoffs?lang=zh&{SMALL}")
    name = t("decoding-tradeoffs.predict.same", count=5)
    option = page.get_by_role("radio", name=name, exact=True)
    option.or_(page.get_by_role("button", name=name, exact=True)).first.click()
    page.get_by_role("button", name=t("kit.train"), exact=True).click()
    expect(page.get_by_text(t("jobs.status.finished"), exact=True)).to_be_visible(timeout=120_000)
    page.get_by_role("button", name=t("decoding-tradeoffs.decode")).click()
    expect(page.locator(".st-key-panel-tradeoffs-early .js-plotly-plot")).to_be_visible(timeout=120_000)
    expect(page.locator(".dt-numbers tr").filter(has_text="k = 64")).to_be_visible(timeout=120_000)
    assert page.locator(".dt-bars .track").count() >= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
