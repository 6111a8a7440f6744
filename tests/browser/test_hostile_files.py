"""Names and texts from outside are data: no page makes links, images or formulas of them, or calls their address."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser

EVIL = "evil.example"
NAME = f"$q^{{77}}$ ![i](https://{EVIL}/i.png) **loud77** https://{EVIL}/a <img src=//{EVIL}/t.png>"
FILE = f"a https://{EVIL} **loud77** $x$.csv"
SERIES = f"{NAME};v {NAME}\n" + "\n".join(f"0{1 + i % 9}.0{1 + i // 9}.2024;{1 + i % 7},{i % 10}5" for i in range(60))
WORDS = f"{NAME} www.{EVIL} a@{EVIL} :smile: . " * 30


@pytest.fixture
def hostile(open_page):
    """Open a page, listen to whom it calls, and look at the end what became of the names."""
    called: list[str] = []
    pages: list[Page] = []

    def visit(address: str) -> Page:
        page = open_page(address)
        page.on("request", lambda request: called.append(request.url))
        pages.append(page)
        return page

    yield visit
    for page in pages:
        assert page.locator(f"a[href*='{EVIL}'], img[src*='{EVIL}'], iframe[src*='{EVIL}']").count() == 0
        assert page.locator("[data-testid=stMain] .katex", has_text="77").count() == 0
        assert page.locator("[data-testid=stMain] strong", has_text="loud77").filter(has_not_text="**").count() == 0
    assert not [url for url in called if EVIL in url]


def give(page: Page, content: bytes, name: str = FILE) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})


def test_the_columns_of_a_series(hostile):
    page = hostile("sequence-models?lang=en&source=own&idea=series")
    give(page, SERIES.replace("1,05", "oops", 1).encode())
    expect(page.get_by_text("oops").first).to_be_visible(timeout=PATIENCE)
    give(page, SERIES.encode("utf-16"))
    expect(page.get_by_text("60 values, from 1.05 to 7.85.")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("radio", name="Just show me").click()
    expect(page.locator(".js-plotly-plot").nth(1)).to_be_visible(timeout=PATIENCE)


def test_the_words_of_a_text_and_the_name_of_its_file(hostile):
    page = hostile("language-models?lang=en&text=own&unit=word")
    give(page, b"\x00\x01" * 500)
    expect(page.get_by_text(f"a https://{EVIL}").first).to_be_visible(timeout=PATIENCE)
    give(page, WORDS.encode("utf-16"), "verse.txt")
    expect(page.get_by_text("words counted").first).to_be_visible(timeout=PATIENCE)
    for screen in ("A sentence", "Which is likelier?", "Three uses"):
        page.get_by_role("radio", name=screen).click()
        expect(page.get_by_role("radio", name=screen)).to_be_checked(timeout=PATIENCE)


def test_a_test_set_and_the_name_of_its_file(hostile):
    page = hostile("bleu?lang=en&view=corpus&test_set=file")
    give(page, b"\x89PNG\r\n\x1a\n" + bytes(99), FILE)
    expect(page.get_by_text(f"a https://{EVIL}").first).to_be_visible(timeout=PATIENCE)
    give(page, f"{NAME}\t{NAME}\n".encode("utf-16"), "pairs.tsv")
    expect(page.get_by_text("1 line arrived")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("page", ["language-models?rule=", "beam-search?stop="])
def test_an_address(hostile, page):
    opened = hostile(f"{page}https%3A%2F%2F{EVIL}%2Fa&lang=en")
    expect(opened.get_by_text(EVIL).first).to_be_visible(timeout=PATIENCE)
