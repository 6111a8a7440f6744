"""A run outlives another language, a reload and another page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.course import go_to
from tests.browser.lab.lab_window import SMALL, button, figure, leave, pause, train, wait_for
from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser


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
