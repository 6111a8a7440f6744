"""The beam search page in a real browser: predicting, stepping, pointing, editing, saving, and a phone."""

import csv
import io
import re
from itertools import combinations
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from seqviz.decoding.editable import EditableTable
from seqviz.decoding.examples import random_table
from seqviz.decoding.notation import write_table
from tests.browser.course import go_to

pytestmark = pytest.mark.browser

SHOWN = "beam-search?lang=en&shown=yes"


def drawn(page):
    expect(page.locator(".sv-tree-pill").first).to_be_attached(timeout=60_000)
    return page


def pill(page, identity):
    return page.locator(f'.sv-tree-pill[data-id="{identity}"]')


def line(page, identity):
    return page.locator(f'.sv-tree-candidates tr[data-id="{identity}"], .sv-tree-table tr[data-id="{identity}"]')


def cell(page, editor, column, row):
    """Point at a cell of an editor: the grid is a canvas, so by its place."""
    box = page.locator(".st-key-panel-beam-search-tables [data-testid=stDataFrame]").nth(editor).bounding_box()
    width = (box["width"] - 70) / 4
    return box["x"] + 70 + (column + 0.5) * width, box["y"] + 35 * (row + 1) + 17


def write_cell(page, editor, column, row, text):
    """Open a cell as a learner does: who clicked while the page was still moving points at the cell again."""
    field = page.locator(".gdg-input, #portal input").first

    def opened():
        page.keyboard.press("Escape")
        page.locator(".st-key-panel-beam-search-tables").scroll_into_view_if_needed()
        page.mouse.click(*cell(page, editor, column, row))
        page.keyboard.press("Enter")
        expect(field).to_be_visible(timeout=2_000)

    patiently(page, opened)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text, delay=60)
    page.keyboard.press("Enter")


def patiently(page, attempt, tries=20):
    for _ in range(tries - 1):
        try:
            return attempt()
        except AssertionError:
            page.wait_for_timeout(300)
    return attempt()


def test_predict_then_see_and_be_asked_again(open_page):
    page = open_page("beam-search?lang=en")
    expect(page.get_by_role("button", name="Run the three searches")).to_be_enabled(timeout=60_000)
    expect(page.locator(".sv-tree-pill")).to_have_count(0)
    expect(page.get_by_text("0.048")).to_have_count(0)
    page.get_by_text("A B C <eos>", exact=True).click()
    # the outcome waits for the second answer
    expect(page.get_by_text("The answer comes from the run itself.")).to_be_visible()
    expect(page.locator(".sv-tree-pill")).to_have_count(0)
    page.get_by_text("No, greedy is right").click()
    page.get_by_text("A B · A C", exact=True).click()
    expect(page.get_by_text("scores −1.032, greedy −1.074")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("not this time.")).to_have_count(1)
    drawn(page)
    # the search plays by itself, once, up to its end
    expect(page.get_by_text("4 of 4")).to_be_visible(timeout=60_000)
    expect(pill(page, "0-2-1-3")).to_be_visible()
    expect(page).to_have_url(re.compile("predicted="))
    page.reload()
    drawn(page)
    expect(page.get_by_text("not this time.")).to_have_count(1)
    page.get_by_role("button", name="Ask me again").first.click()
    expect(page.locator(".sv-tree-pill")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("predicted="))


def test_the_main_button_runs_without_a_prediction(open_page):
    page = open_page("beam-search?lang=en&table=k-equals-n")
    page.get_by_role("button", name="Run the three searches").click()
    drawn(page)
    expect(page.get_by_text("What came out:").first).to_be_visible()
    expect(page.get_by_text("You said")).to_have_count(0)
    page.get_by_text("Lecture tables").click()
    expect(page.locator(".sv-tree-pill")).to_have_count(0)
    expect(page.get_by_role("button", name="Run the three searches")).to_be_visible()


def test_an_exercise_is_set_up_and_judged_by_the_searches(open_page):
    page = drawn(open_page(SHOWN))
    exercise = page.locator(".st-key-exercise-beam-search-wide-enough")
    exercise.get_by_role("button", name="Set this up").click()
    expect(exercise.get_by_text("k = 2: its best score is")).to_be_visible()
    slider = page.locator(".st-key-control-bar-beam-search").get_by_role("slider", name="beam width k")
    slider.focus()
    for k in range(3, 8):
        page.keyboard.press("ArrowRight")
        expect(exercise.get_by_text(f"k = {k}")).to_be_visible()
        if "no narrower beam does" in exercise.inner_text():
            break
    expect(exercise.get_by_text("and no narrower beam does")).to_be_visible()
    score = page.locator(".st-key-exercise-beam-search-score")
    score.get_by_placeholder("Your answer").fill("half")
    score.get_by_placeholder("Your answer").press("Enter")
    expect(score.get_by_text("That is no number.")).to_be_visible()


def test_a_deep_link_restores_search_and_step_and_the_keyboard_goes_on(open_page):
    page = drawn(open_page(f"{SHOWN}&step=2&k=3&search=beam"))
    expect(page.get_by_text("2 of 4")).to_be_visible()
    expect(page.get_by_role("radio", name="Beam, k = 3")).to_have_attribute("aria-checked", "true")
    expect(page.get_by_text("Step 2: 3 × 4 = 12 candidates")).to_be_visible()
    page.locator(".sv-tree-canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("3 of 4")).to_be_visible()
    expect(page).to_have_url(re.compile("step=3"))
    page.keyboard.press("Home")
    expect(page.get_by_text("Before the first step")).to_be_visible()
    page.get_by_role("button", name="Next step").click()
    expect(page.get_by_text("1 of 4")).to_be_visible()
    page.get_by_role("radio", name="Greedy", exact=True).click()
    expect(page).to_have_url(re.compile("search=greedy"))


def test_a_node_tells_its_product_and_marks_its_line(open_page):
    page = drawn(open_page(f"{SHOWN}&step=2"))
    pill(page, "0-2").click()
    detail = page.locator(".sv-tree-detail")
    expect(detail).to_contain_text("A C: kept")
    expect(detail).to_contain_text("p = 0.5 × 0.3 = 0.150")
    expect(detail).to_contain_text("score = −1.897 / 20.75 = −1.128")
    expect(line(page, "0-2")).to_have_class(re.compile("sv-tree-selected"))
    pill(page, "0-3").hover()
    expect(line(page, "0-3")).to_have_class(re.compile("sv-tree-hover"))
    line(page, "1-1").hover()
    expect(pill(page, "1-1")).to_have_class(re.compile("sv-tree-hover"))
    line(page, "1-1").click()
    expect(detail).to_contain_text("only 2 go on")
    expect(page.locator(".sv-tree-cut")).to_contain_text("2 kept above")


def test_a_cell_changes_the_tree_a_wrong_row_keeps_it_and_another_page_loses_nothing(open_page):
    page = drawn(open_page(SHOWN))
    write_cell(page, 0, 0, 0, "0.7")
    warning = page.get_by_text("Step 1 sums to 1.2.")
    expect(warning).to_be_visible(timeout=60_000)
    expect(pill(page, "0")).to_contain_text("0.500")
    page.get_by_role("button", name="Normalize").click()
    expect(pill(page, "0")).to_contain_text("0.583")
    expect(warning).to_have_count(0)
    expect(page).to_have_url(re.compile("rows=0.5833_"))
    go_to(page, "BLEU")
    expect(page.locator("h1")).to_contain_text("BLEU", timeout=60_000)
    go_to(page, "Beam search")
    expect(pill(page, "0")).to_contain_text("0.583", timeout=60_000)
    write_cell(page, 0, 0, 0, "-1")
    expect(page.get_by_text("Step 1 holds a negative number.")).to_be_visible(timeout=60_000)
    expect(pill(page, "0")).to_contain_text("0.583")


def test_the_language_switch_keeps_table_step_and_search(open_page):
    page = drawn(open_page(f"{SHOWN}&table=k-equals-n&step=2"))
    page.get_by_text("\u4e2d\u6587").first.click()
    expect(page.locator("h1")).to_contain_text("\u675f\u641c\u7d22")
    expect(page.get_by_text("2 / 3")).to_be_visible()
    expect(pill(page, "1-0")).to_be_visible()


def test_drawing_and_candidates_can_be_saved(open_page):
    page = drawn(open_page(SHOWN))
    for kind, start in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Save the tree as {kind}").click()
        content = download.value.path().read_bytes()
        assert download.value.suggested_filename == f"search-tree.{kind.lower()}"
        assert content.startswith(start)
        assert kind == "PNG" or (b"var(--" not in content and b"0.054" in content)
    page.locator(".st-key-header-row").get_by_test_id("stPopover").nth(1).get_by_role("button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Candidates (CSV)").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert {row["search"] for row in rows} == {"greedy", "beam", "exhaustive"}


def test_nothing_overlaps_in_the_promised_size(open_page):
    model = random_table(3, vocabulary=("the", "cat", "sat", "on", "mat", "<eos>"), length=5)
    page = drawn(open_page(f"{SHOWN}&k=4&stop=never&{urlencode(write_table(EditableTable.of(model)))}"))
    expect(page.get_by_text("5 of 5")).to_be_visible()
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".sv-tree-pill > .sv-tree-body, .sv-tree-ends")].map((part) => {
            const { left, right, top, bottom } = part.getBoundingClientRect();
            return { left, right, top, bottom };
        })"""
    )
    assert len(boxes) > 80
    for one, other in combinations(boxes, 2):
        apart = (
            one["right"] <= other["left"] or other["right"] <= one["left"]
            or one["bottom"] <= other["top"] + 1 or other["bottom"] <= one["top"] + 1
        )  # fmt: skip
        assert apart, (one, other)


def test_a_large_tree_unfolds(open_page):
    page = drawn(open_page(f"{SHOWN}&search=exhaustive"))
    folds = page.locator("[data-unfold]")
    # Streamlit drops what is clicked in a fragment while the page itself still runs
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    before, pills = folds.count(), page.locator(".sv-tree-pill[data-id]").count()
    folds.first.click()
    expect(page.locator(".sv-tree-pill[data-id]").nth(pills)).to_be_attached()
    page.get_by_role("button", name="Fold again").click()
    expect(folds).to_have_count(before)


def test_markup_in_a_token_is_text(open_page):
    query = urlencode({"tokens": '<img/src=x/onerror="document.title=1"> B <eos>', "rows": "0.6_0.3_0.1~0_0_1"})
    page = drawn(open_page(f"{SHOWN}&{query}"))
    expect(page.locator(".sv-tree-table tbody")).to_contain_text("<img/src=x")
    assert page.title() != "1"


def test_a_phone_shows_everything_in_one_column(open_page):
    page = drawn(open_page(f"{SHOWN}&step=2", viewport={"width": 390, "height": 844}))
    expect(page.get_by_role("button", name="Next step")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    canvas = page.locator(".sv-tree-canvas")
    assert canvas.evaluate("node => node.scrollWidth > node.clientWidth")
    page.get_by_role("button", name="Next step").click()
    expect(page.get_by_text("3 of 4")).to_be_visible()
    assert canvas.evaluate("node => node.scrollLeft > 0")
    width = page.get_by_text("beam width k").first.bounding_box()
    assert width["y"] > page.locator(".sv-tree-slider").bounding_box()["y"]


def test_the_drawing_stays_readable_in_the_dark_and_grows_in_projector_mode(open_page):
    page = drawn(open_page(SHOWN, color_scheme="dark"))
    answer = pill(page, "0-2-1-3")
    colours = answer.evaluate(
        """node => [".sv-tree-body", ".sv-tree-token"].map((part) => getComputedStyle(node.querySelector(part)).fill)"""
    )
    luminance = [sum(int(part) for part in re.findall(r"\d+", colour)[:3]) for colour in colours]
    assert abs(luminance[0] - luminance[1]) > 200
    before = answer.bounding_box()["height"]
    page.get_by_text("Projector mode").click()
    page.wait_for_function(
        "least => document.querySelector('[data-id=\"0-2-1-3\"]')?.getBoundingClientRect().height > least",
        arg=1.2 * before,
    )
