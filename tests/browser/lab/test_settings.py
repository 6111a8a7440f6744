"""Settings before a run: presets, knobs, the address, Back, a text of one's own, a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.course import go_to
from tests.browser.lab.lab_window import SMALL, button, leave, pause, train
from tests.browser.watching import PATIENCE, settled, watched

pytestmark = pytest.mark.browser


def test_own_text_is_shown_then_trained_on(open_page):
    page = open_page("lab?lang=en&text=own&hidden_size=16&steps=8&batch_size=4")
    expect(page.get_by_text("Paste a text or choose a file").first).to_be_visible()
    story = "the <b>cat</b> sat on the mat. " * 40
    upload = page.locator("input[type=file]")
    upload.set_input_files({"name": "story.txt", "mimeType": "text/plain", "buffer": story.encode()})
    expect(page.get_by_text("1,239 characters")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("the <b>cat</b> sat on the mat.").first).to_be_visible()
    train(page, 5)
    pause(page)
    upload.set_input_files({"name": "story.txt", "mimeType": "text/plain", "buffer": b"\x00\x01\x02" * 99})
    expect(page.get_by_text("This is not a text file")).to_be_visible(timeout=PATIENCE)
    leave(page)


def test_knobs_turned_before_the_start_become_settings(open_page):
    page = open_page(SMALL)
    expect(button(page, "Train")).to_be_visible()
    settled(page, 500)  # a page that is still being drawn may draw the knob anew
    knob = page.get_by_role("slider", name="clip at θ")
    knob.focus()
    knob.press("End")
    expect(page).to_have_url(re.compile("clip=off"), timeout=PATIENCE)
    train(page, 5)
    expect(page.locator(".sv-panel-gradient_norm .sv-panel-hint")).to_contain_text("0% of steps clipped")
    leave(page)


def test_back_and_forward_undo_and_redo_settings_then_leave(open_page):
    page = open_page("home?lang=en")
    go_to(page, "Train live")
    expect(button(page, "Train")).to_be_visible(timeout=PATIENCE)
    watched(page)
    for preset, sign in (
        ("GRU reads Chinese", "text=hsk"),
        ("RNN explodes", "cell=rnn"),
        ("Your text", "text=own"),
    ):
        page.get_by_role("radio", name=preset).click()
        expect(page).to_have_url(re.compile(sign), timeout=PATIENCE)
    page.go_back()
    expect(page.get_by_role("radio", name="RNN explodes")).to_be_checked(timeout=PATIENCE)
    expect(page).to_have_url(re.compile("cell=rnn"), timeout=PATIENCE)
    page.go_back()
    expect(page.get_by_role("radio", name="GRU reads Chinese")).to_be_checked(timeout=PATIENCE)
    page.go_forward()
    expect(page.get_by_role("radio", name="RNN explodes")).to_be_checked(timeout=PATIENCE)
    page.go_back()
    page.go_back()
    expect(page.get_by_role("radio", name="LSTM reads Lincoln")).to_be_checked(timeout=PATIENCE)
    page.go_back()
    expect(page).to_have_url(re.compile("/home"), timeout=PATIENCE)


def test_phone_keeps_the_controls_in_reach(open_page):
    page = open_page(SMALL, viewport={"width": 390, "height": 844})
    box = button(page, "Train").bounding_box()
    assert box is not None
    assert box["y"] > 844 / 2  # the bar sticks to the bottom
    overflow = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    assert overflow <= 0
