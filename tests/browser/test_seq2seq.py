"""The translator's page in a real browser: predict, train, look inside, translate a sentence of one's own, a phone."""

import pytest
from playwright.sync_api import expect

from seqviz.text.catalog import load_catalog
from tests.browser.watching import PATIENCE, settled

pytestmark = pytest.mark.browser

SMALL = "encoder_size=16&decoder_size=16&embedding_size=8&batch_size=16"


def test_a_sentence_is_followed_through_a_run_and_into_the_translator(open_page):
    t = load_catalog("en")
    page = open_page(f"seq2seq?lang=en&{SMALL}&max_steps=50&predicted=stopped.show~swapped.show~first-mistake.show")
    option = page.get_by_role("radio", name=t("seq2seq.predict.never"), exact=True)
    option.or_(page.get_by_role("button", name=t("seq2seq.predict.never"), exact=True)).first.click()
    page.get_by_role("button", name=t("kit.train"), exact=True).click()
    expect(page.locator(".sv-readout-value").first).to_have_text("50", timeout=PATIENCE)
    progress = page.locator(".st-key-panel-seq2seq-progress table tbody tr")
    expect(progress.first.locator("td").first).to_have_text("0", timeout=PATIENCE)
    expect(page.locator(".st-key-told-seq2seq-half").get_by_text(t("kit.predict.right"))).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.locator(".st-key-panel-seq2seq-right .js-plotly-plot")).to_be_visible(timeout=PATIENCE)
    line = page.get_by_label(t("seq2seq.sentence"), exact=True)
    line.fill("seven")
    line.press("Enter")
    expect(progress).to_have_count(2, timeout=PATIENCE)  # step 0 and now; no reference is known
    page.get_by_role("radio", name=t("settings.screen.inside"), exact=True).click()
    picture = page.locator(".sv-translator-picture")
    expect(picture).to_be_visible(timeout=PATIENCE)
    picture.focus()
    title = page.locator(".sv-translator-gates .sv-translator-title")
    expect(title).to_have_text(t("translator.after", word=t("translator.quoted", word=t("translator.begin"))))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(t("translator.after", word=t("translator.quoted", word="seven")))
    given_by_dragging(page, t)
    line.fill("")
    line.press("Enter")
    fed_by_hand(page, t)
    page.get_by_role("radio", name=t("settings.screen.inside"), exact=True).click()
    expect(picture).to_be_visible(timeout=PATIENCE)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(picture).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def given_by_dragging(page, t):
    """Drag another sentence onto the vector; tap the sentence itself, and its own vector is back."""
    page.get_by_role("radio", name=t("settings.screen.swap"), exact=True).click()
    row = page.locator(".sv-translator-sentences")
    sentences = row.get_by_role("button")
    expect(sentences.nth(2)).to_be_visible(timeout=PATIENCE)
    settled(page, 1_000)
    own, other = (sentences.nth(place).inner_text() for place in (0, 2))
    picture, target = (
        page.locator(name).bounding_box() for name in (".sv-translator-picture", ".sv-translator-target")
    )
    place = {
        "x": target["x"] - picture["x"] + target["width"] / 2,
        "y": target["y"] - picture["y"] + target["height"] / 2,
    }
    sentences.nth(2).drag_to(page.locator(".sv-translator-picture"), target_position=place)
    given = row.get_by_role("button", name=other, exact=True)
    expect(given).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    second = page.get_by_label(t("settings.second"), exact=True).filter(visible=True)
    expect(second).to_have_value(other, timeout=PATIENCE)
    row.get_by_role("button", name=own, exact=True).click()
    expect(given).to_have_attribute("aria-pressed", "false", timeout=PATIENCE)


def fed_by_hand(page, t):
    """Feed another word to the lane alone, guess what that changes, and see it."""
    page.get_by_role("radio", name=t("settings.screen.teacher"), exact=True).click()
    expect(page.locator("button.sv-lanes-fed").first).to_be_visible(timeout=PATIENCE)
    settled(page, 1_000)
    page.locator("button.sv-lanes-fed").first.click(timeout=PATIENCE)
    page.locator(".sv-lanes-choose").nth(1).click(timeout=PATIENCE)
    asked = page.locator(".st-key-panel-predict-seq2seq-hand")
    asked.get_by_text(t("hand.all"), exact=True).click(timeout=PATIENCE)
    expect(page.locator(".sv-lanes-hand")).to_be_visible(timeout=PATIENCE)
