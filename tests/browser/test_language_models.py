"""The page of counted language models in a real browser: a learner's way through it, upload, phone, both languages."""

import math
import re

import pytest
from playwright.sync_api import expect

from seqviz.text.catalog import load_catalog
from tests.browser.course import go_to

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
    question = page.locator(f"[class*='st-key-panel-predict-{PAGE}']")
    question.get_by_role("radio").last.click()  # "Just show me" comes after the answers
    expect(question.get_by_role("radio")).to_have_count(0, timeout=SLOW)
    settled(page)


def chart_is_drawn(page, key):
    expect(page.locator(f".st-key-{PAGE}-{key} .sv-chart .main-svg").first).to_be_visible(timeout=SLOW)


def test_a_learner_predicts_sees_the_zero_and_heals_it(open_page):
    page = open_page(f"{PAGE}?lang=en&screen=sentence&sentence=the+people+for+the+people")
    page.get_by_role("radio", name=re.compile("3 for")).click()
    expect(page.get_by_text("You said 3 for: right.")).to_be_visible(timeout=SLOW)
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
    expect(again.locator(f".st-key-panel-{PAGE}-every-n td")).to_have_count(10)


def test_the_menu_shows_the_settings_that_hold(open_page):
    page = open_page(f"{PAGE}?lang=en&unit=character&seed=7&text=hsk")
    look(page)
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_value("7")
    expect(page.get_by_role("radio", name="characters")).to_be_checked()
    page.get_by_role("radio", name="words").click()
    expect(page).to_have_url(re.compile("^(?!.*unit=).*text=hsk&seed=7"), timeout=SLOW)


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
        page.get_by_role("button", name=re.compile(f"Next: . . {screen}")).click()
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
    upload.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"\x00\x01" * 500})
    expect(page.get_by_text(load_catalog("en")("reading.binary"))).to_be_visible(timeout=SLOW)
    settled(page)
    verse = "the cat sat on the mat and the dog sat on the log . " * 5
    upload.set_input_files({"name": "verse.txt", "mimeType": "text/plain", "buffer": verse.encode()})
    look(page)
    expect(page.locator(".lm-bars").first).to_contain_text("cat")


def slider(page, name):
    return page.locator(f"[class*='st-key-{PAGE}-setting-{name}'] input[type=range]")


def test_sliders_keep_their_values_while_an_own_text_comes_and_goes(open_page):
    """Streamlit starts a slider that is drawn anew at its minimum, and the next click would send that value."""
    page = open_page(f"{PAGE}?lang=en&n=4&rule=kneser-ney&discount=0.7")
    look(page)
    page.get_by_role("radio", name="Your own text").click()
    area = page.get_by_role("textbox", name="Paste it here")
    area.fill("the cat sat on the mat and the dog sat on the log . " * 5)
    page.get_by_role("button", name="Use this text").click()
    expect(page.get_by_text("62 words counted")).to_be_visible(timeout=SLOW)
    settled(page)
    assert slider(page, "n").get_attribute("aria-valuetext") == "4"
    assert slider(page, "discount").get_attribute("aria-valuetext") == "0.7"
    page.get_by_role("radio", name="Lincoln, word by word").click()
    expect(page.get_by_text("23,727 words counted")).to_be_visible(timeout=SLOW)
    settled(page)
    assert slider(page, "n").get_attribute("aria-valuetext") == "4"
    slider(page, "n").press("ArrowLeft")
    expect(page).to_have_url(re.compile("n=3"), timeout=SLOW)
    assert "discount=0.7" in page.url


def test_the_menu_leads_back_to_the_screen_that_was_left(open_page):
    page = open_page(f"{PAGE}?lang=en&screen=zipf&unit=character")
    look(page)
    go_to(page, "BLEU")
    expect(page.locator("h1")).to_contain_text("BLEU", timeout=SLOW)
    go_to(page, "Language models")
    expect(page.locator(f".st-key-panel-{PAGE}-coverage")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("radio", name=re.compile("Zipf"))).to_be_checked()
    expect(page).to_have_url(re.compile("screen=zipf"))
    expect(page).to_have_url(re.compile("unit=character"))


def test_an_exercise_is_judged(open_page):
    page = open_page(f"{PAGE}?lang=en&screen=perplexity&rule=kneser-ney")
    look(page)
    task = page.locator(f".st-key-exercise-{PAGE}-effective-choices")
    p = [1 / int(below) for below in re.findall(r"1/(\d+)", task.inner_text())]
    task.get_by_role("textbox").fill(f"{math.prod(p) ** -0.25:.4f}")
    task.get_by_role("button", name="Check").click()
    expect(task.get_by_text("Right:")).to_be_visible(timeout=SLOW)


def test_on_a_phone_nothing_sticks_out(open_page):
    page = open_page(f"{PAGE}?lang=zh&text=hsk&screen=count", viewport={"width": 390, "height": 844}, has_touch=True)
    look(page)
    bar = page.locator(f".st-key-control-bar-{PAGE}")
    expect(bar).to_be_in_viewport()
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 390
