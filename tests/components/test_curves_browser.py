"""The charts of a training run as they are drawn."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Look = Callable[..., Page]
SHARED = "/_stcore/bidi-components/seqviz.chart/shared"


def plots(page: Page) -> tuple[Locator, Locator, Locator]:
    expect(page.locator(".js-plotly-plot .xtick").first).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(3)
    plots = page.locator(".js-plotly-plot")
    return plots.nth(0), plots.nth(1), plots.nth(2)


def trace(plot: Locator, name: str) -> dict[str, list[float]]:
    plot.locator(".annotation").first.wait_for()
    return plot.evaluate(
        """(plot, name) => {
          const { x, y, mode, line, marker } = plot.data.find((trace) => trace.name === name);
          return { x: Array.from(x), y: Array.from(y), mode, line, marker };
        }""",
        name,
    )


def names(plot: Locator) -> list[str]:
    plot.locator(".annotation").first.wait_for()
    boxes = plot.locator(".annotation").evaluate_all(
        "all => all.map(one => [one.getBoundingClientRect().top, one.textContent])"
    )
    return [text for _, text in sorted(boxes)]


def test_theta_is_drawn_as_it_was_at_each_step_and_up_to_the_end(look_at: Look) -> None:
    _, norm, _ = plots(look_at("show=trained&steps=104"))
    theta = trace(norm, "/theta")
    assert theta["line"]["shape"] == "vh"
    assert {round(y, 3) for x, y in zip(theta["x"], theta["y"], strict=True) if x <= 52} == {0.4}
    assert {round(y, 3) for x, y in zip(theta["x"], theta["y"], strict=True) if x > 52} == {0.2}
    assert theta["x"][-1] == norm.evaluate("plot => plot.layout.xaxis.range[1]") > 104
    assert "θ = 0.2" in names(norm)


def test_the_first_step_is_visible_on_axes_that_begin_at_zero(look_at: Look) -> None:
    page = look_at("show=trained&steps=1")
    for plot in plots(page)[:2]:
        expect(plot.locator(".xtick").first).to_have_text("0")
        assert plot.evaluate("plot => plot.layout.xaxis.range") == [0, 10]
        assert len(plot.evaluate("plot => plot.layout.yaxis.tickvals")) >= 2
    training = trace(plots(page)[0], "/training")
    assert training["mode"] == "lines+markers"
    assert training["marker"]["size"] == [6]
    dots = plots(page)[0].locator(".point").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert max(dots) >= 5


def test_equal_curves_share_one_name(look_at: Look) -> None:
    _, _, parameters = plots(look_at("show=trained&steps=100"))
    assert sorted(names(parameters)) == ["Wₓ", "bₓ = bₕ"]
    colours = parameters.locator(".annotation-text").evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    assert colours[1] == trace(parameters, "/b_h")["line"]["color"], "the curve that lies on top"


def test_names_stand_in_the_margin_clear_of_curves_and_readings_have_dots(look_at: Look) -> None:
    perplexity, _, _ = plots(look_at("show=trained&steps=29"))  # the only reading is at step 10
    validation = trace(perplexity, "/validation")
    assert validation["x"] == [10]
    assert "markers" in validation["mode"]
    plot_ends = perplexity.evaluate("plot => plot.querySelector('.nsewdrag').getBoundingClientRect().right")
    lefts = perplexity.locator(".annotation").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    assert len(lefts) == 4
    assert min(lefts) >= plot_ends


def test_contestants_are_told_apart_by_hue_dash_and_name(look_at: Look) -> None:
    page = look_at("show=trained&steps=100&contest=1")
    perplexity, norm, _ = plots(page)
    lines = [trace(perplexity, f"{name}/validation")["line"] for name in ("RNN", "GRU", "LSTM")]
    assert len({line["color"] for line in lines}) == len({line["dash"] for line in lines}) == 3
    assert {"RNN", "GRU", "LSTM"} < set(names(perplexity))
    assert set(names(norm)) == {"RNN", "GRU", "LSTM"}


def test_names_keep_their_order_when_curves_cross_and_wander_no_further_than_they_must(look_at: Look) -> None:
    page = look_at("show=trained&steps=100")
    orders, tops = page.evaluate(
        """async (shared) => {
          const { settledOrder, spread } = await import(`${shared}/end_labels.js`);
          const frame = (a, b) => [{ key: "a", at: a }, { key: "b", at: b }];
          let order = [];
          const orders = [[100, 103], [103, 100], [100, 104], [108, 100], [140, 100], [101, 100], [99, 103]].map(
            ([a, b]) => (order = settledOrder(order, frame(a, b), 15)).join(""));
          const labels = [{ at: 50 }, { at: 52 }, { at: 54 }, { at: 199 }];
          spread(labels, 200, 15);
          return [orders, labels.map((label) => label.top)];
        }""",
        SHARED,
    )
    assert orders == ["ab", "ab", "ab", "ab", "ba", "ba", "ba"]
    assert tops == pytest.approx([37, 52, 67, 196])


def test_a_hand_taken_off_the_slider_by_the_browser_lets_it_move_again(look_at: Look) -> None:
    page = look_at("show=travel")
    slider = page.locator(".sv-timeline input")
    expect(slider).to_be_enabled()
    slider.dispatch_event("pointerdown")
    held = slider.get_attribute("max")
    slider.dispatch_event("pointercancel")
    expect(slider).not_to_have_attribute("max", str(held))
