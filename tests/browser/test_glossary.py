"""The glossary in a real browser: a term opens by key and by finger, and leads to the page of all terms."""

import pytest
from playwright.sync_api import expect

from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser


def test_a_term_opens_where_it_is_first_used_and_leads_to_the_glossary(open_page):
    page = open_page("lstm?lang=en")
    term = page.locator(".sv-term", has_text="forget gate").first
    expect(term).to_be_visible(timeout=PATIENCE)
    meaning = page.locator("#term-forget-gate")
    expect(meaning).to_be_hidden()
    term.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    expect(meaning).to_contain_text("the share of the memory that is kept")
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    term.click()
    expect(meaning).to_be_visible()
    with page.context.expect_page() as opened:
        meaning.get_by_role("link", name="Glossary").click()
    expect(opened.value.get_by_role("heading", name="Glossary", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(opened.value.locator(".st-key-panel-term")).to_contain_text("forget gate", timeout=PATIENCE)


def test_on_a_phone_a_term_opens_by_finger_within_the_screen(open_page):
    page = open_page("bleu?lang=zh", viewport={"width": 390, "height": 844}, has_touch=True)
    term = page.locator(".sv-term").filter(visible=True).first
    expect(term).to_be_visible(timeout=PATIENCE)
    term.tap()
    meaning = page.locator(".sv-meaning:popover-open")
    expect(meaning).to_be_visible()
    box = meaning.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
