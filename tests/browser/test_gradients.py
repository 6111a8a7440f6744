"""The page on gradients as a learner uses it: the turned knob, the wall, the sweep of theta."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PATIENCE = 90_000
"""Milliseconds that anything may take: beside other tests the machine is slow, and that is no fault."""
SMALL = "hidden_size=16&batch_size=4&steps=8"


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def reading(page: Page, label: str):
    box = page.locator(".sv-readout-box", has=page.get_by_text(label, exact=True))
    return box.locator(".sv-readout-value")


def leave(page: Page) -> None:
    button(page, "Reset").click()
    expect(button(page, "Train")).to_be_visible(timeout=PATIENCE)


def test_the_knob_turns_by_itself_and_one_twin_breaks(open_page):
    """The page of the stage, with an earlier turn: the rate is 3 from step 10 on, and slow motion has set in."""
    page = open_page("gradients?lang=en&turn_at=10&learning_rate=1.0&turn_to=10.0")
    page.get_by_text("3 to 12 steps", exact=True).click()
    page.get_by_text("(0.6, 0.8)", exact=True).click()
    expect(page.get_by_text("You said (0.6, 0.8): right.")).to_be_visible(timeout=PATIENCE)
    button(page, "Train").click()
    expect(page.get_by_text("learning rate 1 → 10")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(re.compile(r"\d+: worse than guessing"))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("It was worse than guessing at step")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("slow motion", exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile("angle between old and new"))).to_be_visible(timeout=PATIENCE)
    leave(page)


def test_the_wall_is_walked_step_by_step_from_where_the_learner_clicks(open_page):
    page = open_page("gradients?lang=zh&screen=wall")
    page.get_by_text("直接看结果", exact=True).click()
    canvas = page.locator(".sv-wall canvas")
    expect(canvas).to_have_attribute("data-upto", "120", timeout=PATIENCE)
    button(page, "走一步").click()
    expect(canvas).to_have_attribute("data-upto", "0")
    button(page, "走一步").click()
    expect(canvas).to_have_attribute("data-upto", "1")
    canvas.press(" ")
    expect(canvas).to_have_attribute("data-upto", "2")
    button(page, "全部").click()
    told = page.get_by_text(re.compile(r"第 \d+ 步最长"))
    before = told.inner_text()
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] * 0.55, "y": box["height"] * 0.8})
    expect(told).not_to_have_text(before, timeout=PATIENCE)
    expect(page).to_have_url(re.compile(r"[?&]w=\d"), timeout=PATIENCE)


def test_the_sweep_goes_on_while_another_screen_is_shown(open_page):
    page = open_page(f"gradients?lang=en&screen=sweep&{SMALL}")
    button(page, "Train all eight").click()
    expect(button(page, "Pause")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("The wall", exact=True).click()
    expect(page.locator(".sv-wall canvas")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("Which θ?", exact=True).first.click()
    expect(page.get_by_text("step 400 of 400, eight models, seed 0")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("within 5 % of the best", exact=True)).to_be_visible(timeout=PATIENCE)
    button(page, "Cancel").click()
    expect(page.get_by_text("step 0 of 400, eight models, seed 0")).to_be_visible(timeout=PATIENCE)


def test_a_delay_is_learned_by_some_models_and_their_strips_touch_the_first_letter(open_page):
    page = open_page("gradients?lang=en&screen=recall&delay=5")
    page.get_by_text("none of them", exact=True).click()
    expect(page.get_by_text("Your prediction:")).to_be_visible(timeout=PATIENCE)
    button(page, "Train").click()
    expect(page.get_by_text("You said none of them: not this time.")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("What you have found so far")).to_be_visible(timeout=PATIENCE)
    expect(
        page.locator(".st-key-gradients-race").get_by_text(re.compile(r"LSTM, long memory, step \d+"))
    ).to_be_visible()
    strips = page.locator(".st-key-gradients-recall-short")
    expect(strips.get_by_text("felt over 6 of 6").first).to_be_visible(timeout=PATIENCE)
    leave(page)
