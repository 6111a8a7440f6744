import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Look = Callable[..., Page]
MARKUP = "<b>bold</b>"


def tokens(page: Page) -> Locator:
    return page.locator(".sv-sheet-tokens .sv-token")


def point_at(page: Page, column: int, *, band: int = 0, row: int = 3) -> tuple[float, float]:
    """Move the pointer to a cell of a band and return the place."""
    token = tokens(page).nth(column).bounding_box()
    canvas = page.locator(".sv-band").nth(band)
    box = canvas.bounding_box()
    assert token
    assert box
    place = (token["x"] + token["width"] / 2, box["y"] + (row + 0.5) * box["height"] / 12)
    page.mouse.move(*place)
    return place


def wait_for_frames(page: Page, count: int) -> None:
    """Wait until the board has drawn some more frames."""
    seen = int(page.locator("[data-drawn]").first.get_attribute("data-drawn") or 0)
    page.wait_for_function(
        "least => Number(document.querySelector('[data-drawn]').dataset.drawn) >= least", arg=seen + count
    )


def focused(page: Page) -> Locator:
    return page.locator(".sv-sheet-tokens .sv-token-focus")


def test_pointing_at_a_token_shows_it_in_every_panel_and_survives_updates(look_at: Look) -> None:
    page = look_at("show=board")
    point_at(page, 4)
    for _ in range(2):
        expect(focused(page)).to_have_text("p")
        expect(page.locator(".sv-panel-next .sv-panel-title")).to_have_text("After [the p]")
        expect(page.locator(".sv-values-place")).to_have_text("5 of 10")
        expect(page.locator(".sv-next-row").first.locator(".sv-next-token")).to_have_text("e")
        expect(page.locator(".sv-next-actual")).to_have_count(1)
        # five times 8 and four times 2: the ninth root of their product
        expect(page.locator(".sv-next-choices")).to_have_text("1/p of e: 8, mean 4.32")
        assert [span for span in page.locator(".sv-unit-token").all() if "focus" in (span.get_attribute("class") or "")]
        wait_for_frames(page, 3)
    page.locator(".sv-unit-token").nth(7).hover()
    expect(page.locator(".sv-values-place")).to_have_text("8 of 10")
    expect(focused(page)).to_have_text("p")


def test_a_click_pins_a_unit_and_the_pin_survives_updates(look_at: Look) -> None:
    page = look_at("show=board")
    page.mouse.click(*point_at(page, 2, band=2, row=5))
    title, hint = (page.locator(f".sv-panel-unit .sv-panel-{part}") for part in ("title", "hint"))
    point_at(page, 6, band=0, row=9)
    wait_for_frames(page, 3)
    expect(title).to_have_text("Unit 105, memory C")
    expect(hint).to_have_text("pinned")
    expect(page.locator(".sv-sheet-row-pinned")).to_be_visible()
    page.mouse.click(*point_at(page, 2, band=2, row=5))
    expect(hint).to_have_text("click a row")
    expect(page.locator(".sv-sheet-row-pinned")).to_be_hidden()


def test_the_keyboard_reaches_columns_rows_and_pins(look_at: Look) -> None:
    page = look_at("show=board")
    tokens(page).first.wait_for()
    sheet = page.get_by_role("slider", name="gates by character")
    sheet.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(sheet).to_have_attribute("aria-valuenow", "2")
    expect(sheet).to_have_attribute("aria-valuetext", re.compile("^h unit"))
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(sheet).to_have_attribute("aria-valuenow", "10")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".sv-panel-unit .sv-panel-hint")).to_have_text("pinned")
    page.keyboard.press("Escape")
    expect(page.locator(".sv-panel-unit .sv-panel-hint")).to_have_text("click a row")


def test_layers_have_tabs(look_at: Look) -> None:
    page = look_at("show=board")
    page.get_by_role("tab", name="layer 2").click()
    expect(page.get_by_role("tab", name="layer 2")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".sv-panel-cell .sv-panel-hint")).to_have_text("layer 2: 12 of 128 units")
    wait_for_frames(page, 2)
    expect(page.get_by_role("tab", name="layer 2")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="layer 1").click()


def test_lost_frames_heal_and_another_run_starts_clean(look_at: Look) -> None:
    page = look_at("show=board")
    outcome = page.evaluate(
        """async () => {
          const { createStore } = await import("/_stcore/bidi-components/seqviz.board/board/store.js");
          const store = createStore();
          const heard = [];
          store.listen((changed) => heard.push([...changed].join()));
          const sample = (version, text) => ({ version, body: text && { text } });
          const held = () => store.held.sample?.text ?? null;
          const seen = [];
          store.take({ run: "a", sample: sample(1, "one") }); seen.push(held());
          store.take({ run: "a", sample: sample(1, "one again") }); seen.push(held());
          store.take({ run: "a", sample: sample(3, null) }); seen.push(held());
          store.take({ run: "a", sample: sample(3, "three") }); seen.push(held());
          store.take({ run: "b" }); seen.push(held());
          return { seen, heard };
        }"""
    )
    assert outcome["seen"] == ["one", "one", "one", "three", None]
    assert outcome["heard"] == ["sample", "sample", "sample"]


def test_the_line_of_values_reads_the_cell_without_jumping(look_at: Look) -> None:
    page = look_at("show=board&still=1")
    point_at(page, 2, band=1, row=4)
    expect(page.locator(".sv-values-unit")).to_have_text("unit 104")
    numbers = page.locator(".sv-values-number")
    assert re.fullmatch(r"[01]\.\d\d", numbers.nth(0).inner_text())
    assert re.fullmatch(r"−?[01]\.\d\d", numbers.nth(1).inner_text())
    places = [numbers.nth(i).bounding_box() for i in range(4)]
    point_at(page, 9, band=1, row=5)
    expect(page.locator(".sv-values-unit")).to_have_text("unit 105")
    moved = [numbers.nth(i).bounding_box() for i in range(4)]
    assert [box["x"] for box in places if box] == [box["x"] for box in moved if box]


def test_markup_in_tokens_and_samples_is_text(look_at: Look) -> None:
    page = look_at("show=board&words=1")
    expect(tokens(page).first).to_have_text("<b>bold<…")
    expect(tokens(page).first).to_have_attribute("title", MARKUP)
    expect(tokens(page).nth(2)).to_have_attribute("title", "incomprehensibilities")
    expect(tokens(page).nth(3)).to_have_text("&amp;")
    expect(tokens(page).nth(4)).to_have_text("↵")
    expect(page.locator(".sv-sample-text")).to_have_text(f"people {MARKUP}")
    expect(page.locator(".sv-next-token", has_text=MARKUP).first).to_be_visible()
    expect(page.locator(".sv-board b")).to_have_count(0)


def test_the_empty_board_keeps_every_panels_place(look_at: Look) -> None:
    page = look_at("show=board&empty=1")
    expect(page.get_by_text("Press Train.")).to_be_visible()
    panels = page.locator(".sv-panel")
    expect(panels).to_have_count(5)
    page.wait_for_timeout(500)  # style sheet and fonts settle
    before = [panels.nth(i).bounding_box() for i in range(5)]
    page.get_by_role("button", name="start").click()
    expect(tokens(page)).to_have_count(10)
    expect(page.get_by_text("Press Train.")).to_have_count(0)
    wait_for_frames(page, 1)
    after = [panels.nth(i).bounding_box() for i in range(5)]
    for was, now in zip(before, after, strict=True):
        assert was
        assert now
        assert now == pytest.approx(was, abs=3)


def test_bands_are_painted_in_the_colours_of_the_theme(look_at: Look) -> None:
    page = look_at("show=board&still=1", dark=True)
    tokens(page).first.wait_for()
    pixel = """index => { const canvas = document.querySelectorAll('.sv-band')[index];
      return [canvas.width, canvas.height, ...canvas.getContext('2d').getImageData(0, 0, 1, 1).data]; }"""
    dark = page.evaluate(pixel, 0)
    assert dark[:2] == [10, 12]
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"before => String(({pixel})(0)) !== String(before)", arg=dark)
    red, _, blue, _ = page.evaluate(pixel, 0)[2:]
    assert red > blue, "forget runs from the panel to orange"


def test_on_a_phone_panels_stand_in_one_column_and_nothing_sticks_out(look_at: Look) -> None:
    page = look_at("show=board&words=1", width=390)
    tokens(page).first.wait_for()
    wait_for_frames(page, 1)
    panels = page.locator(".sv-panel")
    lefts = {round(box["x"]) for i in range(5) if (box := panels.nth(i).bounding_box())}
    assert len(lefts) == 1
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(
        "() => { const s = document.querySelector('.sv-cell-scroll'); return s.scrollWidth > s.clientWidth; }"
    )


def boards(page: Page) -> tuple[Locator, Locator]:
    expect(page.locator(".sv-board .sv-sheet-tokens .sv-token")).to_have_count(20)
    return page.locator(".sv-board").nth(0), page.locator(".sv-board").nth(1)


def test_two_boards_stand_side_by_side_each_linked_inside_itself(look_at: Look) -> None:
    page = look_at("show=several")
    left, right = boards(page)
    (a, b) = (left.bounding_box(), right.bounding_box())
    assert a
    assert b
    assert a["y"] == b["y"]
    assert a["x"] + a["width"] <= b["x"]
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    before = right.locator(".sv-values-place").inner_text()
    left.locator(".sv-unit-token").nth(7).hover()
    expect(left.locator(".sv-values-place")).to_have_text("8 of 10")
    expect(left.locator(".sv-sheet-tokens .sv-token-focus")).to_have_count(1)
    expect(right.locator(".sv-values-place")).to_have_text(before)


def test_boards_of_one_group_look_at_the_same_token(look_at: Look) -> None:
    page = look_at("show=several&group=g")
    left, right = boards(page)
    left.locator(".sv-unit-token").nth(7).hover()
    expect(right.locator(".sv-values-place")).to_have_text("8 of 10")
    right.locator(".sv-unit-token").nth(2).hover()
    expect(left.locator(".sv-values-place")).to_have_text("3 of 10")
    left.locator(".sv-band").first.click()
    expect(left.locator(".sv-panel-unit .sv-panel-hint")).to_have_text("pinned")
    expect(right.locator(".sv-panel-unit .sv-panel-hint")).to_have_text("click a row")


def test_several_boards_stand_below_each_other_on_a_phone(look_at: Look) -> None:
    page = look_at("show=several", width=390)
    left, right = boards(page)
    (a, b) = (left.bounding_box(), right.bounding_box())
    assert a
    assert b
    assert a["x"] == b["x"]
    assert a["y"] + a["height"] <= b["y"]
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_readout_writes_texts_and_moves_nothing(look_at: Look) -> None:
    page = look_at("show=readout")
    values = page.locator(".sv-readout-value")
    expect(values).to_have_count(3)
    expect(values.nth(1)).to_have_text("–")
    expect(values.nth(2)).to_have_text(MARKUP)
    expect(values.first).to_have_text("9")
    place = values.nth(1).bounding_box()
    expect(values.first).to_have_text("1,234")
    assert values.nth(1).bounding_box() == place
