"""The page of counted language models in a real browser: a learner's way through it, upload, phone, both languages."""

import re

import pytest
from playwright.sync_api import expect

from seqviz.text.catalog import load_catalog

pytestmark = pytest.mark.browser
PAGE = "language-models"
SLOW = 30_000


def settled(page):
    """Wait until the script has run and no placeholder is left."""
    page.wait_for_timeout(200)
    page.wait_for_function(
        "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[data-testid=stSkeleton]')",
        timeout=SLOW,
    )


def look(page):
    settled(page)
    page.locator("[class*='language-models-skip'] button").click()
    expect(page.locator(".st-key-panel-language-models-verdict")).to_be_visible(timeout=SLOW)
    settled(page)


def chart_is_drawn(page, key):
    expect(page.locator(f".st-key-{PAGE}-{key} .sv-chart .main-svg").first).to_be_visible(timeout=SLOW)


def test_a_learner_predicts_sees_the_zero_and_heals_it(open_page):
    page = open_page(f"{PAGE}?lang=en&screen=sentence&sentence=the+people+for+the+people")
    page.get_by_role("radio", name=re.compile("3 for")).click()
    expect(page.get_by_text("You said 3 for. That is right.")).to_be_visible(timeout=SLOW)
    zero = page.locator(".lm-tile.zero")
    expect(zero).to_have_count(1)
    expect(zero).to_contain_text("for")
    page.get_by_role("combobox", name="Smoothing").click()
    page.get_by_role("option", name="Kneser–Ney").click()
    expect(zero).to_have_count(0, timeout=SLOW)
    expect(page.locator(".lm-tile.gap")).to_contain_text("for")
    expect(page).to_have_url(re.compile("rule=kneser-ney"))


def test_writing_token_by_token_is_restored_by_its_address(open_page):
    page = open_page(f"{PAGE}?lang=en&screen=write&n=3")
    look(page)
    page.get_by_role("button", name="Next token").click()
    expect(page.locator(".lm-text .last")).to_be_visible(timeout=SLOW)
    expect(page.locator(".lm-die .mark")).to_be_visible()
    page.get_by_role("button", name="10 more").click()
    expect(page).to_have_url(re.compile("length=11"), timeout=SLOW)
    settled(page)
    text = page.locator(".lm-text").inner_text()
    again = open_page(page.url.split("/", 3)[3])
    expect(again.locator(".lm-text")).to_have_text(text, timeout=SLOW)


def test_the_menu_shows_the_settings_that_hold(open_page):
    page = open_page(f"{PAGE}?lang=en&unit=character&seed=7&text=hsk")
    look(page)
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_value("7")
    expect(page.get_by_role("radio", name="characters")).to_be_checked()
    page.get_by_role("radio", name="words").click()
    expect(page).to_have_url(re.compile("text=hsk&seed=7$|seed=7&text=hsk$"), timeout=SLOW)


def test_all_screens_in_turn_with_their_charts(open_page):
    page = open_page(f"{PAGE}?lang=en&text=lincoln&unit=character&rule=kneser-ney&n=3")
    look(page)
    chart_is_drawn(page, "table-chart")
    charts = {
        "Zipf": "zipf-chart",
        "Smoothing": "by-k-chart",
        "Perplexity": "dial-chart",
        "Three uses": "pretrain-chart",
    }
    for screen in ("A sentence", "Zipf", "Smoothing", "Which is likelier", "Write", "Perplexity", "Three uses"):
        page.get_by_role("button", name=re.compile(f"Next: {screen}")).click()
        expect(page.get_by_role("radio", name=re.compile(screen))).to_be_checked(timeout=SLOW)
        look(page)
        if screen in charts:
            chart_is_drawn(page, charts[screen])


def test_the_language_changes_and_everything_else_stays(open_page):
    page = open_page(f"{PAGE}?lang=en&screen=duel&n=3&first=the+union&second=union+the&rule=kneser-ney")
    look(page)
    page.get_by_role("radio", name="\u4e2d\u6587").first.click()
    expect(page).to_have_url(re.compile("lang=zh"), timeout=SLOW)
    settled(page)
    expect(page.locator("h1")).to_contain_text("\u8bed\u8a00\u6a21\u578b")
    assert "first=the+union" in page.url
    assert "n=3" in page.url
    expect(page.locator(".lm-product").first).to_be_visible()


def test_ones_own_text_by_upload_and_what_is_wrong_with_a_binary_one(open_page):
    page = open_page(f"{PAGE}?lang=en&text=own")
    upload = page.locator("input[type=file]")
    upload.set_input_files({"name": "a.bin", "mimeType": "application/octet-stream", "buffer": b"\x00\x01" * 500})
    expect(page.get_by_text(load_catalog("en")("texts.binary"))).to_be_visible(timeout=SLOW)
    settled(page)
    verse = "the cat sat on the mat and the dog sat on the log . " * 5
    upload.set_input_files({"name": "verse.txt", "mimeType": "text/plain", "buffer": verse.encode()})
    look(page)
    expect(page.locator(".lm-bars").first).to_contain_text("cat")


def test_on_a_phone_nothing_sticks_out(open_page):
    page = open_page(f"{PAGE}?lang=zh&text=hsk&screen=count", viewport={"width": 390, "height": 844}, has_touch=True)
    look(page)
    bar = page.locator(f".st-key-control-bar-{PAGE}")
    expect(bar).to_be_in_viewport()
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 390
