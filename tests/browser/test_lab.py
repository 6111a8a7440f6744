"""The laboratory as a learner uses it, in a real browser on a really started server."""

import csv
import math
import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.course import go_to
from tests.browser.watching import watched

pytestmark = pytest.mark.browser

PATIENCE = 60_000
"""Milliseconds that anything may take: beside other tests the machine is slow, and that is no fault."""
SMALL = "lab?lang=en&cell=gru&hidden_size=32"


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def figure(page: Page, label: str) -> float:
    """The live figure under ``label``; nan while there is none."""
    box = page.locator(".sv-readout-box", has=page.get_by_text(label, exact=True))
    text = box.locator(".sv-readout-value").inner_text().replace(",", "")
    return float(text) if re.fullmatch(r"[\d.]+(e[+-]?\d+)?", text) else float("nan")


def wait_for(condition: Callable[[], bool], what: str, *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s for: {what}"
        time.sleep(0.1)


def train(page: Page, steps: int) -> None:
    """Press Train and wait until ``steps`` steps are done."""
    button(page, "Train").click()
    wait_for(lambda: figure(page, "step") >= steps, f"{steps} steps")


def pause(page: Page) -> None:
    button(page, "Pause").click()
    expect(button(page, "Resume")).to_be_visible(timeout=PATIENCE)
    rest(page)


def rest(page: Page) -> None:
    """Wait until the live figures, which are drawn after the buttons, have come to rest."""
    seen: list[float] = []

    def still() -> bool:
        seen.append(figure(page, "step"))
        page.wait_for_timeout(1_000)
        return len(seen) > 1 and seen[-1] == seen[-2]

    wait_for(still, "the figures to rest")


def leave(page: Page) -> None:
    """Give the run's place back: the next test may need it."""
    button(page, "Reset").click()
    expect(button(page, "Train")).to_be_visible(timeout=PATIENCE)


def test_training_lowers_the_perplexity(open_page):
    page = open_page(SMALL)
    train(page, 150)
    wait_for(lambda: figure(page, "held-out ppl") < 14, "a validation perplexity below half of uniform")
    assert figure(page, "training ppl") < 14
    assert figure(page, "tokens / s") > 0
    leave(page)


def test_pause_step_resume_and_reset(open_page):
    page = open_page(SMALL)
    train(page, 5)
    pause(page)
    stopped = figure(page, "step")
    page.wait_for_timeout(1200)
    assert figure(page, "step") == stopped
    button(page, "+10").click()
    wait_for(lambda: figure(page, "step") == stopped + 10, "ten more steps")
    page.wait_for_timeout(800)
    assert figure(page, "step") == stopped + 10
    button(page, "Resume").click()
    wait_for(lambda: figure(page, "step") > stopped + 10, "the run to go on")
    button(page, "Reset").click()
    expect(button(page, "Train")).to_be_visible()
    wait_for(lambda: math.isnan(figure(page, "step")), "the figures to go")
    button(page, "+1").click()
    wait_for(lambda: figure(page, "step") == 1, "a new run of one step")
    leave(page)


def test_editing_the_probe_sentence_changes_the_columns(open_page):
    page = open_page(SMALL)
    train(page, 5)
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


def test_learning_rate_changes_the_run_while_it_trains(open_page):
    page = open_page(SMALL)
    train(page, 20)
    knob = page.get_by_role("slider", name="learning rate")
    knob.focus()
    knob.press("Home")  # the smallest rate: learning all but stops
    wait_for(lambda: knob.get_attribute("aria-valuetext") == "1e-05", "the knob to be turned")
    turned = figure(page, "step")
    wait_for(lambda: figure(page, "step") > turned + 120, "a look at held-out text with the new rate")
    before = figure(page, "held-out ppl")
    wait_for(lambda: figure(page, "step") > turned + 330, "two more looks")
    assert figure(page, "held-out ppl") == pytest.approx(before, rel=0.05)
    expect(page.get_by_text("The settings have changed")).to_have_count(0)
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
    wait_for(lambda: 0 < float(best.inner_text()) < 0.12, "the predictions of step 0", seconds=20)
    there = figure(page, "step")
    wait_for(lambda: figure(page, "step") > there, "the live run to go on")
    page.locator(".sv-timeline button").click()
    expect(page.locator(".sv-timeline output")).to_have_text("now")
    wait_for(lambda: float(best.inner_text()) > 0.12, "the predictions of now", seconds=20)
    leave(page)


def test_language_switch_keeps_the_run_and_the_settings(open_page):
    page = open_page(SMALL)
    train(page, 10)
    before = figure(page, "step")
    page.get_by_text("中文", exact=True).click()
    expect(page.get_by_role("button", name="暂停", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page.locator("h1")).to_have_text("实时训练一个语言模型")
    wait_for(lambda: figure(page, "步数") > before, "the run to go on in Chinese")
    assert "hidden_size=32" in page.url
    expect(page).to_have_url(re.compile("lang=zh"), timeout=PATIENCE)
    page.get_by_role("button", name="重置", exact=True).click()
    expect(page.get_by_role("button", name="训练", exact=True)).to_be_visible(timeout=PATIENCE)


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


def test_reload_finds_the_run_again(new_visit):
    page = new_visit().open(SMALL)
    train(page, 10)
    pause(page)
    before = figure(page, "step")
    page.reload()
    expect(button(page, "Resume")).to_be_visible(timeout=PATIENCE)
    wait_for(lambda: figure(page, "step") == before, "the paused run")
    button(page, "Resume").click()
    wait_for(lambda: figure(page, "step") > before, "the run to go on")
    leave(page)


def test_the_figures_of_a_run_can_be_taken_home(open_page):
    page = open_page(SMALL)
    train(page, 20)
    pause(page)
    page.locator(".st-key-take-home-menu button").first.click()
    with page.expect_download() as download:
        button(page, "Figures of the run (CSV)").click()
    rows = list(csv.DictReader(download.value.path().read_text().splitlines()))
    steps = [row for row in rows if row["record"] == "StepRecord"]
    read = [row for row in rows if row["record"] == "EvaluationRecord"]
    assert [int(float(row["step"])) for row in steps] == list(range(1, int(figure(page, "step")) + 1))
    assert float(read[0]["loss"]) == pytest.approx(math.log(28), abs=0.3)
    assert float(steps[-1]["norm_before.most"]) > 0
    page.keyboard.press("Escape")
    leave(page)


def test_two_browsers_cannot_see_each_others_runs(new_visit):
    first, second = new_visit(), new_visit()
    page = first.open(SMALL)
    train(page, 10)
    expect(page).to_have_url(re.compile("run="), timeout=PATIENCE)
    stranger = second.open(page.url.removeprefix(second.server + "/"))
    expect(button(stranger, "Train")).to_be_visible()
    assert math.isnan(figure(stranger, "step"))
    train(stranger, 3)
    button(stranger, "Reset").click()
    expect(button(stranger, "Train")).to_be_visible()
    reached = figure(page, "step")
    wait_for(lambda: figure(page, "step") > reached, "the first learner's run to go on")
    leave(page)


def test_pressing_train_twice_starts_one_run(open_page):
    page = open_page(SMALL)
    button(page, "Train").dblclick()
    wait_for(lambda: figure(page, "step") >= 3, "the run to begin")
    leave(page)


def test_pointing_at_a_token_and_pinning_a_unit(open_page):
    page = open_page(SMALL)
    train(page, 5)
    pause(page)
    token = page.locator(".sv-token").nth(6)
    token.hover()
    expect(page.locator(".sv-values-place")).to_contain_text("7")
    page.locator(".sv-band").first.click(position={"x": 30, "y": 12})
    expect(page.locator(".sv-panel-unit .sv-panel-hint")).to_have_text("pinned; click the row again to let it go")
    leave(page)


def test_knobs_turned_before_the_start_become_settings(open_page):
    page = open_page(SMALL)
    expect(button(page, "Train")).to_be_visible()
    page.wait_for_timeout(1000)  # a page that is still being drawn may draw the knob anew
    knob = page.get_by_role("slider", name="clip at θ")
    knob.focus()
    knob.press("End")
    expect(page).to_have_url(re.compile("clip=off"), timeout=PATIENCE)
    train(page, 5)
    expect(page.locator(".sv-panel-gradient_norm .sv-panel-hint")).to_contain_text("0% of steps clipped")
    leave(page)


def test_the_settings_behind_a_preset_are_those_of_the_preset(open_page):
    page = open_page("lab?lang=en")
    page.get_by_role("radio", name="RNN explodes").click()
    expect(page).to_have_url(re.compile("learning_rate=3.5"), timeout=PATIENCE)
    button(page, "Settings").click()
    for name, value in {"Batch": "32", "Time steps T": "35", "Hidden units": "64", "Learning rate": "3.5"}.items():
        expect(page.get_by_role("spinbutton", name=name).first).to_have_value(value)
    expect(page.get_by_role("radio", name="RNN", exact=True).first).to_be_checked()


def test_the_exploding_preset_breaks_its_unclipped_model_alone_and_says_so(open_page):
    page = open_page("lab?lang=en")
    page.get_by_role("radio", name="RNN explodes").click()
    expect(page.get_by_text("not clipped").first).to_be_visible(timeout=PATIENCE)
    button(page, "Train").click()
    expect(page.get_by_text("not clipped broke at step")).to_be_visible(timeout=60_000)
    reached = figure(page, "step")
    wait_for(lambda: figure(page, "step") > reached, "the clipped twin to go on")
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


def test_leaving_the_page_pauses_the_run_and_coming_back_resumes_it(open_page):
    page = open_page(SMALL)
    train(page, 5)
    go_to(page, "Start")
    expect(page).to_have_url(re.compile("/home|/start|/$"), timeout=PATIENCE)
    page.wait_for_timeout(9_000)  # longer than a run is claimed for
    go_to(page, "Train live")
    wait_for(lambda: figure(page, "step") >= 5, "the run to be shown again")
    back = figure(page, "step")
    wait_for(lambda: figure(page, "step") > back, "the run to go on")
    leave(page)


def test_settings_out_of_range_in_the_address_fall_back_with_a_message(open_page):
    page = open_page("lab?lang=en&hidden_size=100000&theta=-1&learning_rate=1000&cell=gru&layers=two")
    for name in ("Hidden units", "Clip at θ", "Learning rate", "Layers"):
        expect(page.get_by_text(f"“{name}” in the address").first).to_be_visible()
    assert "cell=gru" in page.url
    assert "100000" not in page.url


def test_phone_keeps_the_controls_in_reach(open_page):
    page = open_page(SMALL, viewport={"width": 390, "height": 844})
    box = button(page, "Train").bounding_box()
    assert box is not None
    assert box["y"] > 844 / 2  # the bar sticks to the bottom
    overflow = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    assert overflow <= 0
