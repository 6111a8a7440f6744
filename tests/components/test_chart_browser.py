import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Look = Callable[..., Page]
NEVER_VARIABLE = "JSON.stringify([plot.data, plot.layout]).includes('var(--')"


def live(page: Page) -> Locator:
    page.locator(".js-plotly-plot .xtick").first.wait_for()
    return page.locator(".js-plotly-plot").first


def x_range(plot: Locator) -> list[float]:
    return [round(end, 6) for end in plot.evaluate("plot => plot.layout.xaxis.range")]


def wait_for_draws(page: Page, count: int) -> None:
    host = page.locator("[data-drawn]").first
    seen = int(host.get_attribute("data-drawn") or 0)
    page.wait_for_function(
        "least => Number(document.querySelector('[data-drawn]').dataset.drawn) >= least", arg=seen + count
    )


def drag(page: Page, plot: Locator) -> None:
    box = plot.locator(".nsewdrag").bounding_box()
    assert box
    page.mouse.move(box["x"] + 100, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 120, steps=4)
    page.mouse.up()


def test_zoom_and_element_survive_updates_and_a_double_click_goes_back(look_at: Look) -> None:
    page = look_at("show=chart")
    plot = live(page)
    plot.evaluate("plot => { plot.marked = true; }")
    before = x_range(plot)
    drag(page, plot)
    page.wait_for_function("left => document.querySelector('.js-plotly-plot').layout.xaxis.range[0] > left", arg=1)
    zoomed = x_range(plot)
    wait_for_draws(page, 4)
    assert x_range(plot) == zoomed != before
    assert plot.evaluate("plot => plot.marked") is True
    box = plot.locator(".nsewdrag").bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + 50, box["y"] + 50)
    page.wait_for_function("() => document.querySelector('.js-plotly-plot').layout.xaxis.range[0] === 0")
    wait_for_draws(page, 2)
    assert x_range(plot)[0] == 0


def test_names_at_the_ends_of_curves_do_not_touch(look_at: Look) -> None:
    page = look_at("show=chart")
    plot = live(page)
    expect(plot.locator(".annotation")).to_have_count(3)
    # all at once: the chart is live, and one by one they would be looked up in different frames
    boxes = plot.locator(".annotation").evaluate_all("all => all.map(one => one.getBoundingClientRect())")
    spans = sorted((box["top"], box["bottom"]) for box in boxes)
    assert all(upper[1] <= lower[0] + 6 for upper, lower in pairwise(spans))
    middles = [(top + bottom) / 2 for top, bottom in spans]
    assert all(below - above >= 14 for above, below in pairwise(middles))


def test_a_page_loads_plotly_once_and_shows_no_furniture(look_at: Look) -> None:
    page = look_at("show=chart")
    live(page)
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page.locator("script[src*='plotly.min.js']")).to_have_count(1)
    expect(page.locator(".modebar-btn--logo, [data-title*='plotly' i]")).to_have_count(0)
    expect(page.locator(".infolayer .legend")).to_have_count(0)


def test_clicks_are_reported_where_they_were_asked_for(look_at: Look) -> None:
    page = look_at("show=chart")
    live(page)
    still = page.locator(".js-plotly-plot").nth(1)
    box = still.locator(".nsewdrag").bounding_box()
    assert box
    page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + 0.8 * box["height"])
    expect(page.get_by_text("clicked bars b 2")).to_be_visible()


def test_live_axes_are_rounded_outwards_and_shrink_seldom(look_at: Look) -> None:
    page = look_at("show=chart")
    live(page)
    ranges = page.evaluate(
        """async () => {
          const { calmRange, roundUp, logTicks } =
            await import("/_stcore/bidi-components/seqviz.chart/shared/ranges.js");
          const first = calmRange(null, [0, 104], false);
          return {
            first, same: calmRange(first, [0, 90], false), grown: calmRange(first, [0, 130], false),
            shrunk: calmRange(first, [0, 20], false), none: calmRange(null, null, true),
            constant: calmRange(null, [5, 5], false),
            zero: calmRange(null, [0, 0], false), log: calmRange(null, [Math.log10(2.8), Math.log10(28)], true),
            ups: [0.012, 1, 9.7, 2200].map(roundUp), ticks: logTicks([0.4, 1.5]).ticktext,
          };
        }"""
    )
    assert ranges["first"] == ranges["same"] == [0, 110]
    assert ranges["grown"] == [0, 140]
    assert ranges["shrunk"] == [0, 20]
    assert ranges["none"] == ranges["zero"] == [0, 1]
    assert ranges["constant"][0] < 5 < ranges["constant"][1]
    assert 10 ** ranges["log"][0] < 2.8 < 28 < 10 ** ranges["log"][1]
    assert ranges["ups"] == pytest.approx([0.0125, 1, 10, 2250])
    assert ranges["ticks"] == ["5", "10", "20"]


def test_a_chart_follows_the_width_of_its_place(look_at: Look) -> None:
    page = look_at("show=chart")
    plot = live(page)
    wide = plot.evaluate("plot => plot.layout.width")
    page.set_viewport_size({"width": 500, "height": 900})
    page.wait_for_function("wide => document.querySelector('.js-plotly-plot').layout.width < wide - 300", arg=wide)
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_colours_are_those_of_the_theme_and_follow_it(look_at: Look) -> None:
    page = look_at("show=chart", dark=True)
    plot = live(page)
    colour = "plot => plot.data[0].line.color"
    assert plot.evaluate(f"plot => {NEVER_VARIABLE}") is False
    assert plot.evaluate(colour) == "rgb(110, 168, 255)"
    page.emulate_media(color_scheme="light")
    page.wait_for_function("() => document.querySelector('.js-plotly-plot').data[0].line.color === 'rgb(31, 95, 191)'")
    still = page.locator(".js-plotly-plot").nth(1)
    expect(still.locator(".point path").first).to_have_attribute("style", re.compile(r"rgb\(213, 94, 0\)"))
