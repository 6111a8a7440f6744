"""A really started server and learners who visit it."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

StartServer = Callable[[str, Path], AbstractContextManager[str]]

# On a deep link Streamlit's client first looks for its server below the page's own path.
OWN_PROBES = re.compile(r"/[a-z-]+/_stcore/(health|host-config)")


@pytest.fixture(scope="session")
def server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base URL of one server for all browser tests; its log must hold no traceback at the end."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with start_server("app.py", log) as url:
        yield url
    text = log.read_text()
    assert "Traceback" not in text, text


class Visit:
    """One learner's browser: own cookies, and a record of everything the console says."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.context = context
        self.server = server
        self.complaints: list[str] = []

    def open(self, address: str) -> Page:
        """Open an address of the app, such as ``lab?lang=zh``, and wait until the page stands."""
        page = self.context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.goto(f"{self.server}/{address}")
        page.wait_for_selector("h1", timeout=30_000)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        probe = OWN_PROBES.search(message.location.get("url", ""))
        if message.type in ("error", "warning") and not probe:
            self.complaints.append(f"{message.type}: {message.text}")


@pytest.fixture
def new_visit(browser: Browser, server: str) -> Iterator[Callable[..., Visit]]:
    """Return a maker of visits; options go to Playwright's ``new_context``. Consoles must have stayed clean."""
    visits: list[Visit] = []

    def make(**options: object) -> Visit:
        settings = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US", **options}
        visit = Visit(browser.new_context(**settings), server)  # type: ignore[arg-type]
        visits.append(visit)
        return visit

    yield make
    complaints = [complaint for visit in visits for complaint in visit.complaints]
    for visit in visits:
        visit.context.close()
    assert not complaints, complaints


@pytest.fixture
def open_page(new_visit: Callable[..., Visit]) -> Callable[..., Page]:
    """Return a function that opens an address in a new learner's browser."""
    return lambda address, **options: new_visit(**options).open(address)
