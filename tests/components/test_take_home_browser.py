"""What a panel shows, as files."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Look = Callable[..., Page]
Take = Callable[[Locator, str], tuple[str, bytes]]


@pytest.fixture
def take() -> Take:
    """Open the menu of a panel, choose a kind of file, and return its name and content."""

    def take(panel: Locator, kind: str) -> tuple[str, bytes]:
        panel.hover()
        panel.locator(".sv-take-opener").click()
        with panel.page.expect_download() as download:
            panel.locator(f".sv-take-item[data-ending={kind}]").click()
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    return take


def rows(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8")
    assert text.startswith("\ufeff"), "spreadsheets need the mark to read UTF-8"
    return list(csv.reader(io.StringIO(text[1:])))


def chart(page: Page) -> Locator:
    page.locator(".js-plotly-plot .xtick").first.wait_for()
    return page.locator(".sv-chart")


def panel(page: Page, name: str) -> Locator:
    page.locator(".sv-sheet-tokens .sv-token").first.wait_for()
    return page.locator(f".sv-panel-{name}")


def test_a_chart_becomes_a_table_of_what_it_shows(look_at: Look, take: Take) -> None:
    name, content = take(chart(look_at("show=taken")), "csv")
    assert name == "awkward-chart-1.csv"
    assert rows(content) == [
        ["x", "'=1+1", "other", "x", "late"],
        ["0", "1.5", "3", "10", "7"],
        ["1", "", "4", "20", "8"],
        ["2", "-2", "5", "", ""],
    ]


def test_a_chart_becomes_a_picture_of_twice_its_size_on_the_panels_colour(look_at: Look, take: Take) -> None:
    page = look_at("show=taken", dark=True)
    width = chart(page).evaluate("chart => chart.querySelector('.js-plotly-plot').layout.width")
    name, content = take(chart(page), "png")
    assert name == "awkward-chart-1.png"
    size, corner = corner_of(page, content)
    assert size[0] == 2 * width
    assert corner == [27, 30, 36, 255]
    name, drawing = take(chart(page), "svg")
    assert name.endswith(".svg")
    assert drawing.startswith(b"<svg")
    assert b"var(--" not in drawing


def corner_of(page: Page, png: bytes) -> tuple[list[int], list[int]]:
    """Decode a picture in the browser: its size and the colour of its first pixel."""
    assert png.startswith(b"\x89PNG")
    size, corner = page.evaluate(
        """async (bytes) => {
          const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
          pen.drawImage(image, 0, 0);
          return [[image.width, image.height], [...pen.getImageData(2, 2, 1, 1).data]];
        }""",
        list(png),
    )
    return size, corner


def test_the_cell_becomes_a_picture_and_a_table_without_formulas(look_at: Look, take: Take) -> None:
    page = look_at("show=taken")
    name, content = take(panel(page, "cell"), "csv")
    assert name == "board-cell.csv"
    table = rows(content)
    assert table[0] == ["gate", "unit", "'=cmd", "a,b", "-1", "'@x", "plain"]
    assert len(table) == 1 + 3 * 12 + 1
    assert table[1][:2] == ["forget", "100"]
    assert all(0 <= float(value) <= 1 for value in table[1][2:])
    _, picture = take(panel(page, "cell"), "png")
    (width, height), corner = corner_of(page, picture)
    assert width > 400
    assert height > 400
    assert corner == [255, 255, 255, 255]
    expect(panel(page, "cell").locator(".sv-take-item[data-ending=svg]")).to_have_count(0)


@pytest.mark.parametrize("name", ["next", "unit"])
def test_small_panels_become_drawings_and_tables(look_at: Look, take: Take, name: str) -> None:
    page = look_at("show=taken")
    _, drawing = take(panel(page, name), "svg")
    assert drawing.startswith(b"<svg")
    assert b"@x" in drawing
    assert b"var(--" not in drawing
    _, content = take(panel(page, name), "csv")
    assert rows(content)[0][0] == "token"
    _, picture = take(panel(page, name), "png")
    assert picture.startswith(b"\x89PNG")


def test_a_text_is_taken_home_as_it_is(look_at: Look, take: Take) -> None:
    page = look_at("show=taken")
    name, content = take(panel(page, "sample"), "txt")
    assert name == "board-sample.txt"
    assert content.decode() == "the people <b>bold</b>"
    assert rows(take(panel(page, "sample"), "csv")[1])[1] == ["the ", "0.6", "people <b>bold</b>"]


def test_the_menu_shows_on_hover_and_focus_and_speaks_the_pages_words(look_at: Look) -> None:
    page = look_at("show=taken")
    host = chart(page)
    menu = host.locator(".sv-take")
    page.mouse.move(1, 1)
    page.keyboard.press("Escape")
    expect(menu).to_have_css("opacity", "0")
    host.hover()
    expect(menu).to_have_css("opacity", "1")
    page.mouse.move(1, 1)
    expect(menu).to_have_css("opacity", "0")
    opener = menu.locator("summary")
    opener.focus()
    expect(menu).to_have_css("opacity", "1")
    expect(opener).to_have_accessible_name("Take home")
    page.keyboard.press("Enter")
    expect(menu.get_by_role("button")).to_have_text(["Picture", "Drawing", "Numbers"])
    page.keyboard.press("Escape")
    expect(menu.get_by_role("button", name="Picture")).to_be_hidden()
    expect(opener).to_be_focused()


def test_cells_that_a_spreadsheet_would_carry_out_are_text(look_at: Look) -> None:
    cells = [
        "=1",
        "+1",
        "-1.5e3",
        "-x",
        "@a",
        "\tq",
        "\rq",
        'say "a"',
        None,
        "a\nb",
        -2,
        "Ψ",
        " =1",
        "\uff1d1",
        "\n=1",
        "\u00a0-x",
    ]
    written = look_at("show=taken").evaluate(
        """async (cells) => {
          const { cell } = await import("/_stcore/bidi-components/seqviz.chart/shared/csv.js");
          return cells.map(cell);
        }""",
        cells,
    )
    assert written == [
        "'=1", "+1", "-1.5e3", "'-x", "'@a", "'\tq", '"\'\rq"', '"say ""a"""', "", '"a\nb"', "-2", "Ψ",
        "' =1", "'\uff1d1", '"\'\n=1"', "'\u00a0-x",
    ]  # fmt: skip


def test_names_of_files_keep_letters_of_every_script(look_at: Look) -> None:
    names = look_at("show=taken").evaluate(
        """async () => {
          const { fileName } = await import("/_stcore/bidi-components/seqviz.chart/shared/files.js");
          return ["lab.curves-perplexity", "a/b\\\\c", "\u56f0\u60d1\u5ea6", "…"].map((text) => fileName(text, "csv"));
        }"""
    )
    assert names[0] == "lab-curves-perplexity.csv"
    assert names[1] == "a-b-c.csv"
    assert re.fullmatch(r"[\u4e00-\u9fff]{3}\.csv", names[2])
    assert names[3] == "figure.csv"
