"""A learner's text stays text in Streamlit's Markdown: nothing of it links, loads, colours or turns into a sign."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
NASTY = json.loads((HERE / "nasty.json").read_text(encoding="utf-8"))
MARKUP = (
    "a, img, code, pre, em, del, script, table, blockquote, li, h1, h2, h3, hr, sup, input[type=checkbox], .katex, "
    "[role=img], [class*=stMarkdownColored], [class*=stMarkdownBadge], [class*=stMarkdownShimmer], [style*=color]"
)


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Addresses outside of the app that the page asked for."""
    return []


@pytest.fixture(scope="module")
def page(
    start_server: Callable[[str, Path], AbstractContextManager[str]],
    browser: Browser,
    asked: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Page]:
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with start_server(str(HERE / "nasty_app.py"), log) as url:
        context = browser.new_context()
        page = context.new_page()
        page.on(
            "request", lambda request: None if request.url.startswith((url, "data:")) else asked.append(request.url)
        )
        page.goto(url)
        page.get_by_text("the end").wait_for()
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
        yield page
        context.close()


@pytest.mark.parametrize("number", range(len(NASTY)), ids=lambda number: folded(NASTY[number])[:30])
def test_a_nasty_text_shows_as_it_was_typed(page: Page, number: int) -> None:
    shown = page.locator(
        f".st-key-nasty-{number} :is([data-testid=stMarkdownContainer], [data-testid=stCaptionContainer])"
    )
    texts = [folded(text) for text in shown.all_inner_texts()]
    expected = folded(NASTY[number])
    assert texts.count(expected) == 4, texts
    framed = [folded(text.strip("«»")) for text in texts if text.startswith("«")]
    assert framed == [expected] * 3
    assert shown.locator("strong").count() == 1  # that of the label around it
    found = shown.locator(MARKUP)
    assert found.count() == 0, found.first.evaluate("element => element.outerHTML")


def test_nothing_outside_is_asked_for(page: Page, asked: list[str]) -> None:
    assert page.get_by_text("the end").is_visible()
    assert asked == []
