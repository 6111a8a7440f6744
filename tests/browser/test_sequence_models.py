"""The page of sequence models as a learner uses it, in a real browser on a really started server."""

import re
import time
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.watching import PATIENCE, watched

pytestmark = pytest.mark.browser

QUICK = "sequence-models?lang=en&idea=forecast&source=sine&width=8&history=8&max_steps=120"


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def predict(page: Page, answer: str) -> None:
    page.get_by_role("radio", name=answer, exact=True).click()
    expect(page.get_by_role("radio", name=answer, exact=True)).to_have_count(0, timeout=PATIENCE)


def step_of(page: Page) -> int:
    text = page.locator(".sv-readout-box", has=page.get_by_text("step", exact=True)).locator(".sv-readout-value")
    found = text.inner_text().replace(",", "")
    return int(found) if found.isdigit() else -1


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while not condition():
        assert time.monotonic() < deadline, f"waited for: {what}"
        time.sleep(0.1)


def drawn_points(page: Page, chart: str, trace: str) -> int:
    """Points of a trace that plotly has really drawn."""
    return page.evaluate(
        """([key, name]) => {
            const plot = document.querySelector(`.st-key-${key} .js-plotly-plot`)
            const found = plot?.data.find((trace) => trace.name === name)
            return found ? [...(found.y ?? [])].filter(Number.isFinite).length : -1
        }""",
        [chart, trace],
    )


def spread(page: Page, chart: str, trace: str) -> float:
    """Greatest minus least value of a trace that plotly has really drawn."""
    return page.evaluate(
        """([key, name]) => {
            const y = document.querySelector(`.st-key-${key} .js-plotly-plot`).data.find((t) => t.name === name).y
            return Math.max(...y) - Math.min(...y)
        }""",
        [chart, trace],
    )


def first_value(page: Page, chart: str, trace: str) -> float:
    """First value of a trace that plotly has really drawn; nan while there is none."""
    found = page.evaluate(
        """([key, name]) => document.querySelector(`.st-key-${key} .js-plotly-plot`)
            ?.data.find((trace) => trace.name === name)?.y?.[0] ?? null""",
        [chart, trace],
    )
    return float("nan") if found is None else found


def test_the_chain_rule_is_asked_first_and_then_written_out(open_page):
    page = open_page("sequence-models?lang=en")
    expect(page.get_by_text("Two ways down")).to_have_count(0)
    predict(page, "they are equal")
    expect(page.get_by_text("both are 42/1,458")).to_be_visible()
    button(page, "All at once").click()
    expect(page.get_by_text("4 of 4 factors: 0.02881")).to_have_count(2)
    expect(page.get_by_text("Values that changed before the earlier of the two events: 0.")).to_be_visible()


def test_both_models_train_live_and_the_outcome_is_measured(open_page):
    page = open_page(QUICK)
    predict(page, "latent state")
    button(page, "Train").click()
    expect(page.get_by_text("What came out:")).to_be_visible(timeout=PATIENCE)
    wait_for(lambda: step_of(page) == 120, "the last step in the control bar")
    # a chart out of sight waits with its drawing
    page.locator(".st-key-sequence-models-chart-forecast-forecast-0").scroll_into_view_if_needed()
    for trace in ("window", "latent"):
        wait_for(
            lambda t=trace: drawn_points(page, "sequence-models-chart-errors-forecast", t) >= 8, f"errors of {trace}"
        )
        wait_for(
            lambda t=trace: drawn_points(page, "sequence-models-chart-horizon", t) == 64, f"64 horizons of {trace}"
        )
        wait_for(
            lambda t=trace: drawn_points(page, "sequence-models-chart-forecast-forecast-0", t) == 400,
            f"path of {trace}",
        )
    for baseline in ("last", "seasonal", "mean"):
        assert drawn_points(page, "sequence-models-chart-horizon", baseline) == 64
    page.get_by_role("radio", name="the truth", exact=True).click()
    expect(page).to_have_url(re.compile("feedback=truth"), timeout=PATIENCE)
    page.locator(".st-key-sequence-models-chart-horizon").scroll_into_view_if_needed()
    # fed with the truth, every step is a one-step forecast: the error no longer grows
    wait_for(lambda: spread(page, "sequence-models-chart-horizon", "latent") < 1e-6, "a flat error along the horizon")


def test_time_travel_shows_the_untrained_forecasts_while_the_run_goes_on(open_page):
    page = open_page(QUICK.replace("120", "20000"))
    button(page, "Train").click()
    wait_for(lambda: step_of(page) > 60, "the models to have learned something")
    slider, output = page.locator(".sv-timeline input"), page.locator(".sv-timeline output")
    slider.focus()
    slider.press("Home")
    expect(output).to_have_text("after step 0")
    chart = "sequence-models-chart-horizon"
    page.locator(f".st-key-{chart}").scroll_into_view_if_needed()
    wait_for(
        lambda: first_value(page, chart, "latent") > 0.5, "the error of the untrained model, near the spread of 0.7"
    )
    there = step_of(page)
    wait_for(lambda: step_of(page) > there, "the live run to go on")
    button(page, "Back to now").click()
    expect(output).to_have_text("now")
    wait_for(lambda: first_value(page, chart, "latent") < 0.4, "the error of the model as it is")
    button(page, "Reset").click()
    expect(page.get_by_role("radio", name="latent state", exact=True)).to_be_visible(timeout=PATIENCE)


def test_pause_step_language_and_reload_keep_the_run(open_page, new_visit):
    page = open_page(QUICK.replace("120", "20000"))
    predict(page, "Just show me")
    for reached in (10, 20):
        button(page, "+10").click()
        wait_for(lambda step=reached: step_of(page) == step, f"a pause at step {reached}")
    button(page, "Resume").click()
    wait_for(lambda: step_of(page) > 20, "the run to go on")
    button(page, "Pause").click()
    expect(button(page, "Resume")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("radio", name="中文", exact=True).click()
    expect(button(page, "继续")).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile("lang=zh.*run=|run=.*lang=zh"), timeout=PATIENCE)
    stranger = new_visit().open(page.url.split("/")[-1])
    expect(button(stranger, "训练")).to_be_visible(timeout=PATIENCE)
    page.reload()
    expect(button(page, "继续")).to_be_visible(timeout=PATIENCE)
    button(page, "重置").click()
    expect(button(page, "训练")).to_be_visible(timeout=PATIENCE)


def test_an_own_file_is_checked_and_then_serves(open_page):
    page = open_page("sequence-models?lang=en&source=own&idea=series")
    chooser = page.locator("input[type=file]")
    bad = "day,price\n" + "\n".join(f"2024-01-{1 + i % 28:02},{'closed' if i == 3 else i}" for i in range(60))
    chooser.set_input_files({"name": "bad.csv", "mimeType": "text/csv", "buffer": bad.encode()})
    expect(page.get_by_text("Line 5 of column “price” says “closed”")).to_be_visible(timeout=PATIENCE)
    days = np.arange("2024-01-01", "2024-05-01", dtype="datetime64[D]")
    good = "day,price\n" + "\n".join(f"{day},{i % 7 + 0.01 * i:.2f}" for i, day in enumerate(days))
    chooser.set_input_files({"name": "good.csv", "mimeType": "text/csv", "buffer": good.encode()})
    expect(page.get_by_text("121 values, from 0 to 7.18.")).to_be_visible(timeout=PATIENCE)
    predict(page, "7 steps")
    expect(page.get_by_text("What came out: 7 steps")).to_be_visible(timeout=PATIENCE)


def test_another_idea_rests_a_run_and_coming_back_finds_it(open_page):
    page = open_page(QUICK.replace("120", "20000"))
    button(page, "Train").click()
    wait_for(lambda: step_of(page) > 20, "the forecast to learn")
    page.get_by_role("radio", name="Fill in", exact=True).click()
    expect(button(page, "Train")).to_be_visible(timeout=PATIENCE)
    wait_for(lambda: step_of(page) == -1, "figures without a run")
    page.get_by_role("radio", name="Forecast", exact=True).click()
    wait_for(lambda: step_of(page) > 20, "the forecast to be found again")
    button(page, "Reset").click()


def test_back_undoes_a_change_of_the_idea_and_forward_makes_it_again(open_page):
    page = open_page("sequence-models?lang=en&idea=series")
    expect(page.get_by_text("How long does it remember?")).to_be_visible(timeout=PATIENCE)
    watched(page)
    page.get_by_role("radio", name="Order", exact=True).click()
    expect(page).to_have_url(re.compile("idea=order"), timeout=PATIENCE)
    page.go_back()
    expect(page.get_by_text("How long does it remember?")).to_be_visible(timeout=PATIENCE)
    page.go_forward()
    expect(page.get_by_text("What order is worth")).to_be_visible(timeout=PATIENCE)


def test_ideas_chosen_in_quick_succession_leave_the_page_standing(open_page):
    """Streamlit's cache of messages once lost such a race, and the page was dead until it was loaded again."""
    page = open_page("sequence-models?lang=en&idea=series")
    expect(page.get_by_text("How long does it remember?")).to_be_visible(timeout=PATIENCE)
    for idea in ("Order", "Memory") * 4:
        page.get_by_role("radio", name=idea, exact=True).click(timeout=PATIENCE)
    page.get_by_role("radio", name="Chain rule", exact=True).click(timeout=PATIENCE)
    expect(page.get_by_text("One probability, two ways")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("How long does it remember?")).to_have_count(0, timeout=PATIENCE)


def test_a_phone_shows_everything_in_one_column(open_page):
    page = open_page("sequence-models?lang=zh&idea=fill", viewport={"width": 390, "height": 844})
    expect(page.get_by_text("先预测").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.querySelector('.stMainBlockContainer').scrollWidth") <= 390
