"""A run from Train to Reset: it learns, pauses, steps, breaks, and is nobody else's."""

import csv
import math
import re

import pytest
from playwright.sync_api import expect

from tests.browser.lab.lab_window import SMALL, button, figure, leave, pause, train, wait_for
from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser


def test_training_lowers_the_perplexity(open_page):
    page = open_page(SMALL)
    train(page, 150)
    wait_for(lambda: figure(page, "held-out ppl") < 14, "a validation perplexity below half of uniform")
    assert figure(page, "training ppl") < 14
    assert figure(page, "tokens / s") > 0
    leave(page)


def test_pause_step_resume_and_reset(open_page):
    page = open_page(SMALL)
    button(page, "Train").dblclick()  # that starts one run: after its reset none is left
    wait_for(lambda: figure(page, "step") >= 5, "the run to begin")
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


def test_the_exploding_preset_sets_what_it_says_and_breaks_its_unclipped_model_alone(open_page):
    page = open_page("lab?lang=en")
    page.get_by_role("radio", name="RNN explodes").click()
    expect(page).to_have_url(re.compile("learning_rate=3.5"), timeout=PATIENCE)
    button(page, "Settings").click()
    for name, value in {"Batch": "32", "Time steps T": "35", "Hidden units": "64", "Learning rate": "3.5"}.items():
        expect(page.get_by_role("spinbutton", name=name).first).to_have_value(value)
    expect(page.get_by_role("radio", name="RNN", exact=True).first).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_text("not clipped").first).to_be_visible(timeout=PATIENCE)
    button(page, "Train").click()
    expect(page.get_by_text("not clipped broke at step")).to_be_visible(timeout=60_000)
    reached = figure(page, "step")
    wait_for(lambda: figure(page, "step") > reached, "the clipped twin to go on")
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
    assert [int(float(row["step"])) for row in steps] == list(range(1, len(steps) + 1))
    wait_for(lambda: figure(page, "step") == len(steps), "the last step on the screen")  # the file may be ahead of it
    assert float(read[0]["loss"]) == pytest.approx(math.log(28), abs=0.3)
    assert float(steps[-1]["norm_before.most"]) > 0
    page.keyboard.press("Escape")
    leave(page)
