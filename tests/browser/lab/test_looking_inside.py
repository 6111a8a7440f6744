"""Looking inside the model: a sentence, a token, a unit, an earlier step."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab.lab_window import SMALL, button, figure, leave, pause, train, wait_for
from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser


def test_a_token_a_unit_and_another_sentence_are_looked_at(open_page):
    page = open_page(SMALL)
    train(page, 5)
    pause(page)
    page.locator(".sv-token").nth(6).hover()
    expect(page.locator(".sv-values-place")).to_contain_text("7")
    page.locator(".sv-band").first.click(position={"x": 30, "y": 12})
    expect(page.locator(".sv-panel-unit .sv-panel-hint")).to_have_text("pinned; click the row again to let it go")
    button(page, "Resume").click()
    expect(button(page, "Pause")).to_be_visible(timeout=PATIENCE)
    box = page.get_by_role("textbox", name="Sentence to look inside")
    box.fill("We <b>7</b>")
    box.press("Enter")
    tokens = page.locator(".sv-token")
    expect(tokens).to_have_count(6, timeout=PATIENCE)
    assert "".join(tokens.all_inner_texts()) == "we·b·b"  # as the text itself is written: small letters alone
    box.fill("<7>")  # nothing of it is: it stays, and is named
    box.press("Enter")
    expect(tokens).to_have_count(3, timeout=PATIENCE)
    assert "".join(tokens.all_inner_texts()) == "<7>"
    expect(page.get_by_text("Not in the vocabulary")).to_be_visible(timeout=PATIENCE)
    box.fill("x")
    box.press("Enter")
    expect(page.get_by_text("needs at least two tokens")).to_be_visible(timeout=PATIENCE)
    leave(page)


def test_time_travel_shows_the_untrained_model_while_the_run_goes_on(open_page):
    page = open_page(SMALL)
    train(page, 120)
    slider = page.locator(".sv-timeline input")
    slider.focus()
    slider.press("Home")
    expect(page.locator(".sv-timeline output")).to_have_text("after step 0")
    best = page.locator(".sv-next-number").first
    # an untrained model is torn between all 28 tokens
    wait_for(lambda: 0 < float(best.inner_text()) < 0.12, "the predictions of step 0")
    there = figure(page, "step")
    wait_for(lambda: figure(page, "step") > there, "the live run to go on")
    page.locator(".sv-timeline button").click()
    expect(page.locator(".sv-timeline output")).to_have_text("now")
    wait_for(lambda: float(best.inner_text()) > 0.12, "the predictions of now")
    leave(page)
