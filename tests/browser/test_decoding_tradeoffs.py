"""Decoding trade-offs in a real browser: predict, train, decode, look at trees, compare, cancel, and go on."""

import pytest
from playwright.sync_api import expect

from seqviz.text.catalog import load_catalog
from tests.browser.course import go_to
from tests.browser.watching import PATIENCE, settled

pytestmark = pytest.mark.browser

SMALL = "encoder_size=16&decoder_size=16&batch_size=16&max_steps=100&learning_rate=0.01&sentences=24&moment=early"


def test_a_test_set_is_decoded_searched_compared_and_cancelled(open_page):
    t = load_catalog("zh")
    page = open_page(f"decoding-tradeoffs?lang=zh&{SMALL}")
    name = t("decoding-tradeoffs.predict.same", count=24)
    option = page.get_by_role("radio", name=name, exact=True)
    option.or_(page.get_by_role("button", name=name, exact=True)).first.click()
    page.get_by_role("button", name=t("kit.train"), exact=True).click()
    expect(page.get_by_text(t("jobs.status.finished"), exact=True)).to_be_visible(timeout=120_000)
    page.get_by_role("button", name=t("decoding-tradeoffs.decode")).click()
    expect(page.locator(".st-key-panel-tradeoffs-early .js-plotly-plot")).to_be_visible(timeout=120_000)
    expect(page.locator(".dt-numbers tr").filter(has_text="k = 64")).to_be_visible(timeout=120_000)
    assert page.locator(".dt-bars .track").count() >= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    force_a_word(page, t)
    page.get_by_role("button", name=t("decoding-tradeoffs.conventions.compare", k=5, alpha="0.75")).click()
    expect(page.locator(".st-key-panel-tradeoffs-conventions .dt-numbers tr")).to_have_count(12, timeout=PATIENCE)
    settled(page).goto(page.url.replace("sentences=24", "sentences=1000"))
    settled(page).get_by_role("button", name=t("decoding-tradeoffs.decode")).click()
    page.get_by_role("button", name=t("kit.work.cancel"), exact=True).click(timeout=PATIENCE)
    expect(page.get_by_role("button", name=t("decoding-tradeoffs.decode"))).to_be_enabled(timeout=PATIENCE)
    go_to(page, t("course.beam-search"))
    page.get_by_text(t("beam-search.screen.translator"), exact=True).click(timeout=PATIENCE)
    expect(page.locator(".st-key-panel-translator-tree .sv-tree-pill").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(t("kit.convention.title"))).to_be_visible(timeout=PATIENCE)


def force_a_word(page, t):
    """Open the trees of the first sentence, after its first step; click a node, and decode on from there."""
    page.locator(".st-key-panel-tradeoffs-parting").get_by_test_id("stButtonGroup").locator("button").first.click()
    first = page.locator('.sv-tree-pill[data-step="1"][data-id]').first
    place = page.locator(".sv-tree-slider")
    expect(place).to_have_value("1", timeout=PATIENCE)
    page.locator(".sv-tree-primary").click()
    expect(place).to_have_value("2")
    first.click(timeout=PATIENCE)
    page.get_by_role("button", name=t("beam-search.table.force")).click(timeout=PATIENCE)
    forced = page.locator(".sv-tree-pill.sv-tree-forced")
    expect(forced).to_have_count(1, timeout=PATIENCE)
    expect(place).to_have_value("2")  # the learner stays where the tree was looked at
    word = forced.locator(".sv-tree-token").text_content()
    expect(page.get_by_role("textbox", name=t("trees.forced"))).to_have_value(word, timeout=PATIENCE)
