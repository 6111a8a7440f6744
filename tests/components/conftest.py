"""A really started server with the components and invented data, and a browser to look at it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def components_url(
    start_server: Callable[[str, Path], AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a server that shows the components; whatever it complains about fails at the end."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with start_server(str(HERE / "laboratory" / "served.py"), log) as url:
        yield url
    complaints = [line for line in log.read_text().splitlines() if "Error" in line or "Traceback" in line]
    assert not complaints, complaints


class Window:
    """One browser window at a time; tests that ask for the same view one after the other share it."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.view: tuple[object, ...] = ()
        self.page: Page | None = None
        self.complaints: list[str] = []

    def look(self, query: str, *, width: int = 1280, dark: bool = False) -> Page:
        view = (query, width, dark)
        if self.page is None or view != self.view:
            self.close()
            scheme = "dark" if dark else "light"
            context = self.browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)
            self.page, self.view = context.new_page(), view
            self.page.set_default_timeout(30_000)
            self.page.on("console", self.hear)
            self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
            self.page.goto(f"{self.url}/?{query}")
        return self.page

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def close(self) -> None:
        if self.page is not None:
            self.page.context.close()
            self.page = None


@pytest.fixture(scope="module")
def window(browser: Browser, components_url: str) -> Iterator[Window]:
    """The module's window."""
    window = Window(browser, components_url)
    yield window
    window.close()


@pytest.fixture
def look_at(window: Window) -> Iterator[Callable[..., Page]]:
    """Open ``show=...``; anything in the console fails the test."""
    window.complaints.clear()
    yield window.look
    assert not window.complaints, window.complaints
